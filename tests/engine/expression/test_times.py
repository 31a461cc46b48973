"""Dates, cycles and retry rules as modellers write them, and what is said of what is nearly one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calendar.working import ALMATY
from engine.expression import (
    Cycle,
    Duration,
    InvalidIso,
    parse_cycle,
    parse_date,
    parse_retries,
)

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
DAYS = st.dates(date(1, 1, 3), date(9999, 12, 30))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-03-14", "2025-03-13T19:00:00Z"),
        ("20250314", "2025-03-13T19:00:00Z"),
        ("2016-W36-2", "2016-09-05T18:00:00Z"),
        ("2016W362", "2016-09-05T18:00:00Z"),
        ("2016-250", "2016-09-05T18:00:00Z"),
        ("2016250", "2016-09-05T18:00:00Z"),
        ("2016-366", "2016-12-30T18:00:00Z"),
        ("2015-W53-7", "2016-01-02T18:00:00Z"),
        ("2025-03-14T12:00:00Z", "2025-03-14T12:00:00Z"),
        ("2025-03-14T17:00+05:00", "2025-03-14T12:00:00Z"),
        ("2025-03-14T17+05", "2025-03-14T12:00:00Z"),
        ("20250314T170000+0500", "2025-03-14T12:00:00Z"),
        ("20250314T1730+0530", "2025-03-14T12:00:00Z"),
        ("2025-W11-5T12:00Z", "2025-03-14T12:00:00Z"),
        ("2025W115T12Z", "2025-03-14T12:00:00Z"),
        ("2025-073T12:00Z", "2025-03-14T12:00:00Z"),
        ("2025-03-14T11,5Z", "2025-03-14T11:30:00Z"),
        ("2025-03-14T11:30.5Z", "2025-03-14T11:30:30Z"),
        ("2025-03-14T11:30:30,25Z", "2025-03-14T11:30:30.25Z"),
        ("2025-03-14T24:00Z", "2025-03-15T00:00:00Z"),
        ("2025-03-14T00:00:00-12:00", "2025-03-14T12:00:00Z"),
    ],
)
def test_dates(text: str, instant: str) -> None:
    assert parse_date(text) == datetime.fromisoformat(instant)
    assert parse_date(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-02-30", "there is no such day or time"),
        ("2025-366", "there is no such day or time"),
        ("2025-000", "there is no such day or time"),
        ("2016-W54-1", "there is no such day or time"),
        ("2016-W36-8", "there is no such day or time"),
        ("2025-03-14T24:01Z", "there is no such day or time"),
        ("2025-03-14T12:60Z", "there is no such day or time"),
        ("2025-03-14T12:00:60Z", "there is no such day or time"),
        ("2025-03-14T12:00+24:00", "there is no such day or time"),
        ("2025-03-14T12:00+05:60", "there is no such day or time"),
        ("0001-01-01", "there is no such day or time"),
        ("9999-12-31T23:00:00-05:00", "there is no such day or time"),
        ("2025-03-14T12:00:00", "its offset is missing, such as +05:00 or Z"),
        ("20250314T12", "its offset is missing, such as +05:00 or Z"),
        (
            "2025-03-14T1200Z",
            "hyphens and colons stand in both its day and its time, or in neither",
        ),
        (
            "20250314T12:00Z",
            "hyphens and colons stand in both its day and its time, or in neither",
        ),
        ("2025-03-14 12:00Z", "a capital T stands between day and time"),
        ("2025-03-14t12:00Z", "a capital T stands between day and time"),
        ("2025-03-14T9:00Z", "what follows its T is no time of day with its offset"),
        ("2025-03-14T12:00z", "what follows its T is no time of day with its offset"),
        ("2025-3-14", "months and days have two digits"),
        ("2025", "it is a year, a month or a week and no day"),
        ("2025-03", "it is a year, a month or a week and no day"),
        ("2016-W36", "it is a year, a month or a week and no day"),
        ("tomorrow", None),
        ("P3D", None),
        ("", None),
        ("٢٠٢٥-03-14", None),
    ],
)
def test_what_is_no_date_is_refused_and_it_is_said_why(text: str, reason: str | None) -> None:
    with pytest.raises(InvalidIso) as caught:
        parse_date(text)
    assert caught.value.reason == reason


@PATIENT
@given(DAYS, st.times(), st.integers(-23 * 60, 23 * 60))
def test_every_form_of_an_instant_is_the_same_instant(day: date, clock: time, offset: int) -> None:
    sign, hours, minutes = "-" if offset < 0 else "+", *divmod(abs(offset), 60)
    year, week, weekday = day.isocalendar()
    ordinal = day.timetuple().tm_yday
    days = {
        day.isoformat(): day.strftime("%Y").zfill(4) + day.strftime("%m%d"),
        f"{year:04}-W{week:02}-{weekday}": f"{year:04}W{week:02}{weekday}",
        f"{day.year:04}-{ordinal:03}": f"{day.year:04}{ordinal:03}",
    }
    span = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    span += timedelta(microseconds=clock.microsecond, minutes=-offset)
    expected = datetime.combine(day, time(), UTC) + span
    for extended, basic in days.items():
        at = f"{clock.hour:02}:{clock.minute:02}:{clock.second:02},{clock.microsecond:06}"
        written = f"{extended}T{at}{sign}{hours:02}:{minutes:02}"
        assert parse_date(written) == expected
        packed = f"{basic}T{at.replace(':', '')}{sign}{hours:02}{minutes:02}"
        assert parse_date(packed) == expected
        assert parse_date(extended) == datetime.combine(day, time(), ALMATY)


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("R3/PT10M", Cycle(times=3, duration=Duration(months=0, span=timedelta(minutes=10)))),
        ("R/P1M", Cycle(times=None, duration=Duration(months=1, span=timedelta()))),
        (
            "R12/2025-03-14T12:00:00Z/P1D",
            Cycle(times=12, duration=Duration(months=0, span=timedelta(1)), start=NOON),
        ),
        (
            "R/2016-W36-2/PT1.5H",
            Cycle(
                times=None,
                duration=Duration(months=0, span=timedelta(minutes=90)),
                start=datetime(2016, 9, 5, 18, tzinfo=UTC),
            ),
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
        "R3/2025-03-14T12:00/P1D",
        "R3/P1D/2025-03-14T12:00:00Z",
        "0 0 * * *",
        "r3/PT10M",
        "R9999999/PT1M",
    ],
)
def test_what_is_no_cycle_is_refused(text: str) -> None:
    with pytest.raises(InvalidIso):
        parse_cycle(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("R0/PT1M", "it never happens: write R1 or more, or R alone for ever"),
        ("PT1M", "a cycle begins with R"),
        ("R3", "its period is missing"),
        ("R-1/PT1M", "behind its R stands a number or nothing, then a /"),
        ("R3/P1D/2025-03-14T12:00Z", "its start stands before its period"),
        ("R3/2025-03-14/2025-03-15", "its period, a duration, stands last"),
        ("R/2025-03-14T12:00/P1D", "its offset is missing, such as +05:00 or Z"),
        ("R3/P1H", "hours, minutes and seconds stand behind a T"),
    ],
)
def test_it_is_said_what_is_wrong_with_what_is_nearly_a_cycle(text: str, reason: str) -> None:
    with pytest.raises(InvalidIso) as caught:
        parse_cycle(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("text", "attempts", "seconds"),
    [
        ("R3/PT1M", 3, [60]),
        ("R3/PT0S", 3, [0]),
        ("R0/PT5M", 1, [300]),
        ("R1/PT5M", 1, [300]),
        ("R/PT5M", None, [300]),
        ("PT1M", 2, [60]),
        ("PT1M,PT5M", 3, [60, 300]),
        ("PT10M, PT17M ,PT20M", 4, [600, 1020, 1200]),
        ("PT0S,P1D", 3, [0, 86400]),
        ("PT0,5M,PT1,5M", 3, [30, 90]),
        ("R2/PT0,5M", 2, [30]),
    ],
)
def test_retries(text: str, attempts: int | None, seconds: list[int]) -> None:
    rule = parse_retries(text)
    assert rule.attempts == attempts
    assert [wait.span.total_seconds() for wait in rule.waits] == seconds


@pytest.mark.parametrize(
    "text", ["", "3", "R3", "R3/", "R3/PT1M,PT5M", "PT1M,", ",PT1M", "PT1M;PT5M", "R3/5M", "often"]
)
def test_what_is_no_retry_rule_is_refused(text: str) -> None:
    with pytest.raises(InvalidIso, match="is not attempts and the wait between them"):
        parse_retries(text)


@PATIENT
@given(st.text() | st.from_regex(r"\A[R0-9WPTZHMSD:,/+-]{0,24}\Z"))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (parse_date, parse_cycle, parse_retries):
        try:
            read(text)
        except InvalidIso:
            continue
