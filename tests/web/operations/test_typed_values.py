from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.operations.typed_values import ValueKind, ValueUnreadable, read_value, shown_value

KEPT = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text("абв ё\n\"'<&", max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(KEPT)
def test_what_is_shown_of_a_value_gives_the_value_again(value: Any) -> None:
    kind, text = shown_value(value)

    assert read_value(kind, text) == value
    assert type(read_value(kind, text)) is type(value)


@given(st.sampled_from(ValueKind), st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(kind: ValueKind, text: str) -> None:
    try:
        read_value(kind, text)
    except ValueUnreadable:
        assert kind is not ValueKind.NOTHING


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("json", "NaN"),
        ("json", "[" * 100_000),
        ("json", '{"a": 1.5}'),
        ("number", "9" * 5000),
        ("number", str(2**53)),
        ("text", "\ud800"),
        ("unknown", ""),
    ],
)
def test_what_no_history_can_hold_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueUnreadable):
        read_value(kind, text)
