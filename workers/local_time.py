"""Local dates of the service: Asia/Almaty in and out, the school year and the month of storage."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta

from engine.calendar.working import ALMATY
from engine.errors import EngineError

SCHOOL_YEAR_BEGINS = 9  # September
LAST_FILING_DAY = (12, 1)  # standard of 22.01.2016 No 68, paragraph 4(4)


class PeriodReversed(EngineError):
    """A period ends before it begins."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"the period from {first} to {last} ends before it begins")
        self.first, self.last = first, last


def local_date(instant: datetime) -> date:
    """The day in Asia/Almaty; `instant` is aware."""
    return instant.astimezone(ALMATY).date()


def last_filing_day(day: date) -> date:
    """1 December of the school year in which `day` lies; a school year begins on 1 September."""
    begins = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
    return date(begins, *LAST_FILING_DAY)


def month_later(day: date) -> date:
    """The same day of the next month, or its last day where the month is shorter (standard, paragraph 9)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def local_period(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first midnight of `first` up to but without that after `last`, in UTC. Raises PeriodReversed."""
    if last < first:
        raise PeriodReversed(first, last)
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ALMATY).astimezone(UTC)
