"""Names, paths, null, logic, comparisons, limits of results."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from engine.errors import EngineError
from engine.expression import ExpressionFailed, compile_expression

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)


class Channel(StrEnum):
    PORTAL = "portal"


def value(source: str, **scope: Any) -> Any:
    return compile_expression(source).evaluate(scope)


def failure(source: str, **scope: Any) -> str:
    with pytest.raises(ExpressionFailed) as caught:
        compile_expression(source).evaluate(scope)
    assert caught.value.source == compile_expression(source).source
    return caught.value.reason


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a", None),
        ("a.b.c", None),
        ("o.missing", None),
        ("o.n", 1),
        ("o['n']", 1),
        ("o[k]", 1),
        ("l[0]", 5),
        ("l[2]", None),
        ("l[i].x", None),
        ("a[0]", None),
        ("o.inner.deep", "x"),
        ("[o][0].n", 1),
        ("first([o]).n", 1),
    ],
)
def test_paths(source: str, expected: object) -> None:
    assert value(source, o={"n": 1, "inner": {"deep": "x"}}, l=[5, None], k="n", i=1) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("t.b", "t is text, which has no b"),
        ("l.b", "l is a list, which has no b"),
        ("l['b']", "l is a list, which has no 'b'"),
        ("o[0]", "o is an object, which has no 0"),
        ("l[yes]", "l is a list, which has no yes"),
        ("l[1.0]", "l is a list, which has no 1.0"),
        ("l[nobody]", "nobody has no value"),
        ("o.l.x.y", "o.l is a list, which has no x"),
        ("l[0 - 1]", "0 - 1 is negative: items are counted from 0"),
        ("t[0]", "t is text, which has no 0"),
    ],
)
def test_a_path_through_what_has_no_parts_fails(source: str, reason: str) -> None:
    assert failure(source, t="x", l=[1], o={"l": []}, yes=True) == reason


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("applicant.age < 18", "applicant.age has no value"),
        ("18 > applicant.age", "applicant.age has no value"),
        ("n + 1", "n has no value"),
        ("1 - n", "n has no value"),
        ("n * 2", "n has no value"),
        ("2 / n", "n has no value"),
        ("-n", "n has no value"),
        ("1 in n", "n has no value"),
        ("n in 'abc'", "n has no value"),
        ("n and true", "n has no value"),
        ("false or n", "n has no value"),
        ("not n", "n has no value"),
        ("n ? 1 : 2", "n has no value"),
        ("size(n)", "n has no value"),
        ("join(n, ',')", "n has no value"),
        ("businessDays(1, n)", "n has no value"),
        ("(x - 1) - x - n", "n has no value"),
        ("(x + n) < 1", "n has no value"),
        ("first(none) < 1", "first(none) has no value"),
    ],
)
def test_null_as_an_operand_is_named(source: str, reason: str) -> None:
    assert failure(source, applicant={}, x=1, none=[]) == reason


def test_null_equals_only_null() -> None:
    assert value("n == null")
    assert value("null == m")
    assert not any(value(f"n == {other}") for other in ("''", "0", "false", "[]"))
    assert value("n != 0")
    assert value("null in [1, null]")
    assert not value("n in o", o={"n": 1})


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_these_are_empty(empty: object) -> None:
    assert value("empty x", x=empty) is True


@pytest.mark.parametrize(
    "full", [0, False, " ", [None], {"a": None}, Decimal(0), NOON, timedelta()]
)
def test_these_are_not_empty(full: object) -> None:
    assert value("empty x", x=full) is False


@pytest.mark.parametrize("other", ["true", 1, 0, [], {}, "", Decimal(1), NOON])
def test_a_condition_is_true_or_false_and_nothing_else(other: object) -> None:
    with pytest.raises(ExpressionFailed, match="not true or false"):
        compile_expression("x").condition({"x": other})
    assert "x is" in failure("x and true", x=other)
    assert "x is" in failure("x ? 1 : 2", x=other)


def test_a_condition_without_a_value_names_it() -> None:
    with pytest.raises(ExpressionFailed, match=r"a\.b: a\.b has no value"):
        compile_expression("a.b").condition({})


def test_conditions_hold_or_do_not() -> None:
    adult = compile_expression("age >= 18")
    assert adult.condition({"age": 18}) is True
    assert adult.condition({"age": 17}) is False


def test_what_decides_already_stops_the_evaluation() -> None:
    assert value("false and missing") is False
    assert value("true or missing") is True
    assert value("true ? 1 : missing + 1") == 1
    assert value("x == null or x < 1") is True


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (1, Decimal("1.0"), True),
        (1, True, False),
        (0, False, False),
        (1, "1", False),
        ("a", "a", True),
        ("portal", Channel.PORTAL, True),
        ([1, [2]], [1, [2]], True),
        ([1, 2], [2, 1], False),
        ([1], [1, 2], False),
        ([1], [True], False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ({"a": [None]}, {"a": [None]}, True),
        ({"a": 1}, OrderedDict(a=1), True),
        ([], {}, False),
        (NOON, "2025-03-14T17:00:00+05:00", True),
        ("2025-03-14T12:00:00Z", NOON, True),
        (NOON, "2025-03-14T12:00:01Z", False),
        (NOON, "soon", False),
        (timedelta(minutes=1), timedelta(seconds=60), True),
        (timedelta(minutes=1), "PT1M", False),
        ([NOON], ["2025-03-14T12:00:00Z"], True),
    ],
)
def test_equality(a: object, b: object, same: bool) -> None:
    assert value("a == b", a=a, b=b) is same
    assert value("a != b", a=a, b=b) is not same
    assert value("a in [b]", a=a, b=b) is same


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (1, 2),
        (1, Decimal("1.5")),
        (Decimal("-0.5"), 0),
        ("a", "b"),
        ("", "a"),
        (NOON, NOON + timedelta(seconds=1)),
        (NOON, "2025-03-14T12:00:00.5Z"),
        ("2025-03-14", NOON),
        (NOON, "2025-03-15"),
        (timedelta(), timedelta(1)),
    ],
)
def test_order(less: object, more: object) -> None:
    assert value("[a < b, a <= b, a > b, a >= b]", a=less, b=more) == [True, True, False, False]
    assert value("[a < b, a <= b, a > b, a >= b]", a=less, b=less) == [False, True, False, True]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, "1"),
        ("1", 1),
        (True, False),
        ([1], [2]),
        ({}, {}),
        (NOON, 1),
        (timedelta(1), 1),
        (timedelta(1), NOON),
    ],
)
def test_what_has_no_order_fails(a: object, b: object) -> None:
    assert failure("a < b", a=a, b=b).endswith("they have no order")


def test_text_that_is_no_instant_fails_beside_one() -> None:
    assert failure("a < b", a=NOON, b="soon").startswith("b is not a day")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2 in [1, 2.0]", True),
        ("'2' in [1, 2]", False),
        ("[1] in [[1]]", True),
        ("'k' in o", True),
        ("'x' in o", False),
        ("1 in o", False),
        ("'b' in 'abc'", True),
        ("'' in 'abc'", True),
        ("[] in []", False),
    ],
)
def test_membership(source: str, expected: bool) -> None:
    assert value(source, o={"k": 1}) is expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("t in 5 + n", "5 + n is a number, not a list, an object or text"),
        ("n in t", "n is a number, not text"),
        ("t in yes", "yes is true or false, not a list, an object or text"),
    ],
)
def test_membership_of_what_has_no_members_fails(source: str, reason: str) -> None:
    assert failure(source, t="x", n=1, yes=True) == reason


@pytest.mark.parametrize(
    "alien",
    [
        1.5,
        b"x",
        object(),
        (1,),
        {1},
        NOON.date(),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("sNaN"),
        Decimal("1E+61"),
        NOON.replace(tzinfo=None),
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        "x",
        "x == 1",
        "1 == x",
        "x < 1",
        "x + 1",
        "x in [1]",
        "1 in x",
        "not x",
        "empty x",
        "x.a",
        "x[0]",
        "size(x)",
        "string(x)",
        "[x]",
        "[x] == [x]",
        "coalesce(x)",
        "x ? 1 : 2",
        "max(x, 1)",
        "o.x == null",
        "round(x)",
    ],
)
def test_what_no_expression_can_hold_fails_everywhere(source: str, alien: object) -> None:
    assert failure(source, x=alien, o={"x": alien})


def test_a_failure_says_what_was_written_and_where() -> None:
    with pytest.raises(ExpressionFailed) as caught:
        compile_expression("${ age < 18 }").evaluate({})
    assert str(caught.value) == "age < 18: age has no value"
    assert isinstance(caught.value, EngineError)


def test_a_failure_does_not_show_the_value() -> None:
    secret = "010203500123"
    assert secret not in failure("iin < 1", iin=secret)
    assert secret not in failure("duration(iin)", iin=secret)
    assert secret not in failure("iin + now", iin=secret, now=timedelta(1))


def test_the_result_is_a_copy() -> None:
    scope = {"o": {"l": [1]}}
    result = compile_expression("o").evaluate(scope)
    result["l"].append(2)
    assert scope == {"o": {"l": [1]}}


def test_a_constant_list_is_fresh_every_time() -> None:
    expression = compile_expression("[[1]]")
    expression.evaluate({})[0].append(2)
    assert expression.evaluate({}) == [[1]]


@pytest.mark.parametrize(
    ("fits", "too_large"),
    [
        ("x" * 100_000, "x" * 100_001),
        ([0] * 10_000, [0] * 10_001),
        ([["x" * 49_980], ["y" * 49_980]], [["x" * 49_980], ["y" * 49_981]]),
        ({"k" * 50_000: "x" * 49_990}, {"k" * 50_000: "x" * 49_991}),
        (2**53 - 1, 2**53),
        (-(2**53) + 1, -(2**53)),
    ],
)
def test_limits_of_the_result(fits: object, too_large: object) -> None:
    assert value("x", x=fits) == fits
    assert failure("x", x=too_large).startswith("x ")


def nested(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


def test_a_result_is_at_most_fifty_deep() -> None:
    assert value("x", x=nested(50)) == nested(50)
    assert "deeper than 50" in failure("x", x=nested(51))
    assert "deeper than 50" in failure("x == x", x=nested(5000))


def test_a_key_that_is_no_text_fails() -> None:
    assert failure("o", o={1: 2}) == "o has a key that is no text"
    assert failure("o == o", o={"a": {None: 2}}) == "o has a key that is no text"


def test_a_list_that_holds_itself_fails() -> None:
    circle: list[Any] = []
    circle.append(circle)
    assert "deeper than 50" in failure("x == x", x=circle)


def test_lists_that_double_meet_the_limit() -> None:
    source = "x"
    for _ in range(20):
        source = f"concat({source}, x)"
    assert "more than 10000 items" in failure(source, x=[0] * 900)


def test_texts_that_double_meet_the_limit() -> None:
    assert failure(" + ".join(["x"] * 40), x="y" * 9_000).endswith(
        "is longer than 100000 characters"
    )
