"""ISO 8601 as variables keep it: instants and days, strictly in one form. How modellers write it: `durations`, `times`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from engine.calendar.working import ALMATY
from engine.errors import EngineError
from engine.expression.values import Value
from engine.words import Sentence, said

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

AN_INSTANT = said("an instant with its offset, such as 2025-03-14T09:00:00+05:00")
A_DAY = said("a day, such as 2025-03-14")


class InvalidIso(EngineError):
    """The text is not what it should be; `expected` says what, with an example; `reason`: what is wrong with it."""

    def __init__(self, text: str, expected: str, reason: Sentence | None = None) -> None:
        super().__init__(text, expected)
        self.text, self.expected, self.reason = text, expected, reason

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> Sentence:
        shown = self.text[:60]
        if self.reason is None:
            return said("{text!r} is not {expected}", text=shown, expected=self.expected)
        return said(
            "{text!r} is not {expected}: {reason}",
            text=shown,
            expected=self.expected,
            reason=self.reason,
        )


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


def to_variable(value: object) -> Value:
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
