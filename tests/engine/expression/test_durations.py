"""Durations of ISO 8601, and what is said of what is nearly one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calendar.working import ALMATY
from engine.errors import EngineError
from engine.expression import Duration, InvalidIso, parse_duration, parse_instant

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
        ("PT1.5H", 0, timedelta(minutes=90)),
        ("PT1,5H", 0, timedelta(minutes=90)),
        ("PT0,5S", 0, timedelta(milliseconds=500)),
        ("PT2.25M", 0, timedelta(seconds=135)),
        ("P0.5D", 0, timedelta(hours=12)),
        ("P1DT0.5H", 0, timedelta(days=1, minutes=30)),
        ("P1.5W", 0, timedelta(days=10, hours=12)),
        ("P0,5Y", 6, timedelta()),
        ("PT1.0000019S", 0, timedelta(seconds=1, microseconds=1)),
        ("P0001-02-03T04:05:06", 14, timedelta(days=3, hours=4, minutes=5, seconds=6)),
        ("P00010203T040506", 14, timedelta(days=3, hours=4, minutes=5, seconds=6)),
        ("P0000-00-10", 0, timedelta(days=10)),
        ("P0001-034", 12, timedelta(days=34)),
        ("P0001034T010000", 12, timedelta(days=34, hours=1)),
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
        "P1H",
        "PT1D",
        "P1D ",
        " P1D",
        "p1d",
        "P1M1Y",
        "P1DT1S1M",
        "P٣D",
        "P99999Y",
        "R3/PT1M",
        "${x}",
        "P1D\n",
        "PT.5S",
        "15 minutes",
        "P1.5Y1M",
        "P0000-13-01",
        "P0000-00-31",
        "P0000-00-01T25:00:00",
        "P0000-00-00",
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


def test_the_error_has_fields_and_a_sentence() -> None:
    with pytest.raises(
        EngineError, match="'5D' is not a duration, such as PT15M, P3D or P1M"
    ) as caught:
        parse_duration("5D")
    assert isinstance(caught.value, InvalidIso)
    assert caught.value.text == "5D"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("P1H", "hours, minutes and seconds stand behind a T"),
        ("P1DT1H30", "no letter stands behind its last number"),
        ("T15M", "a duration begins with P"),
        ("5D", "a duration begins with P"),
        ("PT1D", "years, months, weeks and days stand before the T"),
        ("pt15m", "a duration is written in digits and capital letters alone"),
        ("P3Д", "a duration is written in digits and capital letters alone"),
        ("-PT1H", "a duration has no sign"),
        ("P1DT", "nothing stands behind its last letter"),
        ("P1.5DT1H", "only its last part may have a fraction"),
        ("PT.5S", "a number stands before each of its letters"),
        ("PTM", "a number stands before each of its letters"),
        ("P1D1Y", "its parts stand from the largest to the smallest, each once"),
        ("P0.3M", "a fraction of a month has no length: count it in days"),
    ],
)
def test_it_is_said_what_is_wrong_with_what_is_nearly_a_duration(text: str, reason: str) -> None:
    with pytest.raises(InvalidIso) as caught:
        parse_duration(text)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(f": {reason}")


UNITS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}
FRACTIONS = st.decimals(0, 9999, places=6, allow_nan=False, allow_infinity=False)


@PATIENT
@given(st.sampled_from(sorted(UNITS)), FRACTIONS, st.sampled_from(".,"))
def test_a_fraction_of_any_unit_is_that_part_of_it(unit: str, number: Decimal, point: str) -> None:
    written = f"{number:f}".replace(".", point) + unit
    text = f"P{written}" if unit in "WD" else f"PT{written}"
    microseconds = int(number * UNITS[unit] * 1_000_000)
    assert parse_duration(text, zero=True).span == timedelta(microseconds=microseconds)


@PATIENT
@given(st.integers(0, 9999), st.integers(0, 12), st.integers(0, 30), st.integers(0, 24))
def test_the_alternative_format_says_the_same(y: int, m: int, d: int, h: int) -> None:
    plain = parse_duration(f"P{y}Y{m}M{d}DT{h}H", zero=True)
    for text in (f"P{y:04}-{m:02}-{d:02}T{h:02}:00:00", f"P{y:04}{m:02}{d:02}T{h:02}0000"):
        assert parse_duration(text, zero=True) == plain


@PATIENT
@given(INSTANTS, st.integers(0, 14), st.integers(0, 10**6), st.integers(0, 60))
def test_several_times_are_counted_from_the_start(
    start: datetime, months: int, seconds: int, times: int
) -> None:
    once = Duration(months=months, span=timedelta(seconds=seconds))
    whole = Duration(months=months * times, span=timedelta(seconds=seconds * times))
    assert once.after(start, times) == whole.after(start)


@PATIENT
@given(st.text() | st.from_regex(r"\A-?P[0-9YMWDTHS.,:-]{0,12}\Z"))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_duration(text)
    except InvalidIso:
        return
