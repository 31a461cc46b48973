"""Scripts of script tasks: assignments, copies, lines."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.expression import ExpressionFailed, ExpressionInvalid, compile_script


def run(text: str, **scope: Any) -> dict[str, Any]:
    return compile_script(text).run(scope)


def test_later_lines_see_earlier_ones() -> None:
    assert run("a = 1\nb = a + 1\na = b * 10") == {"a": 20, "b": 2}


def test_blank_lines_and_both_line_ends_are_fine() -> None:
    assert run("\n  a = 1  \r\n\r\n\tb=2\n") == {"a": 1, "b": 2}
    assert run("  \n") == {}


def test_an_assignment_knows_its_path_and_expression() -> None:
    (assignment,) = compile_script(" a . b = ${x + 1}".replace(" . ", ".")).assignments
    assert assignment.path == ("a", "b")
    assert assignment.expression.source == "x + 1"


def test_only_what_was_set_comes_back() -> None:
    assert run("a.b = c", a={"x": 1}, c=2, d=3) == {"a": {"x": 1, "b": 2}}


def test_the_scope_is_left_as_it_was() -> None:
    scope = {"a": {"b": {"c": 1}, "l": [1]}, "z": [0]}
    before = copy.deepcopy(scope)
    changed = compile_script("a.b.c = 2\na.new.deep = z\nz = null").run(scope)
    assert changed == {"a": {"b": {"c": 2}, "l": [1], "new": {"deep": [0]}}, "z": None}
    changed["a"]["l"].append(9)
    changed["a"]["new"]["deep"].append(9)
    assert scope == before


def test_an_object_is_made_where_there_was_null() -> None:
    assert run("a.b.c = 1", a=None) == {"a": {"b": {"c": 1}}}


def test_values_keep_their_kind_within_a_script() -> None:
    text = "price = 1.5\ntotal = price * 2\ndue = now() + duration('PT1H')\nlate = due > now()"
    noon = datetime(2025, 3, 14, 12, tzinfo=UTC)
    changed = compile_script(text).run({}, {"now": lambda: noon})
    assert changed == {
        "price": Decimal("1.5"),
        "total": Decimal("3.0"),
        "due": noon + timedelta(hours=1),
        "late": True,
    }


@pytest.mark.parametrize(("owner", "kind"), [("text", "text"), ([1], "a list"), (5, "a number")])
def test_a_field_of_what_has_no_fields_fails(owner: object, kind: str) -> None:
    with pytest.raises(ExpressionFailed) as caught:
        run("a.b = 1", a=owner)
    assert caught.value.reason == f"a is {kind}, which has no b"
    assert caught.value.source == "a.b = 1"


def test_a_failing_line_is_named() -> None:
    with pytest.raises(ExpressionFailed, match=r"x \+ 1: x has no value"):
        run("a = 1\nb = x + 1")


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("a", 1, 1, "a line is name = expression"),
        ("a == 1", 1, 1, "a line is name = expression"),
        ("a = 1\n\nimport os", 3, 1, "a line is name = expression"),
        ("a = 1\nb = ", 2, 4, "there is no expression"),
        ("b = 1 +", 1, 8, "ends too early"),
        ("  b = x y", 1, 9, "'y' cannot stand here"),
        ("b =${x y}", 1, 8, "'y' cannot stand here"),
        ("null = 1", 1, 1, "null is no name"),
        ("a.in = 1", 1, 1, "in is no name"),
        ("a[0] = 1", 1, 1, "a line is name = expression"),
        ("1a = 1", 1, 1, "a line is name = expression"),
        ("ә = 1", 1, 1, "a line is name = expression"),
        ("a = 1; b = 2", 1, 6, "';'"),
        ("a = b = 2", 1, 7, "write =="),
        ("x = 1\n" * 101, 101, 1, "more than 100 lines"),
    ],
)
def test_a_line_that_is_no_assignment_is_refused(
    text: str, line: int, column: int, part: str
) -> None:
    with pytest.raises(ExpressionInvalid) as caught:
        compile_script(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert part in caught.value.reason
    assert f"(line {line}, column {column})" in str(caught.value)


def test_doubling_line_by_line_meets_the_limit() -> None:
    doubling = "a = [a, a]\n" * 40
    with pytest.raises(ExpressionFailed, match="larger than 100000"):
        run(doubling, a="x")
    with pytest.raises(ExpressionFailed, match="larger than 100000"):
        run("o.a = o.b\no.b = concat(o.a, o.a)\n" * 30, o={"b": [1]})
