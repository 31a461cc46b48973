"""Circles are found exactly where a token can come back to where it was without waiting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.model.intake import read_model
from engine.model.rules.graph import reached
from engine.model.rules.loop_waits import loop_waits
from engine.model.rules.subject import subject_of
from engine.model.values import Known
from tests.engine.model.models import document, flow

IDS = "abcdef"
EDGES = st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12)


def members(edges: set[tuple[str, str]], waiting: str = "") -> set[str]:
    """The elements that the rule names; those in `waiting` are user tasks, the others plain tasks."""
    nodes = "".join(f'<{"userTask" if key in waiting else "task"} id="{key}"/>' for key in IDS)
    process = nodes + "".join(flow(source, target) for source, target in sorted(edges))
    found = [f.message for f in loop_waits(subject_of(read_model(document(process)), Known()))]
    return set(found[0].split("through ")[1].split(" waits")[0].split(", ")) if found else set()


def on_a_circle(edges: set[tuple[str, str]]) -> set[str]:
    graph = {key: frozenset(target for source, target in edges if source == key) for key in IDS}
    return {key for key in IDS if key in reached(graph, graph[key])}


@given(EDGES)
def test_every_element_of_a_circle_is_named(edges: set[tuple[str, str]]) -> None:
    assert on_a_circle(edges) <= members(edges)


@given(EDGES)
def test_without_a_circle_nothing_is_named(edges: set[tuple[str, str]]) -> None:
    assert bool(members(edges)) == bool(on_a_circle(edges))


@given(EDGES, st.sampled_from(IDS))
def test_a_circle_that_waits_somewhere_is_right(edges: set[tuple[str, str]], waiting: str) -> None:
    rest = {(source, target) for source, target in edges if waiting not in (source, target)}
    assert bool(members(edges, waiting)) == bool(on_a_circle(rest))
