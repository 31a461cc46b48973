from __future__ import annotations

from datetime import date, time

from engine.calendar.days_off import confirmed, is_estimated
from engine.calendar.in_force import Calendars
from engine.calendar.working import (
    DEFAULT_HOURS,
    DayKind,
    Hours,
    Organisation,
    Override,
    WorkingCalendar,
)

QURBAN_AIT = Override(day=date(2026, 5, 27), kind=DayKind.DAY_OFF, legal_ref="ҚМДБ № 5")
SHORT = Hours(weekdays=frozenset({0, 1, 2, 3, 4}), spans=((time(10), time(17)),))


def test_without_entries_the_law_alone_counts() -> None:
    assert Calendars().current.version == WorkingCalendar().version


def test_another_day_makes_another_calendar() -> None:
    calendars = Calendars()
    before = calendars.current

    assert calendars.keep([QURBAN_AIT])
    assert calendars.current is not before
    assert calendars.current.version == WorkingCalendar([QURBAN_AIT]).version


def test_the_same_days_keep_the_same_calendar() -> None:
    """Its years are expanded already."""
    calendars = Calendars(WorkingCalendar([QURBAN_AIT]))
    before = calendars.current

    assert not calendars.keep([QURBAN_AIT])
    assert calendars.current is before


def test_hours_outlive_a_change_of_days() -> None:
    hours = {**DEFAULT_HOURS, Organisation.PROVIDER: SHORT}
    calendars = Calendars(WorkingCalendar(hours=hours))
    calendars.keep([QURBAN_AIT])

    assert calendars.current.hours(Organisation.PROVIDER) == SHORT
    assert calendars.current.hours(Organisation.STATE_CORPORATION).closing() == time(20)


def test_an_estimated_day_is_told_apart_until_an_act_confirms_it() -> None:
    (guessed,) = (off for off in WorkingCalendar().days_off(2026) if off.estimated)
    (known,) = (
        off for off in WorkingCalendar([QURBAN_AIT]).days_off(2026) if off.day == QURBAN_AIT.day
    )

    assert (guessed.day, guessed.name_kk) == (QURBAN_AIT.day, "Құрбан айт (болжамды күні)")
    assert (known.estimated, known.name_kk, known.source) == (False, "Құрбан айт", "ҚМДБ № 5")


def test_the_other_marks_of_a_name_stay() -> None:
    names = ("Наурыз мейрамы (ауыстырылған демалыс)", "Наурыз (перенесённый)", "Nauryz (observed)")

    assert not is_estimated(names)
    assert confirmed(names) == names
