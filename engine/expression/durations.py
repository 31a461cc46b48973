"""Durations of ISO 8601 in all its forms, and what is wrong with a text that is nearly one.

Months and years are counted on the wall clock of Asia/Almaty, days and less in exact hours.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.calendar.working import ALMATY
from engine.expression.iso import InvalidIso
from engine.words import Sentence, said

A_DURATION = said("a duration, such as PT15M, P3D or P1M")

#: Digits of each part at most; what is more leads beyond the calendar anyway.
_DATE_PARTS: Final = (("Y", 4), ("M", 5), ("W", 5), ("D", 6))
_TIME_PARTS: Final = (("H", 8), ("M", 10), ("S", 12))


def _parts(parts: tuple[tuple[str, int], ...]) -> str:
    return "".join(rf"(?:([0-9]{{1,{most}}}(?:[.,][0-9]{{1,9}})?){unit})?" for unit, most in parts)


_DESIGNATED = re.compile(rf"P(?=[0-9T]){_parts(_DATE_PARTS)}(?:T(?=[0-9]){_parts(_TIME_PARTS)})?")
_EXTENDED = re.compile(
    r"P([0-9]{4})-(?:(0[0-9]|1[0-2])-([0-2][0-9]|30)|([0-3][0-9]{2}))"
    r"(?:T([01][0-9]|2[0-4]):([0-5][0-9]|60):([0-5][0-9]|60))?"
)
_BASIC = re.compile(
    r"P([0-9]{4})(?:(0[0-9]|1[0-2])([0-2][0-9]|30)|([0-3][0-9]{2}))"
    r"(?:T([01][0-9]|2[0-4])([0-5][0-9]|60)([0-5][0-9]|60))?"
)
#: The first that fits says what is wrong.
_FAULTS: Mapping[re.Pattern[str], Sentence] = MappingProxyType(
    {
        re.compile(r".*[^0-9A-Z.,:+-].*", re.DOTALL): said(
            "a duration is written in digits and capital letters alone"
        ),
        re.compile(r"[+-].*"): said("a duration has no sign"),
        re.compile(r"(?!P).*"): said("a duration begins with P"),
        re.compile(r"P[^T]*[0-9][HS].*"): said("hours, minutes and seconds stand behind a T"),
        re.compile(r".*T.*[YWD].*"): said("years, months, weeks and days stand before the T"),
        re.compile(r"(?:.*T|P)"): said("nothing stands behind its last letter"),
        re.compile(r".*[.,][0-9]*[A-Z].+"): said("only its last part may have a fraction"),
        re.compile(r".*[0-9]"): said("no letter stands behind its last number"),
        re.compile(r".*[A-Z.,][A-SU-Z.,].*"): said("a number stands before each of its letters"),
        re.compile(r".*"): said("its parts stand from the largest to the smallest, each once"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Duration:
    """A span of the calendar: whole months, then an exact span."""

    months: int
    span: timedelta

    def after(self, instant: datetime, times: int = 1) -> datetime:
        """The instant so many times this long after `instant` (aware), aware UTC; the last day of a month that is too short.

        Raises InvalidIso where that lies beyond the year 9999.
        """
        try:
            later = _months_after(instant, self.months * times)
            return (later + self.span * times).astimezone(UTC)
        except (OverflowError, ValueError):
            raise InvalidIso(
                instant.isoformat(), said("an instant that leaves room for the duration")
            ) from None


def parse_duration(text: str, *, zero: bool = False) -> Duration:
    """A duration of at least an instant: `P1M`, `P3D`, `PT15M`; of nothing at all only with `zero`. Raises InvalidIso.

    The last part may have a fraction, with a point or a comma (`PT1.5H`); what is finer than a microsecond is cut off.
    """
    duration = _designated(text) or _alternative(text)
    if duration is None:
        raise InvalidIso(text, A_DURATION, fault_of(text, _FAULTS))
    if not zero and duration == Duration(months=0, span=timedelta()):
        raise InvalidIso(text, said("a duration of more than nothing"))
    return duration


def fault_of(text: str, faults: Mapping[re.Pattern[str], Sentence]) -> Sentence | None:
    """What is wrong with a text, if any of the faults is found in it."""
    return next((said for pattern, said in faults.items() if pattern.fullmatch(text)), None)


def _designated(text: str) -> Duration | None:
    """`P1Y2M3W4DT5H6M7S`, of which any may be left out."""
    found = _DESIGNATED.fullmatch(text)
    written = [part for part in found.groups() if part] if found else []
    if found is None or any(re.search("[.,]", part) for part in written[:-1]):
        return None
    return _summed(text, [Decimal((part or "0").replace(",", ".")) for part in found.groups()])


def _alternative(text: str) -> Duration | None:
    """As a date and a time of day are written: `P0001-02-03T04:05:06`, `P00010203T040506`, `P0001-034`."""
    found = _EXTENDED.fullmatch(text) or _BASIC.fullmatch(text)
    if found is None:
        return None
    years, months, days, ordinal, *clock = (Decimal(part or 0) for part in found.groups())
    return _summed(text, [years, months, Decimal(0), days + ordinal, *clock])


def _summed(text: str, parts: list[Decimal]) -> Duration:
    """parts: years, months, weeks, days, hours, minutes, seconds."""
    years, months, weeks, days, hours, minutes, seconds = parts
    whole = 12 * years + months
    if whole % 1:
        raise InvalidIso(
            text, A_DURATION, said("a fraction of a month has no length: count it in days")
        )
    exact = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
    return Duration(months=int(whole), span=timedelta(microseconds=int(exact * 1_000_000)))


def _months_after(instant: datetime, months: int) -> datetime:
    if not months:
        return instant
    local = instant.astimezone(ALMATY)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(UTC)
