"""Local dates of the service: Asia/Almaty in and out, the school year and the month of storage."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from engine.calendar import ALMATY

SCHOOL_YEAR_BEGINS = 9  # September
LAST_FILING_DAY = (12, 1)  # standard of 22.01.2016 No 68, paragraph 4(4)


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
