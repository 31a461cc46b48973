"""Working days, opening hours, 15-minute windows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from engine.calendar.working import (
    ALMATY,
    DEFAULT_HOURS,
    DayKind,
    Hours,
    InvalidTerm,
    NaiveInstant,
    Organisation,
    Override,
    UnknownOrganisation,
    UnknownYear,
    WorkingCalendar,
)
from engine.errors import EngineError
from tests.work import calls

PROVIDER, DESK = Organisation.PROVIDER, Organisation.STATE_CORPORATION
CALENDAR = WorkingCalendar()


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """An instant by the local clock."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), ALMATY)


def off(day: str) -> Override:
    return Override(day=date.fromisoformat(day), kind=DayKind.DAY_OFF, legal_ref="G26G0000001")


def worked(day: str) -> Override:
    return Override(day=date.fromisoformat(day), kind=DayKind.WORKING, legal_ref="G26G0000002")


def test_the_whole_country_is_at_utc_plus_5_since_march_2024() -> None:
    assert at("2024-02-29").utcoffset() == timedelta(hours=6)
    assert at("2024-03-02").utcoffset() == timedelta(hours=5)


@pytest.mark.parametrize(
    ("receipt", "n", "due"),
    [
        ("2024-04-29", 15, "2024-05-23"),
        ("2024-12-02", 15, "2024-12-24"),
        ("2025-03-14", 1, "2025-03-17"),
        ("2025-03-14", 14, "2025-04-08"),
        ("2025-03-14", 15, "2025-04-09"),
        ("2025-10-20", 15, "2025-11-11"),
        ("2025-12-01", 15, "2025-12-23"),
        ("2026-03-02", 15, "2026-03-27"),
        ("2026-09-01", 10, "2026-09-15"),
        ("2026-11-27", 15, "2026-12-21"),
        ("2025-03-01", 1, "2025-03-03"),
    ],
)
def test_a_term_counts_from_the_working_day_after_receipt(receipt: str, n: int, due: str) -> None:
    assert CALENDAR.business_days(n, at(receipt)) == at(due, 18, 30)
    assert CALENDAR.working_days_between(date.fromisoformat(receipt), date.fromisoformat(due)) == n


def test_the_hour_of_receipt_does_not_matter_but_its_local_day_does() -> None:
    due = at("2025-03-17", 18, 30)
    assert CALENDAR.business_days(1, at("2025-03-14", 0, 0)) == due
    assert CALENDAR.business_days(1, at("2025-03-14", 23, 59)) == due
    assert CALENDAR.business_days(1, datetime(2025, 3, 16, 18, 59, tzinfo=UTC)) == due
    assert CALENDAR.business_days(1, datetime(2025, 3, 16, 19, 0, tzinfo=UTC)) == at(
        "2025-03-18", 18, 30
    )


def test_instants_come_back_in_utc() -> None:
    assert CALENDAR.business_days(1, at("2025-03-14")).tzinfo is UTC
    assert CALENDAR.business_minutes(15, DESK, at("2025-03-14")).tzinfo is UTC
    assert CALENDAR.next_opening(at("2025-03-14"), DESK).tzinfo is UTC


def test_a_term_may_run_over_years() -> None:
    assert CALENDAR.business_days(3, at("2024-12-30")) == at("2025-01-06", 18, 30)
    assert CALENDAR.business_days(1000, at("2024-01-01")).year == 2028


@pytest.mark.parametrize(
    ("start", "n", "organisation", "due"),
    [
        (at("2025-03-14", 10), 15, PROVIDER, at("2025-03-14", 10, 15)),
        (at("2025-03-14", 18, 25), 15, PROVIDER, at("2025-03-17", 9, 10)),
        (at("2025-03-14", 18, 15), 15, PROVIDER, at("2025-03-14", 18, 30)),
        (at("2025-03-14", 12, 55), 15, PROVIDER, at("2025-03-14", 14, 40)),
        (at("2025-03-14", 12, 45), 15, PROVIDER, at("2025-03-14", 13, 0)),
        (at("2025-03-14", 13, 30), 15, PROVIDER, at("2025-03-14", 14, 45)),
        (at("2025-03-14", 6), 15, PROVIDER, at("2025-03-14", 9, 15)),
        (at("2025-03-14", 18, 30), 15, PROVIDER, at("2025-03-17", 9, 15)),
        (at("2025-03-15", 11), 15, PROVIDER, at("2025-03-17", 9, 15)),
        (at("2025-03-20", 18, 20), 15, PROVIDER, at("2025-03-26", 9, 5)),
        (at("2025-03-14", 9), 480, PROVIDER, at("2025-03-14", 18, 30)),
        (at("2025-03-14", 9), 481, PROVIDER, at("2025-03-17", 9, 1)),
        (at("2025-03-14", 13, 30), 15, DESK, at("2025-03-14", 13, 45)),
        (at("2025-03-14", 19, 55), 15, DESK, at("2025-03-15", 9, 10)),
        (at("2025-03-15", 19, 55), 15, DESK, at("2025-03-17", 9, 10)),
        (at("2025-03-16", 12), 15, DESK, at("2025-03-17", 9, 15)),
        (at("2025-03-21", 12), 15, DESK, at("2025-03-26", 9, 15)),
        (at("2025-01-05", 12), 15, DESK, at("2025-01-05", 12, 15)),
    ],
)
def test_minutes_run_within_opening_hours(
    start: datetime, n: int, organisation: Organisation, due: datetime
) -> None:
    assert CALENDAR.business_minutes(n, organisation, start) == due
    assert CALENDAR.business_minutes(n, organisation.value, start) == due


