"""The closed list of functions: what they give, and what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.expression import FUNCTIONS, ExpressionFailed, compile_expression

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
EXTERNAL = {"now", "businessDays", "businessMinutes"}


class ClockStopped(EngineError):
    """What an external function may raise."""


def value(source: str, **scope: Any) -> Any:
    return compile_expression(source).evaluate(scope)


def failure(source: str, **scope: Any) -> str:
    with pytest.raises(ExpressionFailed) as caught:
        compile_expression(source).evaluate(scope)
    return caught.value.reason


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("size('Ұқ')", 2),
        ("size([])", 0),
        ("size(o)", 2),
        ("contains('abc', 'b')", True),
        ("contains([1, null], null)", True),
        ("contains(o, 'a')", True),
        ("contains(o, 1)", False),
        ("keys(o)", ["a", "b"]),
        ("first([1, 2])", 1),
        ("last([1, 2])", 2),
        ("last([])", None),
        ("concat([1])", [1]),
        ("concat([1], [], [2, 1])", [1, 2, 1]),
        ("join([], ', ')", ""),
        ("join(['a', 1, 1.50, true, t], '; ')", "a; 1; 1.50; true; 2025-03-14T12:00:00Z"),
        ("coalesce(n, n)", None),
        ("coalesce(n, false, 1)", False),
        ("startsWith('abc', '')", True),
        ("startsWith('abc', 'bc')", False),
        ("lower('ӘІҢҒҮҰҚӨҺ')", "әіңғүұқөһ"),
        ("upper('straße')", "STRASSE"),
        ("trim('\u00a0 a b ')", "a b"),
        ("string('x')", "x"),
        ("string(-5)", "-5"),
        ("string(0.0000001)", "0.0000001"),
        ("string(false)", "false"),
        ("string(t)", "2025-03-14T12:00:00Z"),
        ("string(duration('PT90S'))", "PT1M30S"),
        ("number('-12')", -12),
        ("number('007')", 7),
        ("number('1.50')", Decimal("1.50")),
        ("number(3)", 3),
        ("min(2, 1.5, 3)", Decimal("1.5")),
        ("min([2])", 2),
        ("max('a', 'b')", "b"),
        ("max(t, '2026-01-01')", "2026-01-01"),
        ("max(duration('PT1H'), duration('PT2H'))", timedelta(hours=2)),
        ("sum([])", 0),
        ("sum([1, 0.5])", Decimal("1.5")),
        ("abs(-1.5)", Decimal("1.5")),
        ("abs(3)", 3),
        ("round(-2.5)", -3),
        ("round(5)", 5),
        ("round(5, 2)", Decimal("5.00")),
        ("round(-0.4)", 0),
        ("round(-0.004, 2)", Decimal("0.00")),
        ("floor(2)", 2),
        ("floor(-0.1)", -1),
        ("date(t)", NOON),
        ("date('2025-03-14')", datetime(2025, 3, 13, 19, tzinfo=UTC)),
        ("date('2024-02-29')", datetime(2024, 2, 28, 18, tzinfo=UTC)),
        ("year(t)", 2025),
        ("year('2025-12-31T19:00:00Z')", 2026),
        ("duration('P1DT1H')", timedelta(days=1, hours=1)),
        ("duration(duration('PT0S'))", timedelta()),
    ],
)
def test_value(source: str, expected: object) -> None:
    scope = {"o": {"b": 1, "a": 2}, "t": NOON}
    result = value(source, **scope)
    assert result == expected
    assert type(result) is type(expected)
    assert str(result) == str(expected)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("size(x)", "x is a number, not a list or an object or text"),
        ("lower(x)", "x is a number, not text"),
        ("startsWith('a', x)", "x is a number, not text"),
        ("keys(l)", "l is a list, not an object"),
        ("keys(odd)", "keys(odd): a key is no text"),
        ("first(t)", "t is text, not a list"),
        ("contains(t, x)", "contains(t, x): the second argument is a number, not text"),
        ("contains(t, n)", "contains(t, n): the second argument has no value"),
        ("join(l, ',')", "join(l, ','): an item is a list, which has no text"),
        ("join([n], ',')", "join([n], ','): an item is null, which has no text"),
        (
            "string(l)",
            "l is a list, not a duration or a number or an instant or text or true or false",
        ),
        ("string(huge)", "string(huge): the number goes beyond 9007199254740991"),
        (
            "number(t)",
            "number(t): the argument is not a number in plain notation of at most 28 digits",
        ),
        ("number(yes)", "number(yes): the argument is true or false, not a number"),
        (
            "number(long)",
            "number(long): the argument is not a number in plain notation of at most 28 digits",
        ),
        (
            "number(nines)",
            "number(nines): the number goes beyond 9007199254740991",
        ),
        ("min(none)", "min(none): the list is empty"),
        ("min(x, t)", "min(x, t): an item is text and an item is a number: they have no order"),
        ("max(mixed)", "max(mixed): an item has no value"),
        (
            "max([yes])",
            "max([yes]): an item is true or false and an item is true or false: they have no order",
        ),
        ("sum(crowd)", "crowd has more than 10000 items"),
        ("max(crowd)", "crowd has more than 10000 items"),
        ("sum([t])", "sum([t]): an item is text, not a number"),
        ("sum([n])", "sum([n]): an item has no value"),
        ("round(t)", "t is text, not a number"),
        ("round(x, 13)", "round(x, 13): 0 to 12 places, not 13"),
        ("round(x, 0 - x)", "round(x, 0 - x): 0 to 12 places, not -1"),
        ("round(x, 1.5)", "1.5 is not a whole number"),
        ("round(vast)", "round(vast): more than 28 digits"),
        ("round(wide)", "round(wide): the result goes beyond 9007199254740991"),
        ("floor(wide)", "floor(wide): the result goes beyond 9007199254740991"),
        ("year(late)", "year(late): beyond the years that can be counted"),
        ("year(t)", "t is not a day, such as 2025-03-14"),
        ("date(x)", "x is a number, not an instant or text"),
        ("date(thirtieth)", "thirtieth is not a day, such as 2025-03-14"),
        (
            "date(naive)",
            "naive is not an instant with its offset, such as 2025-03-14T09:00:00+05:00",
        ),
        ("duration(t)", "duration(t): the argument is not a duration, such as PT15M, P3D or P1M"),
        ("duration(month)", "duration(month): months and years have no fixed length"),
    ],
)
def test_failure(source: str, reason: str) -> None:
    scope = {
        "x": 1,
        "t": "x",
        "crowd": [0] * 10_001,
        "l": [[]],
        "none": [],
        "yes": True,
        "odd": {1: 2},
        "huge": 2**53,
        "long": "1" * 31,
        "mixed": [1, None],
        "vast": Decimal("1E+40"),
        "wide": Decimal("1E+20"),
        "late": "9999-12-31T23:00:00Z",
        "naive": "2025-03-14T09:00:00",
        "month": "P1M",
        "nines": "9" * 17,
        "thirtieth": "2025-02-30",
    }
    assert failure(source, **scope) == reason


@PATIENT
@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 6))
def test_rounding_is_half_up(number: Decimal, places: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert value("round(x, p)", x=number, p=places) == expected


@PATIENT
@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_least_greatest_and_sum_of_a_list(numbers: list[int]) -> None:
    assert value("[min(x), max(x), sum(x)]", x=numbers) == [
        min(numbers),
        max(numbers),
        sum(numbers),
    ]


@PATIENT
@given(st.lists(st.text(max_size=5), max_size=5), st.text(max_size=3))
def test_join_is_that_of_python(texts: list[str], separator: str) -> None:
    assert value("join(x, s)", x=texts, s=separator) == separator.join(texts)


def test_a_join_that_would_be_huge_is_not_made() -> None:
    assert (
        failure("join(x, s)", x=["a"] * 9_000, s="b" * 90_000)
        == "join(x, s): longer than 100000 characters"
    )
    assert len(value("join(x, s)", x=["a"] * 10_000, s="b" * 9)) == 99_991
    assert "longer than" in failure("join(x, s)", x=["aa"] * 10_000, s="b" * 9)


def test_functions_from_outside_get_their_arguments() -> None:
    seen: list[tuple[Any, ...]] = []

    def business_days(*arguments: Any) -> datetime:
        seen.append(arguments)
        return NOON

    for source in (
        "businessDays(15, accepted_at)",
        "businessDays(n + 1)",
        "businessDays(1, '2025-03-14')",
    ):
        scope = {"accepted_at": "2025-03-14T17:00:00+05:00", "n": 1}
        assert compile_expression(source).evaluate(scope, {"businessDays": business_days}) == NOON
    assert seen == [(15, NOON), (2,), (1, datetime(2025, 3, 13, 19, tzinfo=UTC))]


@pytest.mark.parametrize("name", sorted(EXTERNAL))
def test_a_function_from_outside_that_is_not_given_fails(name: str) -> None:
    source = f"{name}()" if name == "now" else f"{name}(1)"
    assert failure(source) == f"{name} is not at hand here"


def test_no_caller_can_replace_a_function_of_ours() -> None:
    assert compile_expression("size(x)").evaluate({"x": "ab"}, {"size": lambda text: 99}) == 2


@pytest.mark.parametrize(
    "source",
    [
        "businessDays(1.5)",
        "businessDays('1')",
        "businessDays(true)",
        "businessMinutes(1, 2)",
        "businessDays(1, 2)",
    ],
)
def test_arguments_of_functions_from_outside_are_checked_before_the_call(source: str) -> None:
    with pytest.raises(ExpressionFailed):
        compile_expression(source).evaluate({}, dict.fromkeys(EXTERNAL, pytest.fail))


def test_an_error_of_a_function_from_outside_is_a_failure_with_its_cause() -> None:
    def stopped() -> datetime:
        raise ClockStopped("the clock has stopped")

    with pytest.raises(ExpressionFailed, match=r"now\(\): the clock has stopped") as caught:
        compile_expression("now()").evaluate({}, {"now": stopped})
    assert isinstance(caught.value.__cause__, ClockStopped)


def test_what_a_function_from_outside_gives_is_checked() -> None:
    with pytest.raises(ExpressionFailed, match="no expression can hold"):
        compile_expression("now()").evaluate({}, {"now": lambda: 1.5})


def test_only_functions_from_outside_have_no_body() -> None:
    assert {name for name, function in FUNCTIONS.items() if function.call is None} == EXTERNAL
    assert all(name == function.name for name, function in FUNCTIONS.items())
