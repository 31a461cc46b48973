"""The clock of the demonstration, and how long people take."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.demonstration.clock import BEGINNING, Begin, Clock, Wait, days_before, later
from engine.calendar.working import ALMATY, Organisation, WorkingCalendar

CALENDAR = WorkingCalendar()
PROVIDER, CORPORATION = Organisation.PROVIDER, Organisation.STATE_CORPORATION
FIRST, LAST = datetime(2016, 1, 1), datetime(2030, 12, 1)  # noqa: DTZ001 - hypothesis wants them so
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY).astimezone(UTC)


def test_it_begins_on_a_monday_morning_of_september_2016():
    here = BEGINNING.astimezone(ALMATY)

    assert (here.date(), here.time(), here.weekday()) == (date(2016, 9, 5), time(9), 0)


def test_it_stands_until_it_is_moved():
    clock = Clock()

    assert clock() == clock() == BEGINNING
    clock.move_to(BEGINNING + timedelta(hours=1))
    assert clock() == BEGINNING + timedelta(hours=1)


def test_it_never_goes_back():
    clock = Clock()

    with pytest.raises(ValueError, match="does not go back"):
        clock.move_to(BEGINNING - timedelta(microseconds=1))


def test_minutes_are_those_of_opening_hours():
    before_lunch = local("2016-09-05T12:50")

    assert later(CALENDAR, before_lunch, Wait(minutes=20), PROVIDER) == local("2016-09-05T14:40")
    assert later(CALENDAR, before_lunch, Wait(minutes=20), CORPORATION) == local("2016-09-05T13:10")


def test_days_are_working_days_and_go_on_in_the_morning():
    friday = local("2016-09-16T17:00")

    assert later(CALENDAR, friday, Wait(days=1, minutes=5), PROVIDER) == local("2016-09-19T09:05")


def test_a_day_off_is_no_day():
    before_kurban_ait = local("2016-09-09T17:00")

    assert later(CALENDAR, before_kurban_ait, Wait(days=1), PROVIDER) == local("2016-09-13T09:00")


def test_no_wait_is_now_where_they_are_open():
    at = local("2016-09-05T10:00")

    assert later(CALENDAR, at, Wait(), PROVIDER) == at


def test_no_wait_is_the_next_morning_where_they_are_closed():
    evening = local("2016-09-05T21:00")

    assert later(CALENDAR, evening, Wait(), CORPORATION) == local("2016-09-06T09:00")


def test_at_home_every_minute_counts():
    night = local("2016-09-10T23:50")

    assert later(CALENDAR, night, Wait(minutes=20), None) == local("2016-09-11T00:10")


@given(INSTANTS, st.integers(0, 30), st.integers(0, 600), st.sampled_from([*Organisation, None]))
def test_nothing_is_done_before_it_was_asked_for(start, days, minutes, organisation):
    assert later(CALENDAR, start, Wait(days=days, minutes=minutes), organisation) >= start


def test_a_story_begins_on_its_day():
    begin = Begin(day=date(2016, 9, 6), at=time(11, 30))

    assert begin.instant(CALENDAR, local("2026-03-12T10:00")) == local("2016-09-06T11:30")


def test_a_story_begins_working_days_before_the_end():
    begin = Begin(days_ago=3, at=time(9, 30))

    assert begin.instant(CALENDAR, local("2016-09-21T16:00")) == local("2016-09-16T09:30")


def test_a_story_begins_minutes_before_the_end():
    begin = Begin(minutes_ago=25)

    assert begin.instant(CALENDAR, local("2016-09-11T03:00")) == local("2016-09-11T02:35")


def test_at_a_closed_office_it_begins_before_they_closed():
    begin = Begin(minutes_ago=30, organisation=PROVIDER)

    assert begin.instant(CALENDAR, local("2016-09-11T03:00")) == local("2016-09-09T18:00")


def test_at_an_open_office_it_begins_minutes_ago():
    begin = Begin(minutes_ago=30, organisation=PROVIDER)

    assert begin.instant(CALENDAR, local("2016-09-14T10:00")) == local("2016-09-14T09:30")


@given(INSTANTS, st.integers(1, 40))
def test_days_before_is_a_working_day_and_the_count_fits(end, count):
    day = days_before(CALENDAR, end, count)

    assert CALENDAR.is_working_day(day)
    assert CALENDAR.working_days_between(day, end.astimezone(ALMATY).date()) == count


@given(INSTANTS, st.integers(1, 90), st.sampled_from([*Organisation]))
def test_a_moment_ago_is_open_and_past(end, minutes, organisation):
    begun = Begin(minutes_ago=minutes, organisation=organisation).instant(CALENDAR, end)

    assert begun < end
    assert CALENDAR.next_opening(begun, organisation) == begun
