from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.words.characters import printed
from forms.cleaning import (
    DEEPEST,
    Fault,
    canonical_fault,
    clean_line,
    clean_lines,
    clean_value,
    is_empty,
)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


def test_a_line_is_trimmed_composed_and_single_spaced() -> None:
    assert clean_line("  Сапаров\u00a0 Дәурен\tМаратұлы\n") == "Сапаров Дәурен Маратұлы"
    assert clean_line("и\u0306") == "й"


def test_lines_keep_their_breaks_as_in_unix() -> None:
    assert clean_lines(" бір\r\nекі\rүш\u2028төрт \n") == "бір\nекі\nүш\nтөрт"


def test_empty_parts_of_an_object_are_left_out() -> None:
    given_rows = [{"kind": " proxy ", "note": "  ", "document_id": None}]
    assert clean_value(given_rows, lines=False) == [{"kind": "proxy"}]


@pytest.mark.parametrize(
    "value", [None, "", [], " ", "\u200b", "\u2800", "\u0301", "\u2060\u00a0\u00ad"]
)
def test_nothing_is_empty(value: Any) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [False, 0, {}, "–", [None]])
def test_an_answer_is_not_empty(value: Any) -> None:
    assert not is_empty(value)


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {1: "a"}, (1, 2), b"a"])
def test_what_has_no_canonical_form_is_named(value: Any) -> None:
    assert canonical_fault(value) == Fault(keyword="type")


@pytest.mark.parametrize(
    ("value", "character", "path"),
    [
        ("a\x00", "\x00", ()),
        ("a\ud800", "\ud800", ()),
        ("a\u202e", "\u202e", ()),
        ("a\uffff", "\uffff", ()),
        ("Айша 😀", "😀", ()),
        ("北京", "北", ()),
        ([{"a": "1"}, {"a": "\x1b"}], "\x1b", (1, "a")),
        ({"\x00": 1}, "\x00", ()),
    ],
)
def test_what_cannot_be_printed_is_named_with_its_place(
    value: Any, character: str, path: tuple[str | int, ...]
) -> None:
    fault = Fault(keyword="characters", character=character, path=path)
    assert canonical_fault(value) == fault


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1, True, "Ұлы\tсөз\r\n", {"a": [None]}])
def test_what_has_a_canonical_form_passes(value: Any) -> None:
    assert canonical_fault(value) is None


def test_depth_is_bounded() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert canonical_fault(deep) == Fault(keyword="type", path=(0,) * DEEPEST)


@given(ANYTHING)
def test_what_passes_is_canonical_json_before_and_after_cleaning(value: Any) -> None:
    if canonical_fault(value) is None:
        cleaned: Any = clean_value(value, lines=True)
        assert rfc8785.dumps(value)
        assert rfc8785.dumps(cleaned)
        assert clean_value(cleaned, lines=True) == cleaned


@pytest.mark.parametrize("shown", ["Ай\u200bша", "\ufeffАйша", "Ай\u00adша", "Айша\u200d\ufe0f"])
def test_what_shows_nothing_is_left_out(shown: str) -> None:
    assert clean_line(shown) == clean_lines(shown) == "Айша"


@given(st.text())
def test_a_text_that_passes_is_printed_as_it_is(text: str) -> None:
    if canonical_fault(text) is None:
        assert printed(clean_line(text)) == clean_line(text)
        assert printed(clean_lines(text)) == clean_lines(text)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)
