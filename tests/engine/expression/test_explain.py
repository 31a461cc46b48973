"""What the auditor sees: what was read, in order, with its value; nothing that was not needed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expression import ExpressionFailed, Read, compile_expression

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

SCOPE: dict[str, Any] = {
    "applicant": {"age": 17, "address": {"city": "Алматы"}},
    "documents": [{"kind": "application"}, {"kind": "proxy"}],
    "place": 1,
    "signed": False,
}


def reads(source: str) -> list[tuple[str, Any]]:
    return [(read.path, read.value) for read in compile_expression(source).explain(SCOPE).reads]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("applicant.age < 18", [("applicant.age", 17)]),
        ("applicant.address.city", [("applicant.address.city", "Алматы")]),
        ("applicant['age']", [("applicant['age']", 17)]),
        ("documents[place].kind", [("place", 1), ("documents[place].kind", "proxy")]),
        ("documents[0]['kind']", [("documents[0]['kind']", "application")]),
        ("applicant . age", [("applicant.age", 17)]),
        ("place + place", [("place", 1), ("place", 1)]),
        ("missing.a", [("missing.a", None)]),
        ("first(documents).kind", [("documents", SCOPE["documents"])]),
        ("[1, 2][place]", [("place", 1)]),
        ("1 + 1", []),
        ("now() ? 1 : place", []),
    ],
)
def test_reads_in_order(source: str, expected: list[tuple[str, Any]]) -> None:
    functions = {"now": lambda: True}
    explanation = compile_expression(source).explain(SCOPE, functions)
    assert [(read.path, read.value) for read in explanation.reads] == expected


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("signed and place > 0", ["signed"]),
        ("not signed or place > 0", ["signed"]),
        ("signed or place > 0", ["signed", "place"]),
        ("signed ? applicant.age : place", ["signed", "place"]),
        ("(signed or place == 1) and applicant.age < 18", ["signed", "place", "applicant.age"]),
    ],
)
def test_only_what_was_really_read(source: str, paths: list[str]) -> None:
    assert [path for path, _ in reads(source)] == paths


@pytest.mark.parametrize(
    "source",
    ["applicant", "documents[0]", "size(documents) + place", "!signed", "applicant.age % 5"],
)
def test_the_value_is_that_of_evaluate(source: str) -> None:
    expression = compile_expression(source)
    assert expression.explain(SCOPE).value == expression.evaluate(SCOPE)


def test_a_failure_is_that_of_evaluate() -> None:
    expression = compile_expression("applicant.height > 180")
    with pytest.raises(ExpressionFailed, match=r"applicant\.height has no value") as caught:
        expression.explain(SCOPE)
    assert caught.value.source == "applicant.height > 180"


def test_an_explained_condition_is_true_or_false() -> None:
    explanation = compile_expression("place == 1").explain_condition(SCOPE)
    assert explanation.value is True
    assert explanation.reads == (Read(path="place", value=1),)
    with pytest.raises(ExpressionFailed, match="place is a number, not true or false"):
        compile_expression("place").explain_condition(SCOPE)


@PATIENT
@given(st.booleans(), st.booleans(), st.booleans())
def test_explaining_changes_no_outcome(a: bool, b: bool, c: bool) -> None:
    expression = compile_expression("a and b or not c and (a ? b : c)")
    scope = {"a": a, "b": b, "c": c}
    assert expression.explain_condition(scope).value is expression.condition(scope)
