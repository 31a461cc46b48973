"""The clock of the demonstration, and how long people take: counted in opening hours, as offices work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from engine.calendar.working import ALMATY, Organisation, WorkingCalendar

BEGINNING = datetime(2016, 9, 5, 9, 0, tzinfo=ALMATY).astimezone(UTC)
"""A Monday morning, in the edition of 2016; the stories begin then."""


class Clock:
    """Now, aware UTC. Moves when it is told to, and never back."""

    def __init__(self, at: datetime = BEGINNING) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def move_to(self, instant: datetime) -> None:
        """Raises ValueError for an instant that has passed."""
        if instant < self._at:
            raise ValueError(f"the clock stands at {self._at} and does not go back to {instant}")
        self._at = instant


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How long before something is done: so many working days on, in the morning, then minutes of opening hours."""

    days: int = 0
    minutes: int = 0


def later(
    calendar: WorkingCalendar, start: datetime, wait: Wait, organisation: Organisation | None
) -> datetime:
    """When `wait` has passed for who works in `organisation`; None is somebody at home, who keeps no hours."""
    if organisation is None:
        return start + timedelta(days=wait.days, minutes=wait.minutes)
    opened = calendar.next_opening(_morning(calendar, start, wait.days), organisation)
    if not wait.minutes:
        return opened
    return calendar.business_minutes(wait.minutes, organisation, opened)


@dataclass(frozen=True, kw_only=True)
class Begin:
    """When a story begins: on a day, or so many working days or minutes before the demonstration ends.

    minutes_ago: where `organisation` is closed then, before it closed last.
    """

    day: date | None = None
    days_ago: int = 0
    at: time = time(10)
    minutes_ago: int = 0
    organisation: Organisation | None = None

    def instant(self, calendar: WorkingCalendar, end: datetime) -> datetime:
        """Aware UTC. end: when the demonstration ends."""
        if self.day is not None:
            return _at(self.day, self.at)
        if self.days_ago:
            return _at(days_before(calendar, end, self.days_ago), self.at)
        ago = timedelta(minutes=self.minutes_ago)
        if self.organisation is None:
            return end - ago
        return last_open(calendar, end - ago, self.organisation, ago)


def days_before(calendar: WorkingCalendar, end: datetime, count: int) -> date:
    """The working day from which `count` working days have passed on the day of `end`."""
    today = day = end.astimezone(ALMATY).date()
    while calendar.working_days_between(day, today) < count or not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def last_open(
    calendar: WorkingCalendar, instant: datetime, organisation: Organisation, margin: timedelta
) -> datetime:
    """`instant` where they are open then, else `margin` before they closed last."""
    if calendar.next_opening(instant, organisation) == instant:
        return instant
    day = instant.astimezone(ALMATY).date()
    while True:
        for _, closes in reversed(calendar.opening(day, organisation)):
            closed = datetime.combine(day, closes, ALMATY).astimezone(UTC)
            if closed <= instant:
                return closed - margin
        day -= timedelta(days=1)


def _morning(calendar: WorkingCalendar, start: datetime, days: int) -> datetime:
    """The first minute of the working day that is `days` on; `start` itself for none."""
    if not days:
        return start
    day = calendar.business_days(days, start).astimezone(ALMATY).date()
    return datetime.combine(day, time(), ALMATY).astimezone(UTC)


def _at(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, ALMATY).astimezone(UTC)
