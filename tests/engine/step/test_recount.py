"""A term counted anew: what it is counted from, and when it is left as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar.working import DayKind, Override, WorkingCalendar
from engine.errors import EngineError
from engine.expression import compile_expression
from engine.step.answers import Live
from engine.step.terms import MovedTerm, TermOf, counted_anew, counts_days, moved_terms
from tests.conftest import NOW

CALENDAR = WorkingCalendar()
OFF = WorkingCalendar([Override(day=date(2016, 9, 8), kind=DayKind.DAY_OFF, legal_ref="x")])
DAYS = st.integers(0, 5000)
INSTANTS = st.builds(lambda days, minutes: NOW + timedelta(days=days, minutes=minutes), DAYS, DAYS)


def recounted(source: str, calendar: WorkingCalendar = OFF, **scope) -> datetime | None:
    return counted_anew(compile_expression(source), scope, began=lambda: NOW, calendar=calendar)


def not_asked() -> datetime:
    raise AssertionError("the term does not count from when it began")


@given(days=st.integers(1, 40), began=INSTANTS)
def test_by_the_same_calendar_a_term_ends_as_it_did_when_it_was_first_counted(
    days: int, began: datetime
) -> None:
    expression = compile_expression(f"businessDays({days})")
    live = Live(now=began, calendar=CALENDAR)
    first = expression.evaluate({}, live.functions)

    assert counted_anew(expression, {}, began=lambda: began, calendar=CALENDAR) == first


@given(minutes=st.integers(1, 2000), began=INSTANTS)
def test_a_day_off_brings_no_term_forward(minutes: int, began: datetime) -> None:
    expression = compile_expression(f"businessMinutes({minutes}, 'provider')")
    before, after = (
        counted_anew(expression, {}, began=lambda: began, calendar=calendar)
        for calendar in (CALENDAR, OFF)
    )

    assert before is not None
    assert after is not None
    assert after >= before


def test_a_term_that_names_its_beginning_counts_from_there() -> None:
    due = counted_anew(
        compile_expression("businessDays(14, accepted_at)"),
        {"accepted_at": "2016-09-05T04:00:00Z"},
        began=not_asked,
        calendar=OFF,
    )

    assert due == OFF.business_days(14, NOW)


def test_the_clock_stands_at_the_beginning() -> None:
    assert recounted("businessDays(3, now())") == OFF.business_days(3, NOW)


@pytest.mark.parametrize(
    "source",
    ["'2016-09-09T04:00:00Z'", "duration('P3D')", "accepted_at", "now()"],
)
def test_what_asks_no_calendar_is_left(source: str) -> None:
    assert not counts_days(compile_expression(source))
    assert recounted(source, accepted_at="2016-09-09T04:00:00Z") is None


def test_a_branch_that_asks_no_calendar_is_left() -> None:
    source = "urgent ? duration('PT1H') : businessDays(3)"

    assert recounted(source, urgent=True) is None
    assert recounted(source, urgent=False) == OFF.business_days(3, NOW)


def test_a_span_is_laid_on_the_beginning() -> None:
    """As `engine.step.advance` does with the first count."""
    end = OFF.business_days(3, NOW)

    assert recounted("businessDays(3) - now()") == NOW + (end - NOW)


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        ("businessDays(3, accepted_at)", {}),
        ("businessDays(days)", {"days": "three"}),
        ("businessDays(3, accepted_at)", {"accepted_at": "yesterday"}),
        ("businessMinutes(15, 'post')", {}),
        ("businessDays(3, '2100-12-31T04:00:00Z')", {}),
        ("string(businessDays(3)) == 'x' ? 'a' : 'b'", {}),
    ],
)
def test_what_cannot_be_counted_any_more_is_left(source: str, scope: dict) -> None:
    assert recounted(source, **scope) is None


def test_a_beginning_that_cannot_be_found_leaves_the_term() -> None:
    class Unknown(EngineError):
        pass

    def began() -> datetime:
        raise Unknown("no replay")

    assert (
        counted_anew(compile_expression("businessDays(3)"), {}, began=began, calendar=OFF) is None
    )


def test_a_moved_term_is_read_back_as_it_was_written() -> None:
    term = MovedTerm(
        of=TermOf.TIMER,
        token=7,
        element_id="ObjectionTermEnded",
        before=NOW,
        due_at=NOW + timedelta(days=1, microseconds=1),
    )

    assert moved_terms({"terms": [term.as_data()]}) == (term,)