def test_seconds_are_kept() -> None:
    start = at("2025-03-14", 18, 29) + timedelta(seconds=30)
    assert CALENDAR.business_minutes(1, PROVIDER, start) == at("2025-03-17", 9) + timedelta(
        seconds=30
    )


@pytest.mark.parametrize(
    ("instant", "organisation", "expected"),
    [
        (at("2025-03-14", 10), PROVIDER, at("2025-03-14", 10)),
        (at("2025-03-14", 13), PROVIDER, at("2025-03-14", 14, 30)),
        (at("2025-03-14", 8, 59), PROVIDER, at("2025-03-14", 9)),
        (at("2025-03-14", 9), PROVIDER, at("2025-03-14", 9)),
        (at("2025-03-14", 18, 30), PROVIDER, at("2025-03-17", 9)),
        (at("2025-03-14", 20), DESK, at("2025-03-15", 9)),
        (at("2025-03-15", 20), DESK, at("2025-03-17", 9)),
        (at("2024-12-31", 23), PROVIDER, at("2025-01-05", 9)),
        (at("2024-12-31", 23), DESK, at("2025-01-04", 9)),
    ],
)
def test_next_opening(instant: datetime, organisation: Organisation, expected: datetime) -> None:
    assert CALENDAR.next_opening(instant, organisation) == expected


def test_opening_spans_of_a_day() -> None:
    assert CALENDAR.opening(date(2025, 3, 14), PROVIDER) == (
        (time(9), time(13)),
        (time(14, 30), time(18, 30)),
    )
    assert CALENDAR.opening(date(2025, 3, 14), "state-corporation") == ((time(9), time(20)),)
    assert CALENDAR.opening(date(2025, 3, 15), PROVIDER) == ()
    assert CALENDAR.opening(date(2025, 3, 15), DESK) == ((time(9), time(20)),)
    assert CALENDAR.opening(date(2025, 3, 16), DESK) == ()
    assert CALENDAR.opening(date(2025, 3, 21), DESK) == ()


def test_saturday_is_a_day_of_the_desk_but_of_no_term() -> None:
    saturday = date(2025, 3, 15)
    assert CALENDAR.is_working_day(saturday, DESK)
    assert not CALENDAR.is_working_day(saturday)


def test_a_day_off_that_was_entered_wins() -> None:
    calendar = WorkingCalendar([off("2026-03-17")])
    assert not calendar.is_working_day(date(2026, 3, 17))
    assert not calendar.is_working_day(date(2026, 3, 17), DESK)
    assert calendar.business_days(1, at("2026-03-16")) == at("2026-03-18", 18, 30)
    assert calendar.business_minutes(15, PROVIDER, at("2026-03-16", 18, 25)) == at(
        "2026-03-18", 9, 10
    )


def test_a_working_day_that_was_entered_wins() -> None:
    calendar = WorkingCalendar([worked("2026-03-15"), worked("2026-05-27")])
    assert calendar.is_working_day(date(2026, 3, 15), DESK)
    assert calendar.business_days(1, at("2026-03-13")) == at("2026-03-15", 18, 30)
    assert calendar.is_working_day(date(2026, 5, 27))


def test_working_days_between_counts_like_a_term() -> None:
    friday, monday = date(2025, 3, 14), date(2025, 3, 17)
    assert CALENDAR.working_days_between(friday, friday) == 0
    assert CALENDAR.working_days_between(friday, monday) == 1
    assert CALENDAR.working_days_between(friday, date(2025, 3, 16)) == 0
    assert CALENDAR.working_days_between(monday, friday) == -1
    assert CALENDAR.working_days_between(date(2024, 12, 31), date(2025, 1, 6)) == 2
    assert CALENDAR.working_days_between(date(2025, 1, 6), date(2024, 12, 31)) == -2
    assert CALENDAR.working_days_between(date(2023, 1, 1), date(2026, 1, 1)) > 700


