"""What holds for every term and every instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calendar.working import ALMATY, DayKind, Organisation, Override, WorkingCalendar

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the machine may be busy

PLAIN = WorkingCalendar()
DAYS = st.dates(date(2000, 1, 10), date(2090, 12, 31))
INSTANTS = st.builds(
    lambda day, seconds: datetime.combine(day, time(), UTC) + timedelta(seconds=seconds),
    DAYS,
    st.integers(0, 86_399),
)
TERMS = st.integers(1, 300)
MINUTES = st.integers(1, 3_000)
ORGANISATIONS = st.sampled_from(Organisation)
NEAR = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CALENDARS = st.lists(
    st.builds(Override, day=NEAR, kind=st.sampled_from(DayKind), legal_ref=st.just("G")),
    max_size=20,
).map(WorkingCalendar)


def local_day(instant: datetime) -> date:
    return instant.astimezone(ALMATY).date()


@PATIENT
@given(INSTANTS, TERMS)
def test_a_term_ends_when_the_provider_closes_on_a_working_day(start: datetime, n: int) -> None:
    due = PLAIN.business_days(n, start).astimezone(ALMATY)
    assert PLAIN.is_working_day(due.date())
    assert due.time() == time(18, 30)
    assert due.date() > local_day(start)


@PATIENT
@given(INSTANTS, TERMS)
def test_a_longer_term_ends_later(start: datetime, n: int) -> None:
    assert PLAIN.business_days(n, start) < PLAIN.business_days(n + 1, start)


@PATIENT
@given(INSTANTS, INSTANTS, TERMS)
def test_a_later_start_never_ends_earlier(one: datetime, other: datetime, n: int) -> None:
    first, second = sorted((one, other))
    assert PLAIN.business_days(n, first) <= PLAIN.business_days(n, second)


@PATIENT
@given(INSTANTS, TERMS, TERMS)
def test_terms_add_up(start: datetime, a: int, b: int) -> None:
    assert PLAIN.business_days(a + b, start) == PLAIN.business_days(
        b, PLAIN.business_days(a, start)
    )


@PATIENT
@given(CALENDARS, NEAR, st.integers(1, 40))
def test_a_term_is_what_counting_by_hand_gives(
    calendar: WorkingCalendar, day: date, n: int
) -> None:
    counted, left = day, n
    while left:
        counted += timedelta(days=1)
        left -= calendar.is_working_day(counted)
    assert local_day(calendar.business_days(n, datetime.combine(day, time(12), ALMATY))) == counted
    assert calendar.working_days_between(day, counted) == n


@PATIENT
@given(CALENDARS, NEAR, NEAR, NEAR)
def test_working_days_between_add_up(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    between = calendar.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)


@PATIENT
@given(INSTANTS, MINUTES, ORGANISATIONS)
def test_minutes_end_within_opening_hours(
    start: datetime, n: int, organisation: Organisation
) -> None:
    due = PLAIN.business_minutes(n, organisation, start).astimezone(ALMATY)
    spans = PLAIN.opening(due.date(), organisation)
    assert any(opens < due.time() <= closes for opens, closes in spans)


@PATIENT
@given(INSTANTS, MINUTES, MINUTES, ORGANISATIONS)
def test_minutes_add_up(start: datetime, a: int, b: int, organisation: Organisation) -> None:
    halfway = PLAIN.business_minutes(a, organisation, start)
    assert PLAIN.business_minutes(a + b, organisation, start) == PLAIN.business_minutes(
        b, organisation, halfway
    )


@PATIENT
@given(INSTANTS, INSTANTS, MINUTES, ORGANISATIONS)
def test_minutes_from_a_later_start_never_end_earlier(
    one: datetime, other: datetime, n: int, organisation: Organisation
) -> None:
    first, second = sorted((one, other))
    assert PLAIN.business_minutes(n, organisation, first) <= PLAIN.business_minutes(
        n, organisation, second
    )


@PATIENT
@given(INSTANTS, MINUTES, ORGANISATIONS)
def test_minutes_take_no_less_than_their_time_and_wait_for_the_opening(
    start: datetime, n: int, organisation: Organisation
) -> None:
    opens = PLAIN.next_opening(start, organisation)
    assert opens >= start
    assert PLAIN.business_minutes(n, organisation, start) == PLAIN.business_minutes(
        n, organisation, opens
    )
    assert PLAIN.business_minutes(n, organisation, start) - opens >= timedelta(minutes=n)


@PATIENT
@given(INSTANTS, ORGANISATIONS)
def test_the_next_opening_is_open_and_its_own_next(
    instant: datetime, organisation: Organisation
) -> None:
    opens = PLAIN.next_opening(instant, organisation)
    local = opens.astimezone(ALMATY)
    assert any(
        first <= local.time() < last for first, last in PLAIN.opening(local.date(), organisation)
    )
    assert PLAIN.next_opening(opens, organisation) == opens


@PATIENT
@given(DAYS)
def test_the_desk_is_open_whenever_the_provider_works(day: date) -> None:
    if PLAIN.is_working_day(day):
        assert PLAIN.is_working_day(day, Organisation.STATE_CORPORATION)


@PATIENT
@given(CALENDARS, NEAR)
def test_no_day_off_is_worked(calendar: WorkingCalendar, day: date) -> None:
    listed = {off.day for off in calendar.days_off(day.year)}
    assert not (calendar.is_working_day(day) and day in listed)
