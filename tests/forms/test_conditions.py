from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.conditions import condition_fault, holds, simple_condition

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("source", "names", "answer"),
    [
        ("signed == false", {"signed": False}, True),
        ("signed == false", {"signed": True}, False),
        ("signed == false", {}, False),
        ("not empty remark", {"remark": ""}, False),
        ("grade < 5", {}, None),
        ("grade", {"grade": "text"}, None),
    ],
)
def test_only_true_and_false_are_answers(
    source: str, names: dict[str, Any], answer: bool | None
) -> None:
    assert holds(source, names) is answer


@pytest.mark.parametrize(
    "source", ["signed ==", "__import__('os')", "a = b", "", "now() > arrived_at"]
)
def test_what_a_form_cannot_answer_is_refused(source: str) -> None:
    assert condition_fault(source)


def test_an_expression_of_variables_is_allowed() -> None:
    assert condition_fault("relation in ['parent', 'guardian'] and not empty proxy_number") is None


@pytest.mark.parametrize(
    ("source", "simple"),
    [
        ("relation == 'parent'", ("relation", "parent")),
        ("signed == false", ("signed", "false")),
        ("signed != false", None),
        ("a == 'b' or c == 'd'", None),
    ],
)
def test_a_browser_follows_simple_conditions(source: str, simple: tuple[str, str] | None) -> None:
    assert simple_condition(source) == simple


@given(value=JSON)
def test_no_value_makes_a_condition_raise(value: Any) -> None:
    for source in (
        "a == 'x'",
        "a < 3",
        "a",
        "not a",
        "a.b == 1",
        "a[0] == 1",
        "'x' in a",
        "empty a",
    ):
        assert holds(source, {"a": value}) in (True, False, None)
