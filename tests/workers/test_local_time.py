from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.local_time import (
    PeriodReversed,
    last_filing_day,
    local_date,
    local_period,
    month_later,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_the_local_day_begins_at_midnight_in_almaty() -> None:
    assert local_date(datetime(2025, 3, 1, 18, 59, tzinfo=UTC)) == date(2025, 3, 1)
    assert local_date(datetime(2025, 3, 1, 19, 0, tzinfo=UTC)) == date(2025, 3, 2)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2016-11-03", "2016-12-03"),
        ("2016-12-31", "2017-01-31"),
        ("2017-01-31", "2017-02-28"),
        ("2016-01-31", "2016-02-29"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(day: str, later: str) -> None:
    assert month_later(date.fromisoformat(day)) == date.fromisoformat(later)


@settings(deadline=None)  # time is no property here
@given(DAYS)
def test_a_month_is_28_to_31_days(day: date) -> None:
    assert 28 <= (month_later(day) - day).days <= 31


@settings(deadline=None)  # time is no property here
@given(DAYS)
def test_the_filing_day_lies_in_the_school_year_of_the_day(day: date) -> None:
    last = last_filing_day(day)
    begins, ends = date(last.year, 9, 1), date(last.year + 1, 8, 31)
    assert begins <= day <= ends
    assert (last.month, last.day) == (12, 1)


@pytest.mark.parametrize(
    ("first", "last", "since", "until"),
    [  # Almaty was UTC+6 before 1 March 2024 and is UTC+5 since
        (date(2016, 11, 3), date(2016, 11, 3), (2016, 11, 2, 18), (2016, 11, 3, 18)),
        (date(2016, 12, 1), date(2016, 12, 31), (2016, 11, 30, 18), (2016, 12, 31, 18)),
        (date(2024, 2, 1), date(2024, 3, 31), (2024, 1, 31, 18), (2024, 3, 31, 19)),
    ],
)
def test_a_period_is_of_whole_local_days(
    first: date, last: date, since: tuple[int, ...], until: tuple[int, ...]
) -> None:
    began, ended = local_period(first, last)
    assert (began.timetuple()[:4], ended.timetuple()[:4]) == (since, until)
    assert began.utcoffset() == timedelta()


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodReversed, match="2016-11-03"):
        local_period(date(2016, 11, 4), date(2016, 11, 3))
