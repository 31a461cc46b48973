"""The drawing as a graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.model.intake import read_model
from engine.model.rules.graph import Graph, ends, entries, reached, steps, turned
from engine.model.rules.subject import Subject, subject_of
from engine.model.values import Known
from tests.engine.model.models import document, flow

IDS = "abcdef"
GRAPHS = st.dictionaries(st.sampled_from(IDS), st.frozensets(st.sampled_from(IDS)), max_size=6)


@given(GRAPHS)
def test_turning_twice_gives_the_same_steps(graph: Graph) -> None:
    pairs = {(source, target) for source, targets in graph.items() for target in targets}
    again = turned(turned(graph))
    assert {(source, target) for source, targets in again.items() for target in targets} == pairs


@given(GRAPHS, st.frozensets(st.sampled_from(IDS)))
def test_what_is_reached_holds_the_entries_and_leads_nowhere_else(
    graph: Graph, begun: frozenset[str]
) -> None:
    seen = reached(graph, begun)
    assert begun <= seen
    assert all(graph.get(element, frozenset()) <= seen for element in seen)


@given(GRAPHS, st.sampled_from(IDS), st.sampled_from(IDS))
def test_a_way_there_is_a_way_back_in_the_turned_graph(
    graph: Graph, source: str, target: str
) -> None:
    assert (target in reached(graph, {source})) == (source in reached(turned(graph), {target}))


def subject(process: str) -> Subject:
    return subject_of(read_model(document(process)), Known())


def test_a_token_goes_over_boundaries_and_links() -> None:
    process = (
        '<startEvent id="A"/><task id="B"/><boundaryEvent id="C" attachedToRef="B"/>'
        '<intermediateThrowEvent id="D"><linkEventDefinition name="L"/></intermediateThrowEvent>'
        '<intermediateCatchEvent id="E"><linkEventDefinition name="L"/></intermediateCatchEvent>'
        + flow("A", "B")
        + flow("C", "D")
    )
    graph = steps(subject(process))
    assert {key: set(ids) for key, ids in graph.items() if ids} == {
        "A": {"B"},
        "B": {"C"},
        "C": {"D"},
        "D": {"E"},
    }


def test_links_of_another_scope_do_not_meet() -> None:
    process = (
        '<intermediateThrowEvent id="D"><linkEventDefinition name="L"/></intermediateThrowEvent><subProcess id="S">'
        '<intermediateCatchEvent id="E"><linkEventDefinition name="L"/></intermediateCatchEvent></subProcess>'
    )
    assert not steps(subject(process)).get("D")


def test_loose_ends_of_flows_are_no_steps() -> None:
    assert not steps(subject('<task id="A"/>' + flow("A", "Gone"))).get("A")


def test_without_a_start_event_what_nothing_leads_to_begins() -> None:
    process = '<task id="A"/><task id="B"/><boundaryEvent id="C" attachedToRef="A"/>' + flow(
        "A", "B"
    )
    assert list(entries(subject(process), "visit")) == ["A"]


def test_with_a_start_event_only_that_begins_and_event_sub_processes() -> None:
    process = '<startEvent id="A"/><task id="B"/><subProcess id="S" triggeredByEvent="true"><task id="In"/></subProcess>'
    assert list(entries(subject(process), "visit")) == ["A", "S"]


def test_a_token_ends_where_nothing_leads_on() -> None:
    process = '<startEvent id="A"/><task id="B"/><endEvent id="C"/>' + flow("A", "B")
    assert list(ends(subject(process))) == ["B", "C"]
