"""A day is entered or taken back: what is open follows, with a record, and its history still holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from engine.calendar.in_force import Calendars
from engine.calendar.working import DayKind, Override, UnknownYear, WorkingCalendar
from engine.commands import calendar as commands
from engine.commands.calendar import (
    DayEntered,
    DayNotEntered,
    Followed,
    LegalReferenceMissing,
    override_day,
    refresh_calendar,
    remove_override,
    settle_calendar,
)
from engine.commands.events import escalate_overdue, fire_due_timers
from engine.commands.instances import Start, start_instance, terminate_instance
from engine.commands.life import suspend_instance
from engine.commands.timers import engine_chores, reading_chores
from engine.commands.user_tasks import complete_user_task
from engine.errors import HistoryBroken
from engine.replay.verify import frames_of, verify_instance
from engine.storage.calendar_queries import calendar_changes, entered_days
from engine.storage.queries import instance_row
from engine.storage.runtime import Runtime
from engine.storage.tables import INSTANCE, TASK, TIMER
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance, open_task, rows
from tests.engine.commands.hearing import HEARING

DAY = date(2016, 9, 8)
"""A Thursday inside the terms of the small case."""
OFF = Override(day=DAY, kind=DayKind.DAY_OFF, legal_ref="Қаулы № 1")
WORKED = Override(day=date(2016, 9, 10), kind=DayKind.WORKING, legal_ref="Қаулы № 2")
LATER = NOW + timedelta(minutes=1)


def due(days: int, *overrides: Override, since: datetime = NOW) -> datetime:
    return WorkingCalendar(overrides).business_days(days, since)


def enter(runtime: Runtime, override: Override = OFF, **options) -> Followed:
    return override_day(runtime, override, actor="nurlan", now=NOW, **options)


def frames(runtime: Runtime, instance_id: str) -> list:
    with runtime.database.snapshot() as connection:
        return list(frames_of(runtime, connection, instance_row(connection, instance_id)))


def holds(runtime: Runtime, instance_id: str) -> int:
    """How many events verify; raises where the history does not fit."""
    with runtime.database.snapshot() as connection:
        return verify_instance(runtime, connection, instance_id).events


def other_node(runtime: Runtime) -> Runtime:
    """The same database, seen by a node that has not noticed anything since it started."""
    return Runtime(
        database=runtime.database,
        vault=runtime.vault,
        handlers=runtime.handlers,
        calendars=Calendars(),
    )


@pytest.fixture
def decided(runtime, instance_id) -> str:
    """The small case at its second task, due 14 working days after acceptance; the case 15."""
    complete_user_task(
        runtime, open_task(runtime, instance_id).id, {"complete": True}, actor="bolat", now=NOW
    )
    return instance_id


@pytest.fixture
def heard(runtime) -> str:
    """A hearing that began an hour after the small case could have."""
    deploy(runtime, HEARING, file="hearing.bpmn")
    start = Start(key="hearing", variables={"late": False}, business_key="2016-000009")
    return start_instance(runtime, start, actor="bolat", now=NOW + timedelta(hours=1))


# --- entering and taking back


def test_a_day_that_is_entered_is_stored_with_who_and_when(runtime):
    enter(runtime)

    with runtime.database.snapshot() as connection:
        (row,) = entered_days(connection)
    assert tuple(row) == (DAY, "day-off", "Қаулы № 1", "nurlan", NOW)


def test_the_calendar_of_the_node_follows_at_once(runtime):
    before = runtime.calendar
    enter(runtime)

    assert before.is_working_day(DAY)
    assert not runtime.calendar.is_working_day(DAY)


def test_a_day_that_is_taken_back_is_a_day_like_any_other_again(runtime):
    version = runtime.calendar.version
    enter(runtime)
    remove_override(runtime, DAY, actor="nurlan", now=LATER)

    assert runtime.calendar.version == version


def test_what_was_taken_back_stays_on_record(runtime):
    enter(runtime)
    remove_override(runtime, DAY, actor="laura", now=LATER)

    with runtime.database.snapshot() as connection:
        removed, entered = calendar_changes(connection, limit=9)
    assert (entered.change, entered.actor, entered.at) == ("entered", "nurlan", NOW)
    assert (removed.change, removed.actor, removed.at) == ("removed", "laura", LATER)
    assert (removed.day, removed.kind, removed.legal_ref) == (DAY, "day-off", "Қаулы № 1")


@pytest.mark.parametrize("legal_ref", ["", " \t\n"])
def test_without_an_act_no_day_moves(runtime, legal_ref):
    with pytest.raises(LegalReferenceMissing, match="2016-09-08: name the act"):
        enter(runtime, Override(day=DAY, kind=DayKind.DAY_OFF, legal_ref=legal_ref))
    with runtime.database.snapshot() as connection:
        assert entered_days(connection) == []


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_that_the_calendar_does_not_cover_is_refused(runtime, year):
    with pytest.raises(UnknownYear):
        enter(runtime, Override(day=date(year, 5, 5), kind=DayKind.DAY_OFF, legal_ref="x"))


def test_a_day_is_entered_once(runtime):
    enter(runtime)

    with pytest.raises(DayEntered, match="2016-09-08 is entered already"):
        enter(runtime, Override(day=DAY, kind=DayKind.WORKING, legal_ref="Қаулы № 3"))
    with runtime.database.snapshot() as connection:
        assert [row.kind for row in entered_days(connection)] == ["day-off"]
        assert len(calendar_changes(connection, limit=9)) == 1


def test_what_was_not_entered_cannot_be_taken_back(runtime):
    with pytest.raises(DayNotEntered, match="2016-09-08 is not entered"):
        remove_override(runtime, DAY, actor="nurlan", now=NOW)


def test_the_reference_is_kept_in_one_line_and_one_form(runtime):
    enter(runtime, Override(day=DAY, kind=DayKind.DAY_OFF, legal_ref=" Қаулыи\u0306\n№ 1 "))

    with runtime.database.snapshot() as connection:
        assert entered_days(connection)[0].legal_ref == "Қаулый № 1"


# --- other nodes


def test_another_node_notices(runtime):
    other = other_node(runtime)
    enter(runtime)

    assert other.calendar.is_working_day(DAY)
    assert refresh_calendar(other)
    assert not other.calendar.is_working_day(DAY)


def test_where_nothing_was_entered_nothing_is_noticed(runtime):
    calendar = runtime.calendar

    assert not refresh_calendar(runtime)
    assert runtime.calendar is calendar


# --- terms that are open


def test_a_day_off_inside_a_term_moves_it(runtime, decided):
    followed = enter(runtime)

    assert open_task(runtime, decided).due_at == due(14, OFF) > due(14)
    assert instance(runtime, decided).due_at == due(15, OFF) > due(15)
    assert followed == Followed(instances=1, terms=2, done=True)


def test_a_saturday_that_is_worked_brings_a_term_forward(runtime, decided):
    enter(runtime, WORKED)

    assert open_task(runtime, decided).due_at == due(14, WORKED) < due(14)
    assert instance(runtime, decided).due_at == due(15, WORKED) < due(15)


def test_taking_the_day_back_moves_the_terms_back(runtime, decided):
    enter(runtime)
    remove_override(runtime, DAY, actor="nurlan", now=LATER)

    assert open_task(runtime, decided).due_at == due(14)
    assert instance(runtime, decided).due_at == due(15)


def test_minutes_are_counted_from_when_the_task_came(runtime):
    evening = datetime(2016, 9, 7, 12, 25, tzinfo=UTC)  # 18:25 in Almaty, five minutes to closing
    instance_id = start_instance(
        runtime, Start(key="case", variables={"specialist": "sara"}), actor="bolat", now=evening
    )
    override_day(runtime, OFF, actor="nurlan", now=evening + timedelta(minutes=1))

    expected = WorkingCalendar([OFF]).business_minutes(15, "provider", evening)
    assert open_task(runtime, instance_id).due_at == expected
    assert expected.date() == date(2016, 9, 9)


def test_terms_that_count_from_when_they_began_are_counted_from_there(runtime, heard):
    began = NOW + timedelta(hours=1)
    override_day(runtime, OFF, actor="nurlan", now=NOW + timedelta(days=1))

    assert open_task(runtime, heard).due_at == due(1, since=began)
    assert instance(runtime, heard).due_at == due(5, OFF, since=began)
    assert holds(runtime, heard) == 2


def test_a_timer_of_working_days_waits_longer(runtime, heard):
    override_day(runtime, OFF, actor="nurlan", now=NOW + timedelta(days=1))

    timers = {
        (row.element_id, row.state): row.due_at for row in rows(runtime, TIMER, heard, "waiting")
    }
    assert timers == {
        ("Heard", "waiting"): due(3, OFF, since=NOW),
        ("Fixed", "waiting"): NOW + timedelta(days=30, hours=1),
    }


def test_a_timer_that_was_moved_fires_at_its_new_time(runtime, heard):
    override_day(runtime, OFF, actor="nurlan", now=NOW + timedelta(days=1))

    assert fire_due_timers(runtime, now=due(3)) == 0
    assert fire_due_timers(runtime, now=due(3, OFF)) == 1
    assert instance(runtime, heard).outcome == "Silent"
    assert holds(runtime, heard) == 3


def test_a_timer_is_moved_as_often_as_the_calendar_changes(runtime, heard):
    override_day(runtime, OFF, actor="nurlan", now=NOW + timedelta(days=1))
    remove_override(runtime, DAY, actor="nurlan", now=NOW + timedelta(days=1, hours=1))

    (timer,) = (row for row in rows(runtime, TIMER, heard, "waiting") if row.element_id == "Heard")
    assert timer.due_at == due(3)
    assert holds(runtime, heard) == 3


def test_a_term_without_working_days_stays(runtime, decided):
    (before,) = rows(runtime, TIMER, decided, "waiting")
    enter(runtime)

    assert rows(runtime, TIMER, decided, "waiting") == [before]


def test_a_day_outside_every_term_moves_nothing(runtime, decided):
    followed = enter(
        runtime, Override(day=date(2016, 12, 5), kind=DayKind.DAY_OFF, legal_ref="Қаулы № 4")
    )

    assert followed == Followed(instances=0, terms=0, done=True)
    assert instance(runtime, decided).revision == 2


def test_a_case_that_has_ended_is_left_alone(runtime, decided):
    terminate_instance(runtime, decided, reason="test", actor="bolat", now=NOW)
    before = instance(runtime, decided)
    enter(runtime)

    assert instance(runtime, decided) == before


def test_a_suspended_case_follows_and_stays_suspended(runtime, heard):
    suspend_instance(runtime, heard, reason="a court looks at it", actor="head", now=NOW)
    enter(runtime)

    row = instance(runtime, heard)
    assert (row.status, row.ended_at, row.due_at) == ("suspended", None, due(5, OFF))
    assert holds(runtime, heard) == 3


def test_a_variable_that_is_gone_leaves_the_term_as_it_was(runtime, instance_id):
    """Nothing that was counted once is lost because it cannot be counted again."""
    complete_user_task(
        runtime,
        open_task(runtime, instance_id).id,
        {"complete": True, "accepted_at": None},
        actor="bolat",
        now=NOW,
    )
    enter(runtime)

    assert instance(runtime, instance_id).due_at == due(15)


# --- the record


def test_the_record_names_who_why_and_what(runtime, decided):
    enter(runtime)

    event, data = frames(runtime, decided)[-1].event, frames(runtime, decided)[-1].data
    assert (event.kind, event.actor, event.element_id) == ("terms_recomputed", "nurlan", "")
    assert data["input"]["data"]["reason"] == "08.09.2016: Қаулы № 1"
    assert data["input"]["data"]["calendar"] == runtime.calendar.version
    assert [
        (term["of"], term["element_id"], term["before"], term["due_at"])
        for term in data["input"]["data"]["terms"]
    ] == [
        ("case", "", "2016-09-27T12:30:00.000000Z", "2016-09-28T12:30:00.000000Z"),
        ("user-task", "Decide", "2016-09-26T12:30:00.000000Z", "2016-09-27T12:30:00.000000Z"),
    ]


def test_replay_follows_and_moves_no_token(runtime, decided):
    enter(runtime)

    before, after = frames(runtime, decided)[-2:]
    assert (before.standing.due_at, after.standing.due_at) == (due(15), due(15, OFF))
    assert (after.step.completions, after.step.flows, after.step.decisions) == ((), (), ())
    assert after.step.variables == before.step.variables


def test_the_history_verifies_and_the_case_goes_on(runtime, decided):
    enter(runtime)
    assert holds(runtime, decided) == 3
    complete_user_task(runtime, open_task(runtime, decided).id, {}, actor="sara", now=NOW)

    assert holds(runtime, decided) == 4
    assert instance(runtime, decided).due_at == due(15, OFF)


def test_replay_asks_no_calendar(runtime, decided):
    """Histories hold whatever is entered later."""
    enter(runtime)
    runtime.calendars.keep([WORKED])

    assert holds(runtime, decided) == 3


@pytest.mark.parametrize("table", [TASK, TIMER, INSTANCE], ids=lambda table: table.name)
def test_a_term_that_somebody_moved_by_hand_is_found(runtime, heard, table):
    enter(runtime)
    column = table.c.id if table is INSTANCE else table.c.instance_id
    change = update(table).where(column == heard).values(due_at=NOW + timedelta(days=90))
    with runtime.database.transaction() as connection:
        connection.execute(change)

    with pytest.raises(HistoryBroken, match="the stored term"):
        holds(runtime, heard)


# --- overdue


def test_a_term_that_moves_ahead_again_is_not_overdue_any_more(runtime, decided, told):
    late = due(15) + timedelta(minutes=1)
    assert escalate_overdue(runtime, now=late) == 2
    override_day(runtime, OFF, actor="nurlan", now=due(14, OFF) - timedelta(minutes=1))

    assert open_task(runtime, decided).overdue_at is None
    assert instance(runtime, decided).overdue_at is None
    assert escalate_overdue(runtime, now=due(15, OFF)) == 2
    assert holds(runtime, decided) == 7


def test_a_term_that_is_over_all_the_same_stays_overdue(runtime, decided):
    late = due(15) + timedelta(days=30)
    escalate_overdue(runtime, now=late)
    override_day(runtime, OFF, actor="nurlan", now=late)

    assert open_task(runtime, decided).overdue_at == late
    assert instance(runtime, decided).overdue_at == late


# --- cut short, and done again


def test_a_second_run_changes_nothing(runtime, decided):
    enter(runtime)
    before = instance(runtime, decided)

    assert settle_calendar(runtime, now=LATER) == 0
    assert instance(runtime, decided) == before


def test_what_was_cut_short_is_finished_later(runtime, monkeypatch):
    cases = sorted(begin(runtime, business_key=f"2016-00001{n}") for n in range(5))
    recompute, done = commands.recompute_terms, []

    def dying(*arguments, **options):
        if len(done) == 2:
            raise ConnectionError("the node dies here")
        done.append(recompute(*arguments, **options))
        return done[-1]

    with monkeypatch.context() as patched:
        patched.setattr(commands, "recompute_terms", dying)
        with pytest.raises(ConnectionError):
            enter(runtime)
    moved = [instance(runtime, case).due_at == due(15, OFF) for case in cases]
    assert moved == [True, True, False, False, False]

    assert settle_calendar(other_node(runtime), now=LATER) == 3
    assert {instance(runtime, case).due_at for case in cases} == {due(15, OFF)}
    assert [holds(runtime, case) for case in cases] == [2] * 5


def test_a_page_looks_at_so_many_and_leaves_the_rest(runtime, monkeypatch):
    monkeypatch.setattr(commands, "PAGE", 2)
    for number in range(5):
        begin(runtime, business_key=f"2016-00001{number}")
    seen: list[int] = []

    assert enter(runtime, limit=3, tell=seen.append) == Followed(instances=3, terms=3, done=False)
    assert seen == [2, 3]
    assert settle_calendar(runtime, now=LATER) == 2


def test_a_change_is_settled_once_every_node_has_noticed_it(runtime):
    enter(runtime)
    begin(other_node(runtime))  # counted by a node that has not noticed yet

    assert settle_calendar(runtime, now=LATER - timedelta(seconds=1)) == 0
    assert settle_calendar(runtime, now=LATER) == 1
    with runtime.database.snapshot() as connection:
        assert calendar_changes(connection, limit=1)[0].settled_at == LATER
    begin(other_node(runtime))
    assert settle_calendar(runtime, now=LATER + timedelta(hours=1)) == 0


def test_a_node_that_settles_goes_by_the_days_that_are_stored(runtime, decided):
    """Its own tick may not have noticed yet."""
    enter(runtime)
    remove_override(runtime, DAY, actor="nurlan", now=NOW)
    other = other_node(runtime)
    other.calendars.keep([OFF])

    assert settle_calendar(other, now=LATER) == 0
    assert instance(runtime, decided).due_at == due(15)


def test_nodes_that_settle_at_once_move_a_term_once(runtime):
    cases = [begin(runtime, business_key=f"2016-00001{number}") for number in range(6)]
    enter(runtime, limit=0)
    nodes = [other_node(runtime) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        moved = sum(pool.map(lambda node: settle_calendar(node, now=LATER), nodes))

    assert moved == 6
    assert [holds(runtime, case) for case in cases] == [2] * 6


def test_the_ticks_of_any_node_notice_and_finish(runtime, decided):
    enter(runtime, limit=0)
    other = other_node(runtime)
    for chore in engine_chores(other):
        chore(LATER)

    assert not other.calendar.is_working_day(DAY)
    assert instance(runtime, decided).due_at == due(15, OFF)


def test_a_node_that_shows_pages_alone_notices_too(runtime):
    other = other_node(runtime)
    enter(runtime)
    for chore in reading_chores(other):
        chore(LATER)

    assert not other.calendar.is_working_day(DAY)


def test_rows_that_do_not_fit_the_state_do_not_stop_the_others(runtime, heard, caplog):
    with runtime.database.transaction() as connection:
        connection.execute(update(TIMER).where(TIMER.c.instance_id == heard).values(token=99))
    other = begin(runtime)
    enter(runtime)

    assert instance(runtime, other).due_at == due(15, OFF)
    assert f"the terms of instance {heard} were left" in caplog.text


def test_one_broken_case_does_not_keep_the_others_from_their_terms(runtime, decided, caplog):
    broken = begin(runtime, business_key="2016-000002")
    with runtime.database.transaction() as connection:
        connection.execute(update(INSTANCE).where(INSTANCE.c.id == broken).values(state=b"x" * 90))
    enter(runtime)

    assert instance(runtime, decided).due_at == due(15, OFF)
    assert instance(runtime, broken).due_at == due(15)
    assert f"the terms of instance {broken} were left" in caplog.text


def test_many_days_add_up_whatever_the_order(runtime, decided):
    days = [
        Override(day=date(2016, 9, number), kind=DayKind.DAY_OFF, legal_ref=f"Қаулы № {number}")
        for number in (20, 6, 15)
    ]
    for override in days:
        enter(runtime, override)

    assert instance(runtime, decided).due_at == due(15, *days)
    with runtime.database.snapshot() as connection:
        assert connection.execute(select(INSTANCE.c.revision)).scalar_one() == 5
