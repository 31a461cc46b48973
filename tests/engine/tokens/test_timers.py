"""Timers: constants, expressions, cycles; fixed on arrival."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expression import Duration
from engine.tokens.execution import Execution, Model
from engine.tokens.triggers import Grid
from engine.tokens.workflow import MOST_TIMERS
from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    cycle,
    date,
    duration,
    end,
    flows,
    mapping,
    model,
    start,
    task,
    user,
)
from tests.engine.tokens.play import NOW, Play


def waiting_for(definition: str) -> bytes:
    return model(start(), catch("T", definition), end(), flows("S > T > E"))


@pytest.mark.parametrize(
    ("definition", "due"),
    [
        (duration("PT15M"), NOW + timedelta(minutes=15)),
        (duration("P1M"), datetime(2025, 4, 14, 4, 0, tzinfo=UTC)),
        (duration("P2W"), NOW + timedelta(days=14)),
        (duration("${duration(span)}"), NOW + timedelta(hours=3)),
        (duration("span"), NOW + timedelta(hours=3)),
        (duration("businessDays(3)"), NOW + timedelta(days=3)),
        (date("2025-04-01T09:00:00+05:00"), datetime(2025, 4, 1, 4, 0, tzinfo=UTC)),
        (date("businessDays(3)"), NOW + timedelta(days=3)),
        (date("${businessDays(2, until)}"), datetime(2025, 5, 3, 0, 0, tzinfo=UTC)),
        (date("until"), datetime(2025, 5, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_timer_is_due_when_its_text_says(definition: str, due: datetime) -> None:
    play = Play(waiting_for(definition), {"span": "PT3H", "until": "2025-05-01T00:00:00Z"})
    assert play.due("T") == due


def test_the_term_is_fixed_on_arrival() -> None:
    play = Play(waiting_for(duration("span")), {"span": "PT3H"})
    play.wait(hours=1).write(span="PT1M")
    assert play.due("T") == NOW + timedelta(hours=3)
    play.wait(hours=1).stands_at("T").wait(hours=1).ends_with("S", "T", "E")


@pytest.mark.parametrize(
    "definition",
    [
        duration("nothing"),
        duration("'soon'"),
        date("3"),
        duration("'2025-01-01T00:00:00Z'"),
        date("duration('PT1H')"),
    ],
)
def test_an_expression_that_gives_no_time_is_trouble(definition: str) -> None:
    play = Play(waiting_for(definition), {})
    assert [trouble.element_id for trouble in play.troubles] == ["T"]
    assert not play.waits


def test_a_time_beyond_the_calendar_is_trouble() -> None:
    long = duration("duration('P999999D') + duration('P999999D') + duration('P999999D')")
    assert [trouble.element_id for trouble in Play(waiting_for(long)).troubles] == ["T"]


def test_a_cycle_that_runs_beyond_the_calendar_is_trouble_after_it_has_fired() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("R", "A", cycle("R/9999-12-31T00:00:00Z/P1Y"), interrupting=False),
        task("N"),
        flows("S > A", "R > N"),
    )
    play = Play(xml)
    play.outside.now = play.explained.now = datetime(9999, 12, 31, 1, tzinfo=UTC)
    play.wait(hours=0)
    assert play.trace == ["S", "R", "N"]
    assert [trouble.element_id for trouble in play.troubles] == ["R"]


def test_a_boundary_timer_in_trouble_leaves_the_task_open_and_can_be_tried_again() -> None:
    xml = model(
        start(), user("A"), boundary("T", "A", duration("span")), end(), flows("S > A > E", "T > E")
    )
    play = Play(xml).stands_at("A")
    assert [trouble.element_id for trouble in play.troubles] == ["T"]
    play.write(span="PT1H").retry().stands_at("A", "T")
    assert not play.troubles
    Play(xml).answer("A").ends_with("S", "A", "E")


CYCLE = model(
    start(),
    user("A"),
    boundary("R", "A", cycle("R3/PT10M"), interrupting=False),
    task("N"),
    end(),
    flows("S > A > E", "R > N > E"),
)


def test_a_cycle_fires_as_often_as_it_says() -> None:
    play = Play(CYCLE)
    for times in (1, 2, 3):
        assert play.due("R") == NOW + timedelta(minutes=10 * times)
        play.wait(minutes=10)
        assert play.trace.count("N") == times
    play.stands_at("A").wait(days=1)
    assert play.trace.count("N") == 3


def test_what_was_missed_of_a_cycle_happens_once_and_then_at_its_own_times() -> None:
    play = Play(CYCLE).wait(minutes=25)
    assert play.trace.count("N") == 1
    assert play.due("R") == NOW + timedelta(minutes=30)
    play.wait(minutes=5)
    assert play.trace.count("N") == 2
    play.stands_at("A").wait(days=1)
    assert play.trace.count("N") == 2


def test_it_is_told_for_how_many_times_a_cycle_happened() -> None:
    play = Play(CYCLE).wait(minutes=25)
    assert [(each.element_id, each.times) for each in play.steady.made_up] == [("R", 2)]
    late = Play(CYCLE).wait(days=9)
    assert [each.times for each in late.steady.made_up] == [3]
    assert not Play(CYCLE).wait(minutes=10).steady.made_up


def test_a_document_of_the_first_lowering_makes_up_for_each_time() -> None:
    play = Play(CYCLE)
    old = re.sub(rb' [a-z0-9]+:lowering="2"', b"", play.document)
    assert old != play.document
    execution = Execution.start(Model.parse(old, "P"), play.outside, {})
    execution.run()
    play.outside.now += timedelta(minutes=25)
    execution.fire_timers()
    assert [done.element_id for done in execution.completions].count("N") == 2


def reminders(text: str) -> bytes:
    return model(
        start(),
        user("A"),
        boundary("R", "A", cycle(text), interrupting=False),
        task("N"),
        end(),
        flows("S > A > E", "R > N > E"),
    )


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("R/2016-09-01T10:30:00+06:00/P1D", ["2025-03-14T04:30:00Z", "2025-03-15T04:30:00Z"]),
        ("R/2016-01-01T00:00:00Z/PT1M", ["2025-03-14T04:00:00Z", "2025-03-14T04:01:00Z"]),
        ("R/2024-08-31T09:00:00+05:00/P1M", ["2025-03-31T04:00:00Z", "2025-04-30T04:00:00Z"]),
        (
            "R/2024-02-29T09:00:00+06:00/P1Y",
            ["2026-02-28T04:00:00Z", "2027-02-28T04:00:00Z", "2028-02-29T04:00:00Z"],
        ),
        ("R10/2025-03-06T00:00:00Z/P1D", ["2025-03-15T00:00:00Z", None]),
        ("R3/2016-01-01/P1D", [None]),
    ],
)
def test_a_cycle_begins_with_its_first_time_that_is_not_before_it_is_met(
    text: str, dues: list[str | None]
) -> None:
    play = Play(reminders(text))
    for number, due in enumerate(dues):
        assert play.trace.count("N") == number
        if due is None:
            play.stands_at("A").wait(days=400)
            assert play.trace.count("N") == number
        else:
            at = datetime.fromisoformat(due)
            assert play.due("R") == at
            play.wait(seconds=(at - play.outside.now).total_seconds())


MONTHS = st.integers(0, 14)
SPANS = st.integers(0, 90 * 86_400)


@settings(deadline=None)
@given(st.datetimes(datetime(2016, 1, 1), datetime(2017, 1, 1)), MONTHS, SPANS, SPANS)  # noqa: DTZ001 (a zone is given below)
def test_occurrence_n_is_the_start_and_n_periods(
    start: datetime, months: int, seconds: int, later: int
) -> None:
    period = Duration(months=months, span=timedelta(seconds=max(seconds, 3600 * (not months))))
    grid = Grid(start=start.replace(tzinfo=UTC), period=period, last=None)
    now = grid.start + timedelta(seconds=later)
    found = grid.first(1, lambda at: at > now)
    every = [grid.at(nth) for nth in range(1, (found or 0) + 1)]
    assert every[-1] > now
    assert all(at <= now for at in every[:-1])
    assert grid.at(found or 0) == period.after(grid.start, found or 0)


def test_one_command_fires_no_more_than_its_share_of_timers() -> None:
    waits = [f"T{number}" for number in range(MOST_TIMERS + 5)]
    xml = model(
        start(),
        both("F"),
        *(catch(name, duration("PT1H")) for name in waits),
        end(),
        flows("S > F", *(f"F > {name} > E" for name in waits)),
    )
    play = Play(xml).wait(hours=1)
    play.stands_at(*waits[MOST_TIMERS:])
    play.wait(hours=0)
    assert play.steady.finished


def test_a_cycle_without_number_goes_on() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("R", "A", cycle("R/P1M"), interrupting=False),
        task("N"),
        end(),
        flows("S > A > E", "R > N > E"),
    )
    play = Play(xml)
    for _ in range(7):
        play.wait(days=31)
    assert play.trace.count("N") == 7


def test_a_cycle_may_begin_at_an_instant_and_once_is_once() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("R", "A", cycle("R1/2025-03-15T00:00:00Z/PT1H"), interrupting=False),
        end(),
        flows("S > A > E", "R > E"),
    )
    play = Play(xml)
    assert play.due("R") == datetime(2025, 3, 15, tzinfo=UTC)
    play.wait(days=1).stands_at("A")


def test_timers_fire_in_order_of_time_each_with_what_follows_from_it() -> None:
    xml = model(
        start(),
        both("F"),
        catch("T", duration("PT2H")),
        catch("V", duration("PT1H")),
        task("A"),
        task("B"),
        end(),
        flows("S > F > T > A > E", "F > V > B > E"),
    )
    Play(xml).wait(days=1).ends_with("S", "F", "V", "B", "E", "T", "A", "E")


def test_a_timer_that_is_not_due_does_not_fire() -> None:
    Play(waiting_for(duration("PT1H"))).wait(minutes=59, seconds=59).stands_at("T")


def test_the_number_of_a_recorded_call_is_one_for_each_arrival() -> None:
    play = Play(waiting_for(date("businessDays(3)")))
    calls: list[int] = []
    for outside in (play.outside, play.explained):
        outside.functions = {**outside.functions, "businessDays": lambda days: calls.append(days)}
    play.wait(days=1).stands_at("T")
    assert not calls


INPUTS = mapping("in span = 'PT1H'")


@pytest.mark.parametrize("outer", [{}, {"span": "soon"}])
def test_a_boundary_timer_without_a_term_says_where_it_looked(outer: dict[str, str]) -> None:
    xml = model(
        start(),
        user("A", INPUTS),
        boundary("T", "A", duration("${span}")),
        end(),
        flows("S > A > E", "T > E"),
    )
    [trouble] = Play(xml, outer).stands_at("A").troubles
    assert trouble.element_id == "T"
    assert trouble.message.endswith("looked for around A, not among what A has within")
