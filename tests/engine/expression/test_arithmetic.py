"""Numbers exact or failing; times with durations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expression import ExpressionFailed, compile_expression

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SMALL = st.integers(-(10**6), 10**6)
CENTS = st.decimals(-(10**6), 10**6, places=2)


def value(source: str, **scope: Any) -> Any:
    return compile_expression(source).evaluate(scope)


def failure(source: str, **scope: Any) -> str:
    with pytest.raises(ExpressionFailed) as caught:
        compile_expression(source).evaluate(scope)
    return caught.value.reason


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2", 3),
        ("1 + 0.5", Decimal("1.5")),
        ("1.50 + 1.50", Decimal("3.00")),
        ("0.1 + 0.2", Decimal("0.3")),
        ("3 * 0.5", Decimal("1.5")),
        ("6 / 3", 2),
        ("7 / 2", Decimal("3.5")),
        ("-7 / 2", Decimal("-3.5")),
        ("3.0 / 1.5", Decimal(2)),
        ("7 % 3", 1),
        ("-7 % 3", -1),
        ("7 % -3", 1),
        ("5.5 % 2", Decimal("1.5")),
        ("0 * -1.5", Decimal("0.0")),
        ("-6.0 % 3", Decimal("0.0")),
        ("'a' + 'b' + 'c'", "abc"),
    ],
)
def test_arithmetic(source: str, expected: object) -> None:
    result = value(source)
    assert str(result) == str(expected)
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("big + 1", "big + 1 goes beyond 9007199254740991"),
        ("-big - 1", "-big - 1 goes beyond 9007199254740991"),
        ("big * big", "big * big goes beyond 9007199254740991"),
        ("huge * 1", "huge goes beyond 9007199254740991"),
        ("-huge", "huge goes beyond 9007199254740991"),
        ("one / zero", "division by zero, which is zero"),
        ("one % zero", "division by zero, which is zero"),
        ("one / (zero * 1.0)", "division by zero, which is zero * 1.0"),
        ("fine + big * 1.0", "fine + big * 1.0 has no exact value in 28 digits"),
        ("top * top", "top * top is too large or too small a number"),
        ("one + word", "word is text, not a number"),
        ("word - word", "word is text, not a number"),
        ("word * one", "word is text, not a number"),
        ("yes + yes", "yes is true or false, not a number"),
        ("list + list", "list is a list, not a number"),
        ("-word", "word is text, not a number"),
    ],
)
def test_what_has_no_exact_value_fails(source: str, reason: str) -> None:
    scope = {
        "big": 2**53 - 1,
        "huge": 10**6000,
        "one": 1,
        "zero": 0,
        "fine": Decimal("1E-20"),
        "top": Decimal("1E+40"),
    }
    assert failure(source, **scope, word="x", yes=True, list=[1]) == reason


@PATIENT
@given(SMALL, SMALL)
def test_whole_numbers_add_and_multiply_as_such(a: int, b: int) -> None:
    assert value("[a + b, a - b, a * b]", a=a, b=b) == [a + b, a - b, a * b]


@PATIENT
@given(CENTS, CENTS)
def test_decimals_lose_nothing(a: Decimal, b: Decimal) -> None:
    assert value("a + b - b == a", a=a, b=b) is True


@PATIENT
@given(SMALL, SMALL.filter(bool))
def test_quotient_and_remainder_fit_together(a: int, b: int) -> None:
    assert value("(a - a % b) / b * b + a % b", a=a, b=b) == a
    assert value("a % b", a=a, b=b) * a >= 0


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("t + h", NOON + HOUR),
        ("h + t", NOON + HOUR),
        ("t - h", NOON - HOUR),
        ("t - t", timedelta()),
        ("h + h", 2 * HOUR),
        ("h - h - h", -HOUR),
        ("iso + h", NOON + HOUR),
        ("t - iso", timedelta()),
        ("iso - t", timedelta()),
        ("day + h", datetime(2025, 3, 13, 20, tzinfo=UTC)),
        ("east + h", NOON + HOUR),
    ],
)
def test_times_are_counted(source: str, expected: object) -> None:
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    assert (
        value(source, t=NOON, h=HOUR, iso="2025-03-14T17:00:00+05:00", day="2025-03-14", east=east)
        == expected
    )


@pytest.mark.parametrize(
    "source", ["t + t", "h - t", "t + 1", "t * h", "h * 2", "-h", "-t", "t / h", "1 - t"]
)
def test_times_that_mean_nothing_together_fail(source: str) -> None:
    assert failure(source, t=NOON, h=HOUR)


def test_text_beside_a_duration_must_be_an_instant() -> None:
    assert failure("x + h", x="soon", h=HOUR).startswith("x is not a day")


@pytest.mark.parametrize("source", ["t + far", "t - far", "far + far", "early - h", "late"])
def test_times_beyond_all_calendars_fail(source: str) -> None:
    west = timezone(timedelta(hours=-5))
    scope = {
        "far": timedelta.max,
        "early": datetime(1, 1, 1, tzinfo=UTC),
        "late": datetime(9999, 12, 31, 23, tzinfo=west),
    }
    assert "beyond the years" in failure(source, t=NOON, h=HOUR, **scope)
