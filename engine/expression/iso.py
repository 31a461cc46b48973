"""ISO 8601 as modellers write it and as variables keep it: instants, days, durations, cycles.

Months and years are counted on the wall clock of Asia/Almaty, days and less in exact hours.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.calendar.working import ALMATY
from engine.errors import EngineError
from engine.words import Sentence, said

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DURATION = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,8})H)?(?:([0-9]{1,10})M)?(?:([0-9]{1,12}(?:\.[0-9]{1,6})?)S)?)?"
)
_CYCLE = re.compile(r"R([0-9]{0,6})/(?:([^/]+)/)?(P[^/]*)")

AN_INSTANT = said("an instant with its offset, such as 2025-03-14T09:00:00+05:00")
A_DAY = said("a day, such as 2025-03-14")


class InvalidIso(EngineError):
    """The text is not what it should be; `expected` says what, with an example."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"{text[:60]!r} is not {expected}")
        self.text, self.expected = text, expected

    @property
    def words(self) -> Sentence:
        return said("{text!r} is not {expected}", text=self.text[:60], expected=self.expected)


@dataclass(frozen=True, kw_only=True)
class Duration:
    """A span of the calendar: whole months, then an exact span."""

    months: int
    span: timedelta

    def after(self, instant: datetime) -> datetime:
        """The instant this long after `instant` (aware), aware UTC; the last day of a month that is too short.

        Raises InvalidIso where that lies beyond the year 9999.
        """
        try:
            return (_months_after(instant, self.months) + self.span).astimezone(UTC)
        except (OverflowError, ValueError):
            raise InvalidIso(
                instant.isoformat(), said("an instant that leaves room for the duration")
            ) from None


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """Something repeated. times: None is for ever; start: None is when it is first met."""

    times: int | None
    duration: Duration
    start: datetime | None = None


def parse_instant(text: str) -> datetime:
    """An instant with its offset, as aware UTC. Raises InvalidIso, also where the offset is missing."""
    if not _INSTANT.fullmatch(text):
        raise InvalidIso(text, AN_INSTANT)
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidIso(text, AN_INSTANT) from None


def parse_day(text: str) -> date:
    """A day of the calendar. Raises InvalidIso."""
    if not _DAY.fullmatch(text):
        raise InvalidIso(text, A_DAY)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidIso(text, A_DAY) from None


def parse_moment(text: str) -> datetime:
    """An instant, or the midnight in Asia/Almaty with which a day begins; aware UTC. Raises InvalidIso."""
    if "T" in text:
        return parse_instant(text)
    day = parse_day(text)
    try:
        return datetime.combine(day, time(), ALMATY).astimezone(UTC)
    except OverflowError:
        raise InvalidIso(text, said("a day of the calendar in use")) from None


def parse_duration(text: str, *, zero: bool = False) -> Duration:
    """A duration of at least an instant: `P1M`, `P3D`, `PT15M`; of nothing at all only with `zero`. Raises InvalidIso."""
    found = _DURATION.fullmatch(text)
    if not found or text.endswith("T"):
        raise InvalidIso(text, said("a duration, such as PT15M, P3D or P1M"))
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups()[:6])
    seconds = Decimal(found.group(7) or 0)
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes) + timedelta(
        microseconds=int(seconds * 1_000_000)
    )
    duration = Duration(months=12 * years + months, span=span)
    if not zero and duration == Duration(months=0, span=timedelta()):
        raise InvalidIso(text, said("a duration of more than nothing"))
    return duration


def parse_cycle(text: str) -> Cycle:
    """`R3/PT10M`, `R/PT10M` (for ever) or `R3/2025-03-14T09:00:00Z/PT10M`. Raises InvalidIso."""
    found = _CYCLE.fullmatch(text)
    if not found or (found.group(1) and int(found.group(1)) == 0):
        raise InvalidIso(text, said("a cycle, such as R3/PT10M"))
    times, start, duration = found.groups()
    return Cycle(
        times=int(times) if times else None,
        duration=parse_duration(duration),
        start=parse_instant(start) if start else None,
    )


def to_variable(value: object) -> Any:
    """A value as variables keep it: decimals and times become text, also within lists and objects.

    Raises InvalidIso for an instant without a time zone; what is no value of an expression is passed on as it is.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, timedelta):
        return format_span(value)
    if isinstance(value, list):
        return [to_variable(item) for item in value]
    if isinstance(value, dict):
        return {key: to_variable(item) for key, item in value.items()}
    return value


def format_instant(instant: datetime) -> str:
    """ISO 8601 in UTC with `Z`; fractions only where there are any. Raises InvalidIso."""
    if instant.utcoffset() is None:
        raise InvalidIso(instant.isoformat(), said("an instant with its offset"))
    try:
        return instant.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
    except OverflowError:
        raise InvalidIso(
            instant.isoformat(), said("an instant of the years 1 to 9999 in UTC")
        ) from None


def format_span(span: timedelta) -> str:
    """An ISO 8601 duration in days, hours, minutes and seconds; `PT0S` for none, a leading `-` for less."""
    if span < timedelta():
        return "-" + format_span(-span)
    minutes, seconds = divmod(span.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{span.microseconds:06}".rstrip("0") if span.microseconds else ""
    day = f"{span.days}D" if span.days else ""
    clock = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
    if seconds or fraction:
        clock += f"{seconds}{fraction}S"
    if clock:
        return f"P{day}T{clock}"
    return f"P{day}" if day else "PT0S"


def _months_after(instant: datetime, months: int) -> datetime:
    if not months:
        return instant
    local = instant.astimezone(ALMATY)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(UTC)
