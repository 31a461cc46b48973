"""ISO 8601 as modellers write it, and values as variables keep them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calendar.working import ALMATY
from engine.errors import EngineError
from engine.expression import (
    Cycle,
    Duration,
    InvalidIso,
    parse_cycle,
    parse_duration,
    parse_instant,
    to_variable,
)
from engine.expression.iso import parse_day, parse_moment

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)


@pytest.mark.parametrize(
    ("text", "months", "span"),
    [
        ("PT15M", 0, timedelta(minutes=15)),
        ("P1M", 1, timedelta()),
        ("P1Y2M", 14, timedelta()),
        ("P2W", 0, timedelta(days=14)),
        ("P40D", 0, timedelta(days=40)),
        ("P1Y1M1DT1H1M1S", 13, timedelta(days=1, hours=1, minutes=1, seconds=1)),
        ("PT0.5S", 0, timedelta(milliseconds=500)),
        ("PT1.000001S", 0, timedelta(seconds=1, microseconds=1)),
        ("PT36H", 0, timedelta(hours=36)),
        ("P0DT1S", 0, timedelta(seconds=1)),
    ],
)
def test_durations(text: str, months: int, span: timedelta) -> None:
    assert parse_duration(text) == Duration(months=months, span=span)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "5D",
        "-P1D",
        "P-1D",
        "P0D",
        "PT0S",
        "P1.5D",
        "P1H",
        "PT1D",
        "P1D ",
        " P1D",
        "p1d",
        "P1M1Y",
        "P1DT1S1M",
        "P٣D",
        "PT1.0000001S",
        "P99999Y",
        "R3/PT1M",
        "${x}",
        "P1D\n",
        "PT.5S",
        "15 minutes",
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InvalidIso):
        parse_duration(text)


def test_nothing_at_all_is_a_duration_where_it_is_asked_for() -> None:
    assert parse_duration("PT0S", zero=True) == Duration(months=0, span=timedelta())
    with pytest.raises(InvalidIso):
        parse_duration("P", zero=True)


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        ("2025-01-31T09:00:00+05:00", "P1M", "2025-02-28T09:00:00+05:00"),
        ("2024-01-31T09:00:00+05:00", "P1M", "2024-02-29T09:00:00+05:00"),
        ("2024-02-29T09:00:00+06:00", "P1Y", "2025-02-28T09:00:00+05:00"),
        ("2025-11-30T09:00:00+05:00", "P3M", "2026-02-28T09:00:00+05:00"),
        ("2025-12-31T09:00:00+05:00", "P1M", "2026-01-31T09:00:00+05:00"),
        ("2025-01-30T09:00:00+05:00", "P1M1D", "2025-03-01T09:00:00+05:00"),
        ("2025-01-31T20:00:00Z", "P1M", "2025-02-28T20:00:00Z"),
        ("2025-01-31T18:59:59Z", "P1M", "2025-02-28T18:59:59Z"),
        ("2025-02-28T19:00:00Z", "P1M", "2025-03-31T19:00:00Z"),
        ("2025-03-14T12:00:00Z", "PT15M", "2025-03-14T12:15:00Z"),
        ("2024-02-15T09:00:00+06:00", "P1M", "2024-03-15T09:00:00+05:00"),
        ("2024-02-29T09:00:00+06:00", "P1D", "2024-03-01T08:00:00+05:00"),
    ],
)
def test_after(start: str, text: str, end: str) -> None:
    result = parse_duration(text).after(parse_instant(start))
    assert result == parse_instant(end)
    assert result.tzinfo is UTC


@PATIENT
@given(INSTANTS, st.integers(0, 1200), st.integers(0, 10**6))
def test_after_is_that_of_relativedelta_on_the_local_clock(
    start: datetime, months: int, seconds: int
) -> None:
    local = start.astimezone(ALMATY) + relativedelta(months=months)
    expected = local.astimezone(UTC) + timedelta(seconds=seconds)
    assert Duration(months=months, span=timedelta(seconds=seconds)).after(start) == expected


@pytest.mark.parametrize(
    "text", ["P9999Y", "P900000D", "PT99999999H", "P7975Y", "P999999DT99999999H"]
)
def test_after_all_calendars_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(InvalidIso):
        Duration(months=parse_duration(text).months, span=parse_duration(text).span * 4).after(NOON)


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
    ("text", "cycle"),
    [
        ("R3/PT10M", Cycle(times=3, duration=Duration(months=0, span=timedelta(minutes=10)))),
        ("R/P1M", Cycle(times=None, duration=Duration(months=1, span=timedelta()))),
        (
            "R12/2025-03-14T12:00:00Z/P1D",
            Cycle(times=12, duration=Duration(months=0, span=timedelta(1)), start=NOON),
        ),
    ],
)
def test_cycles(text: str, cycle: Cycle) -> None:
    assert parse_cycle(text) == cycle


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PT10M",
        "R0/PT10M",
        "R-1/PT10M",
        "R3",
        "R3/",
        "R3/PT",
        "R3/PT0S",
        "R3/2025-03-14/P1D",
        "R3/P1D/2025-03-14T12:00:00Z",
        "0 0 * * *",
        "r3/PT10M",
        "R9999999/PT1M",
    ],
)
def test_what_is_no_cycle_is_refused(text: str) -> None:
    with pytest.raises(InvalidIso):
        parse_cycle(text)


def test_the_error_has_fields_and_a_sentence() -> None:
    with pytest.raises(
        EngineError, match="'5D' is not a duration, such as PT15M, P3D or P1M"
    ) as caught:
        parse_duration("5D")
    assert isinstance(caught.value, InvalidIso)
    assert caught.value.text == "5D"


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
    for read in (parse_duration, parse_instant, parse_cycle, parse_day, parse_moment):
        try:
            read(text)
        except InvalidIso:
            continue
