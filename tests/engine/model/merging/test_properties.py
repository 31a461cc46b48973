"""Whatever is edited: the result, opened again, is what was edited; and it holds all that was not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.merging import merge_edit, merge_trusted
from engine.model.merging.documents import content_of, parsed_documents
from engine.model.merging.pairs import longest_rising
from tests.engine.model.merging.drawing import (
    Edit,
    adding,
    deleting,
    documenting,
    drawn,
    moving,
    moving_into,
    renaming,
    retagging,
    saved_again,
    setting,
)
from tests.engine.model.merging.originals import ALL, STRANGE, TASKS

KEPT = (b"<!-- the process -->", b"<!-- checked by a person -->", b"<?editor keep", b'acme:saved="')
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
    lambda text: text == "" or text.strip() == text
)
NAMED = st.sampled_from([*TASKS, "visit", "Lane_A", "Begin", "F1"])
SCOPES = st.sampled_from(["visit", "Part"])
ATTRIBUTES = st.sampled_from(
    ["isForCompensation", "{urn:acme:modeller}mark", "{http://camunda.org/schema/1.0/bpmn}formKey", "{urn:other}x"]
)  # fmt: skip


def edits() -> st.SearchStrategy[list[Edit]]:
    """Some edits in a row, and perhaps a deletion as the last."""
    first = st.one_of(
        st.builds(renaming, NAMED, TEXTS),
        st.builds(setting, NAMED, ATTRIBUTES, TEXTS),
        st.builds(documenting, NAMED, TEXTS),
        st.builds(moving, st.sampled_from(TASKS), st.integers(0, 2000)),
        st.builds(moving_into, st.sampled_from(["Check", "Count", "Begin", "F1"]), SCOPES),
        st.builds(retagging, st.just("Check"), st.sampled_from(["serviceTask", "task"])),
    )
    added = st.lists(st.builds(adding, st.sampled_from(["N1", "N2"]), SCOPES), max_size=1)
    last = st.lists(st.builds(deleting, st.sampled_from(["Check", "Count"])), max_size=1)
    many = st.tuples(st.lists(first, min_size=1, max_size=5), added, last)
    return many.map(lambda parts: [*parts[0], *parts[1], *parts[2]])


def said(xml: bytes) -> Any:
    (document,) = parsed_documents(xml)
    return content_of(document.root)


@pytest.mark.parametrize("original", ALL.values(), ids=ALL)
@given(made=edits())
def test_the_result_opened_again_is_the_edit(original: bytes, made: list[Edit]) -> None:
    edited = drawn(original, *made)
    result = merge_trusted(original, saved_again(original), edited)
    assert _unordered(said(saved_again(result))) == _unordered(said(edited))


@given(first=edits(), second=st.builds(renaming, st.sampled_from(["Part", "visit"]), TEXTS))
def test_an_edit_on_top_of_another_starts_from_what_was_sent_before(
    first: list[Edit], second: Edit
) -> None:
    sent = drawn(STRANGE, *first)
    once = merge_trusted(STRANGE, saved_again(STRANGE), sent)
    again = drawn(sent, second)
    twice = merge_trusted(once, sent, again)
    assert _unordered(said(saved_again(twice))) == _unordered(said(again))
    assert all(part in twice.replace(b"'", b'"') for part in KEPT)


@given(made=edits())
def test_what_the_drawing_program_drops_stays(made: list[Edit]) -> None:
    result = merge_trusted(STRANGE, saved_again(STRANGE), drawn(STRANGE, *made))
    flat = result.replace(b"'", b'"')
    assert all(part in flat for part in KEPT)


@given(made=edits())
def test_the_result_saved_unchanged_is_the_same(made: list[Edit]) -> None:
    result = merge_edit(STRANGE, saved_again(STRANGE), drawn(STRANGE, *made))
    again = saved_again(result)
    assert merge_edit(result, again, again) == result


@given(made=edits())
def test_the_same_edit_twice_is_made_once(made: list[Edit]) -> None:
    edited = drawn(STRANGE, *made)
    once = merge_edit(STRANGE, saved_again(STRANGE), edited)
    assert merge_edit(once, saved_again(once), saved_again(edited)) in (once, edited)


@given(st.lists(st.integers(0, 30), unique=True))
def test_the_longest_rising_run_rises_and_cannot_be_made_longer(numbers: list[int]) -> None:
    chosen = [numbers[place] for place in sorted(longest_rising(numbers))]
    assert chosen == sorted(chosen)
    lengths: list[int] = []
    for place, number in enumerate(numbers):
        before = [lengths[n] for n in range(place) if numbers[n] < number]
        lengths.append(1 + max(before, default=0))
    assert len(chosen) == max(lengths, default=0)


def _unordered(content: Any) -> object:
    """Artifacts are put last by the drawing program, so that their place among the others is not kept."""
    tag, attributes, text, below = content
    return tag, attributes, text, frozenset(map(_unordered, below)), len(below)
