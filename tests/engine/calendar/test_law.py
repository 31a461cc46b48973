"""Days off as the law has them: tables checked by eye, names in three languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays.version import __version__

from engine.calendar.days_off import NAMES, named, year_of_law
from engine.calendar.working import DayKind, Organisation, Override, WorkingCalendar

CALENDAR = WorkingCalendar()
DAYS_OFF = {
    2024: "01-01 01-02 01-07 03-08 03-21 03-22 03-23 03-25 05-01 05-07 05-08 05-09 06-16 07-06 07-08 08-30 10-25 12-16",
    2025: "01-01 01-02 01-03 01-07 03-08 03-10 03-21 03-22 03-23 03-24 03-25 05-01 05-07 05-09 06-06 07-06 07-07 08-30 "
    "09-01 10-25 10-27 12-16",
    2026: "01-01 01-02 01-07 03-08 03-09 03-21 03-22 03-23 03-24 03-25 05-01 05-07 05-09 05-11 05-27 07-06 10-25 10-26 12-16",
    2027: "01-01 01-02 01-04 01-07 03-08 03-15 03-21 03-22 03-23 03-24 05-01 05-03 05-07 05-09 05-10 05-16 07-06 10-25 12-16",
}


@pytest.mark.parametrize("year", sorted(DAYS_OFF))
def test_days_off_of_a_year(year: int) -> None:
    assert [off.day for off in CALENDAR.days_off(year)] == [
        date.fromisoformat(f"{year}-{day}") for day in DAYS_OFF[year].split()
    ]


@pytest.mark.parametrize("year", sorted(DAYS_OFF))
def test_nobody_works_on_a_day_off(year: int) -> None:
    for off in CALENDAR.days_off(year):
        assert not CALENDAR.is_working_day(off.day)
        assert not CALENDAR.is_working_day(off.day, Organisation.STATE_CORPORATION)


@pytest.mark.parametrize(
    "day", [date(2024, 5, 4), date(2025, 1, 5), date(2013, 12, 28), date(2005, 3, 5)]
)
def test_a_day_of_the_weekend_is_worked_by_transfer(day: date) -> None:
    assert day.weekday() >= 5
    assert CALENDAR.is_working_day(day)
    assert CALENDAR.is_working_day(day, Organisation.STATE_CORPORATION)


def test_constitution_day_moves_to_march_from_2027() -> None:
    assert not CALENDAR.is_working_day(date(2024, 8, 30))
    assert CALENDAR.is_working_day(date(2027, 8, 30))
    assert not CALENDAR.is_working_day(date(2027, 3, 15))


def test_orthodox_christmas_and_kurban_ait_are_not_moved() -> None:
    assert CALENDAR.is_working_day(date(2024, 1, 8))
    assert CALENDAR.is_working_day(date(2024, 6, 17))


@pytest.mark.parametrize(
    ("day", "kk", "ru", "en"),
    [
        (date(2025, 1, 1), "Жаңа жыл", "Новый год", "New Year's Day"),
        (
            date(2025, 1, 3),
            "Демалыс күні (05.01.2025 күнінен ауыстырылды)",
            "Выходной (перенесён с 05.01.2025)",
            "Day off (moved from 05.01.2025)",
        ),
        (
            date(2025, 3, 10),
            "Халықаралық әйелдер күні (ауыстырылған демалыс)",
            "Международный женский день (перенесённый выходной)",
            "International Women's Day (observed)",
        ),
        (date(2025, 6, 6), "Құрбан айт", "Курбан айт", "Eid al-Adha (Kurban ait)"),
        (
            date(2026, 5, 27),
            "Құрбан айт (болжамды күні)",
            "Курбан айт (дата предварительная)",
            "Eid al-Adha (Kurban ait) (estimated)",
        ),
    ],
)
def test_a_day_off_has_its_name_in_three_languages(day: date, kk: str, ru: str, en: str) -> None:
    (off,) = (off for off in CALENDAR.days_off(day.year) if off.day == day)
    assert (off.name_kk, off.name_ru, off.name_en) == (kk, ru, en)
    assert off.source == f"holidays {__version__}"


def test_two_feasts_on_one_day_are_both_named() -> None:
    assert named("Eid al-Adha (estimated); Victory Day (observed)") == (
        "Құрбан айт (болжамды күні); Жеңіс күні (ауыстырылған демалыс)",
        "Курбан айт (дата предварительная); День Победы (перенесённый выходной)",
        "Eid al-Adha (Kurban ait) (estimated); Victory Day (observed)",
    )


def test_a_feast_that_is_new_keeps_the_name_of_the_package() -> None:
    assert named("Day of Something") == ("Day of Something",) * 3


def test_every_name_of_a_century_is_in_our_table() -> None:
    russian = {names[1] for year in range(2000, 2101) for names in year_of_law(year).off.values()}
    assert not [name for name in russian if name.isascii()]
    assert all(kk != en or not en.isascii() for kk, _, en in NAMES.values())


def test_days_off_show_what_was_entered() -> None:
    entered = [
        Override(day=date(2026, 3, 17), kind=DayKind.DAY_OFF, legal_ref="G26G0000001"),
        Override(day=date(2026, 5, 27), kind=DayKind.DAY_OFF, legal_ref="G26G0000002"),
        Override(day=date(2026, 1, 7), kind=DayKind.WORKING, legal_ref="G26G0000003"),
        Override(day=date(2027, 3, 17), kind=DayKind.DAY_OFF, legal_ref="G27G0000001"),
    ]
    listed = {off.day: off for off in WorkingCalendar(entered).days_off(2026)}
    assert listed[date(2026, 3, 17)].name_ru == "Выходной день"
    assert listed[date(2026, 3, 17)].source == "G26G0000001"
    assert listed[date(2026, 5, 27)].source == "G26G0000002"
    assert listed[date(2026, 5, 27)].name_ru.startswith("Курбан айт")
    assert date(2026, 1, 7) not in listed
    assert date(2027, 3, 17) not in listed


def test_a_year_of_law_holds_only_its_own_days() -> None:
    for year in range(2000, 2101):
        law = year_of_law(year)
        assert all(day.year == year for day in law.off)
        assert all(day.year == year and day.weekday() >= 5 for day in law.worked)


def test_the_five_day_week_is_what_remains() -> None:
    day, count = date(2025, 1, 1), 0
    while day.year == 2025:
        count += CALENDAR.is_working_day(day)
        day += timedelta(days=1)
    assert count == 261 - 16 + 1  # weekdays, less days off on weekdays, and Sunday 5 January
