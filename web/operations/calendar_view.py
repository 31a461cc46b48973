"""A year of the working calendar as its page shows it: twelve months, days off with their sources, opening hours."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, gettext

from engine.calendar.days_off import confirmed
from engine.calendar.working import DayKind, DayOff, Organisation, WorkingCalendar
from engine.commands.calendar import Change
from engine.storage.columns import Record
from engine.words import LANGUAGES

SATURDAY = 5
MONDAY_FIRST = months.Calendar(firstweekday=0)
A_WEEK = tuple(date(2024, 1, day) for day in range(1, 8))  # begins on a Monday


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A day of a month. kind: working, weekend, off or worked (a weekend that is worked); words: what is said of it."""

    day: date
    kind: str
    words: str
    estimated: bool
    entered: bool
    today: bool


@dataclass(frozen=True, kw_only=True)
class Month:
    """weeks: from Monday to Sunday, None where the day is another month's."""

    name: str
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class NamedDay:
    day: date
    weekday: str
    name: str
    source: str
    estimated: bool


@dataclass(frozen=True, kw_only=True)
class Weekday:
    short: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OpenHours:
    organisation: str
    weekdays: str
    spans: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A day that was entered, or taken back. change: empty for one that stands; following: open terms may not be moved yet."""

    day: date
    kind: str
    legal_ref: str
    who: str
    at: datetime
    change: str = ""
    following: bool = False


@dataclass(frozen=True, kw_only=True)
class Year:
    """number of working days: of the provider, which terms count."""

    number: int
    months: tuple[Month, ...]
    named: tuple[NamedDay, ...]
    working_days: int
    estimated: int


def year_view(
    calendar: WorkingCalendar, number: int, *, entered: Iterable[date], today: date, language: str
) -> Year:
    """Raises UnknownYear."""
    days_off = {off.day: off for off in calendar.days_off(number)}
    cells = _Cells(calendar, days_off, frozenset(entered), today, language)
    shown = tuple(
        Month(name=_capital(format_date(date(number, month, 1), "LLLL")), weeks=cells.weeks(month))
        for month in range(1, 13)
    )
    every = [cell for month in shown for week in month.weeks for cell in week if cell]
    return Year(
        number=number,
        months=shown,
        named=tuple(_named(off, language) for off in days_off.values()),
        working_days=sum(cell.kind in ("working", "worked") for cell in every),
        estimated=sum(off.estimated for off in days_off.values()),
    )


@dataclass(frozen=True)
class _Cells:
    calendar: WorkingCalendar
    days_off: Mapping[date, DayOff]
    entered: frozenset[date]
    today: date
    language: str

    def weeks(self, month: int) -> tuple[tuple[Cell | None, ...], ...]:
        year = next(iter(self.days_off)).year
        return tuple(
            tuple(self._cell(day) if day.month == month else None for day in week)
            for week in MONDAY_FIRST.monthdatescalendar(year, month)
        )

    def _cell(self, day: date) -> Cell:
        off = self.days_off.get(day)
        kind = self._kind(day)
        return Cell(
            day=day,
            kind=kind,
            words=self._words(kind, off),
            estimated=off is not None and off.estimated,
            entered=day in self.entered,
            today=day == self.today,
        )

    def _kind(self, day: date) -> str:
        weekend = day.weekday() >= SATURDAY
        if self.calendar.is_working_day(day):
            return "worked" if weekend else "working"
        return "off" if day in self.days_off else "weekend"

    def _words(self, kind: str, off: DayOff | None) -> str:
        if kind == "worked":
            return str(gettext("Working day"))
        return day_name(off, self.language) if off else ""


def day_name(off: DayOff, language: str) -> str:
    """What the day is called, without the word that its date is a guess."""
    names = confirmed((off.name_kk, off.name_ru, off.name_en))
    return names[LANGUAGES.index(language)]


def kind_words(kind: str) -> str:
    return str(gettext("Working day") if kind == DayKind.WORKING else gettext("Day off"))


def change_words(change: str) -> str:
    return str(gettext("taken back") if change == Change.REMOVED else gettext("entered"))


def weekdays() -> tuple[Weekday, ...]:
    return tuple(
        Weekday(short=format_date(day, "ccc"), name=format_date(day, "cccc")) for day in A_WEEK
    )


def opening_hours(calendar: WorkingCalendar) -> tuple[OpenHours, ...]:
    names = {
        Organisation.PROVIDER: gettext("Service provider"),
        Organisation.STATE_CORPORATION: gettext("State Corporation"),
    }
    return tuple(_hours(name, calendar.hours(each)) for each, name in names.items())


def entries(rows: Sequence[Record], names: Mapping[str, str]) -> tuple[Entry, ...]:
    """Days that stand entered. names: of persons by id."""
    return tuple(
        Entry(
            day=row.day,
            kind=kind_words(row.kind),
            legal_ref=row.legal_ref,
            who=names.get(row.entered_by, row.entered_by),
            at=row.entered_at,
        )
        for row in rows
    )


def changes(rows: Sequence[Record], names: Mapping[str, str]) -> tuple[Entry, ...]:
    """What was entered and taken back."""
    return tuple(
        Entry(
            day=row.day,
            kind=kind_words(row.kind),
            legal_ref=row.legal_ref,
            who=names.get(row.actor, row.actor),
            at=row.at,
            change=change_words(row.change),
            following=row.settled_at is None,
        )
        for row in rows
    )


def _named(off: DayOff, language: str) -> NamedDay:
    return NamedDay(
        day=off.day,
        weekday=format_date(off.day, "cccc"),
        name=day_name(off, language),
        source=off.source,
        estimated=off.estimated,
    )


def _hours(name: str, hours: Any) -> OpenHours:
    """Weekdays of both stand side by side; the first and the last are enough."""
    first, last = min(hours.weekdays), max(hours.weekdays)
    days = f"{format_date(A_WEEK[first], 'cccc')} – {format_date(A_WEEK[last], 'cccc')}"
    spans = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours.spans)
    return OpenHours(organisation=name, weekdays=days, spans=spans)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
