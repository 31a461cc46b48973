"""What expressions touch is counted, the same however they are evaluated, and ends at a limit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expression import ExpressionFailed, compile_expression, compile_script
from engine.expression.work import MOST_WORK, WorkSpent, counted

SCOPE: dict[str, Any] = {
    "l": list(range(1000)),
    "words": ["x"] * 1000,
    "o": {f"k{number}": number for number in range(1000)},
    "s": "ы" * 100_000,
    "t": "ы" * 50_000,
    "z": "q",
    "n": 3,
}


def work_of(text: str) -> int:
    with counted() as work:
        try:
            compile_expression(text).evaluate(SCOPE)
        except WorkSpent:
            raise
        except ExpressionFailed:
            pass
    return work.done


@pytest.mark.parametrize("text", ["n + 1", "z == 'q'", "l[7]", "o.k7", "size(l)", "first(l)", "n"])
def test_what_looks_at_one_thing_is_cheap(text: str) -> None:
    assert work_of(text) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "z in l",
        "not (z in l)",
        "contains(l, z)",
        "l == l",
        "l",
        "o",
        "o == o",
        "concat(l, l)",
        "join(words, ',')",
        "min(l)",
        "max(l)",
        "sum(l)",
        "keys(o)",
        "z in s",
        "t + t",
        "lower(s)",
        "upper(s)",
        "trim(s)",
        "[l, l]",
    ],
)
def test_what_goes_through_a_thousand_elements_counts_them(text: str) -> None:
    assert work_of(text) >= 1000


def test_all_of_one_command_share_one_limit() -> None:
    expression = compile_expression("not (z in l)")
    with counted(50_000) as work:
        expression.evaluate(SCOPE)
        for _ in range(50_000 // work.done - 1):
            expression.evaluate(SCOPE)
        with pytest.raises(WorkSpent, match="may touch 50000 elements"):
            expression.evaluate(SCOPE)


def test_once_it_is_spent_nothing_is_evaluated_any_more() -> None:
    with counted(10):
        for text in ("l", "1", "z == 'q'"):
            with pytest.raises(WorkSpent):
                compile_expression(text).evaluate(SCOPE)


def test_outside_a_command_each_expression_has_the_work_of_one() -> None:
    lots = compile_expression(" or ".join(["z in l"] * 70))
    assert lots.evaluate(SCOPE) is False
    script = compile_script("\n".join(["a = l"] * 100))
    assert script.run(SCOPE)["a"] == SCOPE["l"]


def test_a_limit_stops_the_longest_expression_on_the_largest_lists() -> None:
    scope = {"l": [1] * 10_000, "z": "q"}
    lots = compile_expression(" or ".join(["z in l"] * 70))
    with pytest.raises(WorkSpent, match=f"may touch {MOST_WORK} elements"):
        lots.evaluate(scope)


def test_what_is_compiled_meanwhile_costs_nothing() -> None:
    text = "size([1, 2, 3, 4, 5, 6, 7]) + size([8, 9]) == 9"
    assert work_of(text) == work_of(text) == 1


PARTS = st.sampled_from(
    ["z in l", "l == words", "size(concat(l, words)) > n", "lower(s) == s", "empty o", "n < 9"]
)


@settings(deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=6), st.sampled_from([" or ", " and "]))
def test_an_explanation_counts_as_much_as_the_value(parts: list[str], by: str) -> None:
    expression = compile_expression(by.join(parts))
    with counted() as plain:
        value = expression.condition(SCOPE)
    with counted() as explained:
        assert expression.explain_condition(SCOPE).value == value
    assert plain.done == explained.done
