"""Instants and days in the one form that variables have, and values as variables keep them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expression import Duration, InvalidIso, parse_duration, parse_instant, to_variable
from engine.expression.iso import parse_day, parse_moment

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-14T12:00:00Z", NOON),
        ("2025-03-14T17:00:00+05:00", NOON),
        ("2025-03-14T12:00Z", NOON),
        ("2025-03-14T12:00:00.25Z", NOON + timedelta(milliseconds=250)),
        ("2025-03-14T00:00:00-12:00", NOON),
    ],
)
def test_instants(text: str, expected: datetime) -> None:
    assert parse_instant(text) == expected
    assert parse_instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-03-14",
        "2025-03-14T12:00:00",
        "2025-03-14 12:00:00Z",
        "2025-02-30T12:00:00Z",
        "2025-03-14T24:01:00Z",
        "2025-03-14T12:00:60Z",
        "2025-03-14T12:00:00+24:00",
        "20250314T120000Z",
        "2025-03-14T12:00:00z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:00:00-05:00",
        "0000-01-01T00:00:00Z",
        "٢٠٢٥-03-14T12:00:00Z",
        "2025-03-14T12:00:00Z\n",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(InvalidIso, match="is not an instant with its offset"):
        parse_instant(text)


def test_days() -> None:
    assert parse_day("2024-02-29") == date(2024, 2, 29)
    for text in ("2025-02-29", "2025-2-1", "2025-03-14T12:00:00Z", "20250314", "0000-01-01"):
        with pytest.raises(InvalidIso, match="is not a day"):
            parse_day(text)


def test_a_day_begins_at_midnight_in_almaty() -> None:
    assert parse_moment("2025-03-14") == datetime(2025, 3, 13, 19, tzinfo=UTC)
    assert parse_moment("2024-02-01") == datetime(2024, 1, 31, 18, tzinfo=UTC)
    assert parse_moment("2025-03-14T12:00:00Z") == NOON
    with pytest.raises(InvalidIso):
        parse_moment("0001-01-01")


@pytest.mark.parametrize(
    ("value", "variable"),
    [
        (None, None),
        (True, True),
        (5, 5),
        ("x", "x"),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (NOON, "2025-03-14T12:00:00Z"),
        (NOON.astimezone(timezone(timedelta(hours=5))), "2025-03-14T12:00:00Z"),
        (NOON + timedelta(milliseconds=5), "2025-03-14T12:00:00.005000Z"),
        (timedelta(), "PT0S"),
        (timedelta(minutes=15), "PT15M"),
        (timedelta(days=1, hours=2, minutes=3, seconds=4.5), "P1DT2H3M4.5S"),
        (timedelta(days=7), "P7D"),
        (timedelta(milliseconds=20), "PT0.02S"),
        (-timedelta(hours=1), "-PT1H"),
        ([NOON, {"a": Decimal(1)}], ["2025-03-14T12:00:00Z", {"a": "1"}]),
    ],
)
def test_to_variable(value: object, variable: object) -> None:
    assert to_variable(value) == variable


@pytest.mark.parametrize(
    "value", [NOON.replace(tzinfo=None), datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))]
)
def test_an_instant_without_a_place_in_utc_is_refused(value: datetime) -> None:
    with pytest.raises(InvalidIso):
        to_variable(value)


@PATIENT
@given(st.timedeltas(timedelta(), timedelta(days=99999)))
def test_spans_come_back_as_they_were(span: timedelta) -> None:
    assert parse_duration(to_variable(span), zero=True) == Duration(months=0, span=span)


@PATIENT
@given(INSTANTS)
def test_instants_come_back_as_they_were(instant: datetime) -> None:
    assert parse_instant(to_variable(instant)) == instant


@PATIENT
@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (parse_instant, parse_day, parse_moment):
        try:
            read(text)
        except InvalidIso:
            continue
