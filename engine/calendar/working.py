"""Working days and opening hours of the provider and of the State Corporation. Pure: no clock, no database.

Terms of the service count working days of the provider, Monday to Friday; the State Corporation is open on
Saturday too, but Saturday is no day of a term. What the operator has entered (`Override`) wins over the package.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from zoneinfo import ZoneInfo

from engine.calendar.days_off import PACKAGE, Names, confirmed, is_estimated, year_of_law
from engine.errors import EngineError

ALMATY = ZoneInfo("Asia/Almaty")  # from `tzdata`: see `cli`

FIRST_YEAR, LAST_YEAR = 2000, 2100
ENTERED_OFF: Names = ("Демалыс күні", "Выходной день", "Day off")

Span = tuple[time, time]


class Organisation(StrEnum):
    PROVIDER = "provider"
    STATE_CORPORATION = "state-corporation"


class DayKind(StrEnum):
    WORKING = "working"
    DAY_OFF = "day-off"


class UnknownYear(EngineError):
    """The calendar knows nothing of that year."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the calendar covers the years {FIRST_YEAR} to {LAST_YEAR}, not {year}")
        self.year = year


class UnknownOrganisation(EngineError):
    """No opening hours are kept under that name."""

    def __init__(self, name: str) -> None:
        known = " or ".join(repr(organisation.value) for organisation in Organisation)
        super().__init__(f"there are no opening hours of {name!r}: it is {known}")
        self.name = name


class InvalidTerm(EngineError):
    """A term is a whole number of days or minutes, 1 or more."""

    def __init__(self, length: object) -> None:
        super().__init__(f"a term is a whole number of 1 or more, not {length}")
        self.length = length


class NaiveInstant(EngineError):
    """An instant without a time zone means nothing here."""

    def __init__(self, instant: datetime) -> None:
        super().__init__(f"{instant.isoformat()} has no time zone")
        self.instant = instant


@dataclass(frozen=True, kw_only=True)
class Override:
    """A day that the government, or another act, made working or off; `legal_ref` names the act."""

    day: date
    kind: DayKind
    legal_ref: str


