"""Whatever the text and whatever the variables: a value, a refusal or a failure, and never anything else."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.expression import (
    FUNCTIONS,
    Expression,
    ExpressionFailed,
    ExpressionInvalid,
    Read,
    compile_expression,
    compile_script,
    to_variable,
)
from tests.work import calls

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

NAMES = ["a", "b", "accepted_at"]
TOKENS = [
    *NAMES, ".", ".b", "[", "]", "(", ")", ",", "==", "!=", "<", "<=", ">", ">=", "and", "or", "not", "&&", "||", "!", "in",
    "empty", "+", "-", "*", "/", "%", "?", ":", "'x'", '"y"', "'", "\\", "12", "1.5", "0", "true", "false", "null", "${", "}",
    "=", "\n", " ", "\x00", "ә", *(f"{name}(" for name in FUNCTIONS),
]  # fmt: skip
NOISE = st.lists(st.sampled_from(TOKENS), max_size=15).map(" ".join)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(max_size=5)
    | st.sampled_from(["P1D", "2025-03-14", "2025-03-14T12:00:00Z", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "0"]), inner, max_size=3)
    ),
    max_leaves=6,
)
TIMES = st.datetimes(timezones=st.timezones() | st.just(UTC)) | st.timedeltas() | st.datetimes()
ALIENS = (
    st.floats()
    | st.binary(max_size=2)
    | st.decimals()
    | st.tuples(JSON)
    | st.dictionaries(st.integers(), JSON, max_size=2)
    | st.integers()
    | st.complex_numbers()
)
SCOPES = st.dictionaries(st.sampled_from(NAMES), JSON | TIMES | ALIENS)

LEAVES = st.sampled_from(
    [
        *NAMES,
        "1",
        "0",
        "2.5",
        "9007199254740991",
        "'x'",
        "'P1D'",
        "'2025-03-14'",
        "''",
        "true",
        "false",
        "null",
        "[]",
        "now()",
    ]
)


def composed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.sampled_from(
        ["==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%", "and", "or"]
    )
    calls = st.sampled_from(sorted(FUNCTIONS)).flatmap(
        lambda name: st.lists(
            inner,
            min_size=FUNCTIONS[name].least,
            max_size=max(len(FUNCTIONS[name].parameters), FUNCTIONS[name].least),
        ).map(lambda arguments: f"{name}({', '.join(arguments)})")
    )
    return st.one_of(
        st.builds(lambda left, sign, right: f"({left}) {sign} ({right})", inner, binary, inner),
        st.builds(
            lambda sign, operand: f"{sign} ({operand})",
            st.sampled_from(["not", "-", "empty"]),
            inner,
        ),
        st.builds(lambda a, b, c: f"({a}) ? ({b}) : ({c})", inner, inner, inner),
        st.builds(lambda owner, key: f"({owner})[{key}]", inner, inner),
        st.builds(lambda owner: f"({owner}).b", inner),
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        calls,
    )


EXPRESSIONS = st.recursive(LEAVES, composed, max_leaves=8)


def fixed_now() -> datetime:
    return datetime(2025, 3, 14, 12, tzinfo=UTC)


def later(*arguments: Any) -> datetime:
    return fixed_now() + timedelta(days=len(arguments))


OUTSIDE = {"now": fixed_now, "businessDays": later, "businessMinutes": later}


def compiled(source: str) -> Expression | None:
    try:
        return compile_expression(source)
    except ExpressionInvalid:
        return None


def outcome(expression: Expression, scope: dict[str, Any]) -> Any:
    try:
        return expression.evaluate(scope, OUTSIDE)
    except ExpressionFailed as failure:
        return failure.reason


def explained_outcome(
    expression: Expression, scope: dict[str, Any]
) -> tuple[Any, tuple[Read, ...]]:
    try:
        explanation = expression.explain(scope, OUTSIDE)
    except ExpressionFailed as failure:
        return failure.reason, ()
    return explanation.value, explanation.reads


@PATIENT
@given(st.text() | NOISE)
def test_a_refusal_points_into_the_text(source: str) -> None:
    try:
        compile_expression(source)
    except ExpressionInvalid as refusal:
        column = refusal.column
    else:
        column = 1
    assert 1 <= column <= len(source) + 1


@PATIENT
@given(st.text() | NOISE, SCOPES)
@example("${", {})
@example("'\\", {})
def test_any_text_is_refused_fails_or_has_a_value(source: str, scope: dict[str, Any]) -> None:
    expression = compiled(source)
    if expression:
        outcome(expression, scope)


@settings(PATIENT, max_examples=400)
@given(EXPRESSIONS, SCOPES)
def test_any_expression_fails_or_has_a_value_that_variables_can_hold(
    source: str, scope: dict[str, Any]
) -> None:
    expression = compiled(source)
    if expression:
        json.dumps(to_variable(outcome(expression, scope)), allow_nan=False)


@settings(PATIENT, max_examples=200)
@given(EXPRESSIONS, SCOPES)
def test_explaining_gives_what_evaluating_gives(source: str, scope: dict[str, Any]) -> None:
    expression = compiled(source)
    if expression is None:
        return
    explained, reads = explained_outcome(expression, scope)
    assert repr(explained) == repr(outcome(expression, scope))
    assert {read.path.partition(".")[0].partition("[")[0] for read in reads} <= expression.names


@PATIENT
@given(
    st.text()
    | st.lists(
        st.builds("{} = {}".format, st.sampled_from(["a", "a.b", "b.a.b"]), EXPRESSIONS)
    ).map("\n".join),
    SCOPES,
)
def test_any_script_is_refused_fails_or_sets_variables(text: str, scope: dict[str, Any]) -> None:
    try:
        changed = compile_script(text).run(scope, OUTSIDE)
    except (ExpressionInvalid, ExpressionFailed):
        return
    json.dumps(to_variable(changed), allow_nan=False)


@pytest.mark.parametrize(
    "source",
    [
        "[" + "x == y," * 90 + "1]",
        "[" + "sum(x)," * 140 + "max(x)]",
        "[" + "x in z," * 90 + "1]",
        "size(" + " + ".join(["s"] * 49) + ") + 1",
        "upper(" * 48 + "s" + ")" * 48,
    ],
)
def test_the_work_of_the_worst_grows_with_what_it_is_given_and_not_with_its_square(
    source: str,
) -> None:
    expression = compile_expression(source)
    small, large = (calls(lambda: outcome(expression, scope(size))) for size in (50, 200))  # noqa: B023
    assert large < 6 * small


def scope(size: int) -> dict[str, Any]:
    return {
        "x": [0] * size,
        "y": [0] * (size - 1) + [1],
        "z": [[0] * 9 for _ in range(size // 10)],
        "s": "ß" * (size // 5),
    }


def test_a_simple_condition_takes_a_few_calls() -> None:
    expression = compile_expression("channel == 'portal'")
    scope = {"channel": "portal"}
    expression.condition(scope)
    assert calls(lambda: expression.condition(scope)) < 20
