"""Dates and cycles of ISO 8601 in all the forms in which modellers write timers, and what is wrong with what is nearly one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType

from engine.calendar.working import ALMATY
from engine.expression.durations import Duration, fault_of, parse_duration
from engine.expression.iso import InvalidIso
from engine.words import Sentence, said

A_DATE = said(
    "a day or an instant with its offset, such as 2025-03-14 or 2025-03-14T09:00:00+05:00"
)
A_CYCLE = said("a cycle, such as R3/PT10M")
A_RETRY = said("attempts and the wait between them, R3/PT1M, or the waits, PT1M,PT5M")

_FRACTION = r"(?:[.,]([0-9]{1,9}))?"
_EXTENDED = re.compile(
    r"([0-9]{4})-(?:([0-9]{2})-([0-9]{2})|W([0-9]{2})-([0-9])|([0-9]{3}))"
    rf"(?:T([0-9]{{2}})(?::([0-9]{{2}})(?::([0-9]{{2}}))?)?{_FRACTION}(Z|[+-][0-9]{{2}}(?::[0-9]{{2}})?))?"
)
_BASIC = re.compile(
    r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|W([0-9]{2})([0-9])|([0-9]{3}))"
    rf"(?:T([0-9]{{2}})(?:([0-9]{{2}})([0-9]{{2}})?)?{_FRACTION}(Z|[+-][0-9]{{2}}(?:[0-9]{{2}})?))?"
)
_CYCLE = re.compile(r"R([0-9]{0,6})/(?:([^/]+)/)?(P[^/]*)")

_RETRY = re.compile(r"R([0-9]{0,6})/(P[^/]*)")

_DAY = r"[0-9]{4}(?:-?[0-9]{2}-?[0-9]{2}|-?W[0-9]{2}-?[0-9]|-?[0-9]{3})"
_CLOCK = r"[0-9]{2}(?::?[0-9]{2}){0,2}(?:[.,][0-9]+)?"
_OFFSET = r"(?:Z|[+-][0-9]{2}:?(?:[0-9]{2})?)"
_NO_DAY = said("there is no such day or time")
#: The first that fits says what is wrong.
_FAULTS: Mapping[re.Pattern[str], Sentence] = MappingProxyType(
    {
        re.compile(rf"{_DAY}T{_CLOCK}"): said("its offset is missing, such as +05:00 or Z"),
        re.compile(rf"{_DAY}T{_CLOCK}{_OFFSET}"): said(
            "hyphens and colons stand in both its day and its time, or in neither"
        ),
        re.compile(rf"{_DAY}[ t].*"): said("a capital T stands between day and time"),
        re.compile(rf"{_DAY}T.*"): said("what follows its T is no time of day with its offset"),
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]).*"): said(
            "months and days have two digits"
        ),
        re.compile(r"[0-9]{4}-?(?:[0-9]{2}|W[0-9]{2})?"): said(
            "it is a year, a month or a week and no day"
        ),
    }
)
_CYCLE_FAULTS: Mapping[re.Pattern[str], Sentence] = MappingProxyType(
    {
        re.compile(r"R0+/.*"): said("it never happens: write R1 or more, or R alone for ever"),
        re.compile(r"(?!R).*", re.DOTALL): said("a cycle begins with R"),
        re.compile(r"R[0-9]{7,}.*"): said("it repeats more than 999999 times: write R alone"),
        re.compile(r"R[0-9]*[^0-9/].*"): said("behind its R stands a number or nothing, then a /"),
        re.compile(r"R[0-9]*/?"): said("its period is missing"),
        re.compile(r"R.*/P[^/]*/.*"): said("its start stands before its period"),
        re.compile(r"R.*/[^P][^/]*"): said("its period, a duration, stands last"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """Something repeated. times: None is for ever; start: None is when it is first met."""

    times: int | None
    duration: Duration
    start: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Retries:
    """attempts: in all, 1 or more; None is for ever. waits: before the second attempt, the third …; the last one repeats."""

    attempts: int | None
    waits: tuple[Duration, ...]


def parse_date(text: str) -> datetime:
    """An instant, or the midnight in Asia/Almaty with which a day begins; aware UTC. Raises InvalidIso.

    A day of a month, of a week (`2016-W36-2`) or of a year (`2016-250`); with hyphens and colons or without.
    """
    found = _EXTENDED.fullmatch(text) or _BASIC.fullmatch(text)
    if found is None:
        raise InvalidIso(text, A_DATE, fault_of(text, _FAULTS))
    year, month, in_month, week, in_week, in_year, hour, *clock, offset = found.groups()
    try:
        if week:
            day = date.fromisocalendar(int(year), int(week), int(in_week))
        elif in_year:
            day = _day_of_year(int(year), int(in_year))
        else:
            day = date(int(year), int(month), int(in_month))
        zone = _zone(offset) if offset else ALMATY
        passed = _passed(hour, *clock) if hour else timedelta()
        return (datetime.combine(day, time(), zone) + passed).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidIso(text, A_DATE, _NO_DAY) from None


def parse_cycle(text: str) -> Cycle:
    """`R3/PT10M`, `R/PT10M` (for ever) or `R3/2025-03-14T09:00:00Z/PT10M`. Raises InvalidIso."""
    found = _CYCLE.fullmatch(text)
    if not found or (found.group(1) and int(found.group(1)) == 0):
        raise InvalidIso(text, A_CYCLE, fault_of(text, _CYCLE_FAULTS))
    times, start, duration = found.groups()
    return Cycle(
        times=int(times) if times else None,
        duration=parse_duration(duration),
        start=parse_date(start) if start else None,
    )


def parse_retries(text: str) -> Retries:
    """`R3/PT1M` (three attempts in all, a minute between), `R/PT1M` (for ever), `R0/PT1M` (as `R1`: one attempt), or the
    waits alone, `PT1M,PT5M` (one attempt more than waits). Raises InvalidIso. As Camunda 7 reads it.
    """
    found = _RETRY.fullmatch(text)
    written = [found.group(2)] if found else re.split(r"\s*,\s*(?=P)", text)
    try:
        waits = tuple(parse_duration(wait, zero=True) for wait in written)
    except InvalidIso as error:
        raise InvalidIso(text, A_RETRY, error.words) from error
    if found is None:
        return Retries(attempts=len(waits) + 1, waits=waits)
    times = found.group(1)
    return Retries(attempts=max(int(times), 1) if times else None, waits=waits)


def _day_of_year(year: int, number: int) -> date:
    """Raises ValueError for a day that the year does not have."""
    day = date(year, 1, 1) + timedelta(days=number - 1)
    if day.year != year:
        raise ValueError(number)
    return day


def _passed(hour: str, minute: str | None, second: str | None, fraction: str | None) -> timedelta:
    """Since midnight; a fraction is one of the smallest part. Raises ValueError for a time that no day has."""
    unit = timedelta(hours=1) if minute is None else timedelta(minutes=1)
    unit = unit if second is None else timedelta(seconds=1)
    parts = int(hour), int(minute or 0), int(second or 0)
    part = unit // timedelta(microseconds=1) * Decimal(f"0.{fraction or 0}")
    passed = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2], microseconds=int(part))
    if parts[1] > 59 or parts[2] > 59 or passed > timedelta(days=1):
        raise ValueError(passed)
    return passed


def _zone(offset: str) -> timezone:
    """Raises ValueError for an offset of a day and more, or of more than 59 minutes beside the hours."""
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[3:].replace(":", "") or 0)
    if minutes > 59:
        raise ValueError(offset)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if offset[0] == "-" else span)
