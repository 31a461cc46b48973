from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from forms.cleaning import canonical_fault, clean_line, clean_lines, clean_value, is_empty

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


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_is_empty(value: Any) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [False, 0, {}, " ", [None]])
def test_an_answer_is_not_empty(value: Any) -> None:
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (1.5, "type"),
        (float("nan"), "type"),
        (2**53, "type"),
        ({1: "a"}, "type"),
        ((1, 2), "type"),
        (b"a", "type"),
        ("a\x00", "characters"),
        ("a\ud800", "characters"),
        ("a\u202e", "characters"),
        ("a\uffff", "characters"),
        ([{"a": "\x1b"}], "characters"),
        ({"\x00": 1}, "characters"),
    ],
)
def test_what_has_no_canonical_form_is_named(value: Any, fault: str) -> None:
    assert canonical_fault(value) == fault


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1, True, "Ұлы\tсөз\r\n", {"a": [None]}])
def test_what_has_a_canonical_form_passes(value: Any) -> None:
    assert canonical_fault(value) is None


def test_depth_is_bounded() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert canonical_fault(deep) == "type"


@given(ANYTHING)
def test_what_passes_is_canonical_json_before_and_after_cleaning(value: Any) -> None:
    if canonical_fault(value) is None:
        cleaned = clean_value(value, lines=True)
        assert rfc8785.dumps(value)
        assert rfc8785.dumps(cleaned)
        assert clean_value(cleaned, lines=True) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)