def test_hours_are_configurable() -> None:
    short = {
        **DEFAULT_HOURS,
        PROVIDER: Hours(weekdays=frozenset({0, 1, 2, 3, 4}), spans=((time(10), time(17)),)),
    }
    calendar = WorkingCalendar(hours=short)
    assert calendar.business_days(1, at("2025-03-14")) == at("2025-03-17", 17)
    assert calendar.business_minutes(15, PROVIDER, at("2025-03-14", 9)) == at("2025-03-14", 10, 15)


def test_the_version_tells_calendars_apart() -> None:
    assert WorkingCalendar().version == CALENDAR.version
    one, other = (
        WorkingCalendar([off("2026-03-17"), off("2026-03-18")]),
        WorkingCalendar([worked("2026-03-17")]),
    )
    assert len({CALENDAR.version, one.version, other.version}) == 3
    assert WorkingCalendar([off("2026-03-18"), off("2026-03-17")]).version == one.version
    short = {
        **DEFAULT_HOURS,
        PROVIDER: Hours(weekdays=frozenset({0}), spans=((time(10), time(17)),)),
    }
    assert WorkingCalendar(hours=short).version != CALENDAR.version
    assert len(CALENDAR.version) == 12


@pytest.mark.parametrize("n", [0, -1, 1.5, True, "1", None])
def test_a_term_is_a_whole_number_of_one_or_more(n: int) -> None:
    with pytest.raises(InvalidTerm):
        CALENDAR.business_days(n, at("2025-03-14"))
    with pytest.raises(InvalidTerm):
        CALENDAR.business_minutes(n, DESK, at("2025-03-14"))


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = at("2025-03-14").replace(tzinfo=None)
    with pytest.raises(NaiveInstant, match="2025-03-14T10:00:00 has no time zone"):
        CALENDAR.business_days(1, naive)
    with pytest.raises(NaiveInstant):
        CALENDAR.business_minutes(1, DESK, naive)
    with pytest.raises(NaiveInstant):
        CALENDAR.next_opening(naive, DESK)


def test_an_unknown_organisation_is_refused() -> None:
    with pytest.raises(
        UnknownOrganisation, match="'post': it is 'provider' or 'state-corporation'"
    ):
        CALENDAR.business_minutes(15, "post", at("2025-03-14"))
    with pytest.raises(UnknownOrganisation):
        CALENDAR.opening(date(2025, 3, 14), "post")


@pytest.mark.parametrize("year", [1999, 2101, 1, 9999])
def test_years_that_nobody_knows_are_refused(year: int) -> None:
    with pytest.raises(UnknownYear, match=f"2000 to 2100, not {year}"):
        CALENDAR.is_working_day(date(year, 6, 1))
    with pytest.raises(UnknownYear):
        CALENDAR.business_days(1, datetime(year, 6, 1, tzinfo=UTC))
    with pytest.raises(UnknownYear):
        CALENDAR.days_off(year)
    with pytest.raises(UnknownYear):
        CALENDAR.working_days_between(date(2025, 1, 1), date(year, 1, 1))


def test_the_first_and_the_last_day_are_known() -> None:
    assert CALENDAR.business_days(1, at("2000-01-01", 0)) > at("2000-01-01", 0)
    assert not CALENDAR.is_working_day(date(2100, 1, 1))
    for year in (0, -5, 10_000):
        with pytest.raises(UnknownYear):
            CALENDAR.days_off(year)


@pytest.mark.parametrize(
    "instant",
    [
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(2100, 12, 31, 20, tzinfo=UTC),
    ],
)
def test_an_instant_at_the_edge_of_time_is_refused(instant: datetime) -> None:
    with pytest.raises(UnknownYear):
        CALENDAR.business_days(1, instant)


def test_a_term_that_leaves_the_known_years_is_refused() -> None:
    with pytest.raises(UnknownYear):
        CALENDAR.business_days(30_000, at("2025-03-14"))
    with pytest.raises(UnknownYear):
        CALENDAR.business_days(10**18, at("2025-03-14"))
    with pytest.raises(UnknownYear):
        CALENDAR.business_minutes(10**18, DESK, at("2025-03-14"))
    with pytest.raises(UnknownYear):
        CALENDAR.next_opening(at("2100-12-31", 23), DESK)


def test_errors_are_those_of_the_engine() -> None:
    assert all(
        issubclass(error, EngineError)
        for error in (InvalidTerm, NaiveInstant, UnknownOrganisation, UnknownYear)
    )


def test_a_term_takes_a_few_calls_for_each_of_its_days() -> None:
    start = at("2025-03-14")
    CALENDAR.business_days(15, start)
    short, long = (
        calls(lambda: CALENDAR.business_days(days, start))  # noqa: B023
        for days in (15, 60)
    )
    assert long <= 4 * short