@dataclass(frozen=True, kw_only=True)
class DayOff:
    """A public day off, weekends not counted; `source` is the package with its version, or the act.

    estimated: the package guesses the date and no act has confirmed it yet.
    """

    day: date
    name_kk: str
    name_ru: str
    name_en: str
    source: str
    estimated: bool


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours. weekdays: 0 is Monday; spans: open from the first time until the second, in local time, in order."""

    weekdays: frozenset[int]
    spans: tuple[Span, ...]

    def closing(self) -> time:
        """When the day ends."""
        return self.spans[-1][1]


# Lunch of the provider: standard of 22.01.2016 No 68, paragraph 8; 09:00-18:30: the neighbouring standard of the same order.
DEFAULT_HOURS: Mapping[Organisation, Hours] = MappingProxyType(
    {
        Organisation.PROVIDER: Hours(
            weekdays=frozenset(range(5)), spans=((time(9), time(13)), (time(14, 30), time(18, 30)))
        ),
        Organisation.STATE_CORPORATION: Hours(
            weekdays=frozenset(range(6)), spans=((time(9), time(20)),)
        ),
    }
)


class WorkingCalendar:
    """Working days by law with the operator's overrides. Immutable; safe between threads."""

    def __init__(
        self,
        overrides: Iterable[Override] = (),
        *,
        hours: Mapping[Organisation, Hours] = DEFAULT_HOURS,
    ) -> None:
        self._overrides = {override.day: override for override in overrides}
        self._hours = dict(hours)
        self._terms: dict[int, tuple[date, ...]] = {}
        self.version = self._fingerprint()

    def is_working_day(self, day: date, organisation: Organisation = Organisation.PROVIDER) -> bool:
        """Raises UnknownYear outside 2000 to 2100."""
        _covered(day.year)
        override = self._overrides.get(day)
        if override:
            return override.kind is DayKind.WORKING
        law = year_of_law(day.year)
        if day in law.off:
            return False
        return day in law.worked or day.weekday() in self._hours[organisation].weekdays

    def business_days(self, n: int, start: datetime) -> datetime:
        """The end of the n-th working day after `start`'s local day (that day not counted), aware UTC.

        The day ends when the provider closes. Raises InvalidTerm, NaiveInstant, UnknownYear.
        """
        day = _local(start).date()
        index = bisect_right(self._term_days(day.year), day) + _length(n) - 1
        year = day.year
        while index >= len(self._term_days(year)):
            index -= len(self._term_days(year))
            year += 1
        return _utc(self._term_days(year)[index], self._hours[Organisation.PROVIDER].closing())

    def business_minutes(
        self, n: int, organisation: Organisation | str, start: datetime
    ) -> datetime:
        """The instant when `n` minutes of opening hours have passed since `start`, aware UTC.

        Raises InvalidTerm, NaiveInstant, UnknownOrganisation, UnknownYear.
        """
        left = timedelta(minutes=min(_length(n), 60 * 24 * 366 * (LAST_YEAR - FIRST_YEAR)))
        for opens, closes in self._open_from(start, organisation):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        raise UnknownYear(LAST_YEAR + 1)

    def hours(self, organisation: Organisation) -> Hours:
        """Weekdays and spans on which it is open where no day off says otherwise."""
        return self._hours[organisation]

    def opening(self, day: date, organisation: Organisation | str) -> tuple[Span, ...]:
        """The open spans of a day in local time, none on a day off. Raises UnknownOrganisation, UnknownYear."""
        known = _organisation(organisation)
        return self._hours[known].spans if self.is_working_day(day, known) else ()

    def next_opening(self, instant: datetime, organisation: Organisation | str) -> datetime:
        """`instant` itself while they are open (the closing minute is not), else when they open next; aware UTC."""
        for opens, _ in self._open_from(instant, organisation):
            return opens
        raise UnknownYear(LAST_YEAR + 1)

    def working_days_between(self, first: date, last: date) -> int:
        """Working days of the provider after `first` up to and with `last`: the n of `business_days`.

        Negative if `last` comes before `first`.
        """
        return self._ordinal(last, first.year) - self._ordinal(first, first.year)

    def days_off(self, year: int) -> tuple[DayOff, ...]:
        """Public days off of the year, overrides applied, in order; the page on which the operator confirms a year."""
        _covered(year)
        named = {day: (names, PACKAGE) for day, names in year_of_law(year).off.items()}
        for day, override in self._overrides.items():
            if override.kind is DayKind.WORKING:
                named.pop(day, None)
            elif day.year == year:
                names = confirmed(named[day][0]) if day in named else ENTERED_OFF
                named[day] = (names, override.legal_ref)
        return tuple(
            DayOff(
                day=day,
                name_kk=names[0],
                name_ru=names[1],
                name_en=names[2],
                source=source,
                estimated=is_estimated(names),
            )
            for day, (names, source) in sorted(named.items())
        )

    def _open_from(
        self, instant: datetime, organisation: Organisation | str
    ) -> Iterator[tuple[datetime, datetime]]:
        known = _organisation(organisation)
        local = _local(instant)
        now, day = local.astimezone(UTC), local.date()
        while day.year <= LAST_YEAR:
            for opens, closes in self.opening(day, known):
                if _utc(day, closes) > now:
                    yield max(_utc(day, opens), now), _utc(day, closes)
            day += timedelta(days=1)

    def _term_days(self, year: int) -> tuple[date, ...]:
        days = self._terms.get(year)
        if days is None:
            _covered(year)
            every = (date(year, 1, 1) + timedelta(days=offset) for offset in range(366))
            days = tuple(day for day in every if day.year == year and self.is_working_day(day))
            self._terms[year] = days
        return days

    def _ordinal(self, day: date, base: int) -> int:
        """Working days from 1 January of `base` up to and with `day`, negative before it."""
        within = bisect_right(self._term_days(day.year), day)
        before = sum(len(self._term_days(year)) for year in range(base, day.year))
        after = sum(len(self._term_days(year)) for year in range(day.year, base))
        return within + before - after

    def _fingerprint(self) -> str:
        entered = sorted(
            (day.isoformat(), entry.kind.value, entry.legal_ref)
            for day, entry in self._overrides.items()
        )
        kept = sorted(
            (name.value, sorted(hours.weekdays), repr(hours.spans))
            for name, hours in self._hours.items()
        )
        return sha256(repr((PACKAGE, entered, kept)).encode()).hexdigest()[:12]


def _covered(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownYear(year)


def _local(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise NaiveInstant(instant)
    _covered(instant.year)
    local = instant.astimezone(ALMATY)
    _covered(local.year)
    return local


def _utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ALMATY).astimezone(UTC)


def _length(n: int) -> int:
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InvalidTerm(n)
    return n


def _organisation(name: Organisation | str) -> Organisation:
    try:
        return Organisation(name)
    except ValueError:
        raise UnknownOrganisation(name) from None
