"""The film of a case: what an auditor sees after each of its eight events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from audit.changes import Change, ChangeKind
from audit.film import Mark
from audit.films import film_of
from audit.proof import prove_case
from engine.calendar.working import DayKind, Override
from engine.commands.incidents import resolve_incident
from engine.commands.instances import terminate_instance
from engine.commands.terms import recompute_terms
from engine.commands.user_tasks import assign_user_task, claim_user_task, release_user_task
from engine.errors import BpmnError, UnknownInstance
from engine.history.events import EventKind
from engine.step.states import InstanceStatus
from engine.storage.tables import EVENT, INCIDENT, PAYLOAD, TASK
from tests.audit.living import MINUTE, WORKER, check, decide, look
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, open_task, rows
from tests.engine.commands.conftest import instance as row_of


def film(runtime, instance):
    with runtime.database.snapshot() as connection:
        return film_of(runtime, connection, instance)


def prove(runtime, instance):
    with runtime.database.snapshot() as connection:
        return prove_case(runtime, connection, instance)


@pytest.fixture
def shown(runtime, lived):
    return film(runtime, lived)


def test_every_event_is_a_step(shown):
    assert [step.seq for step in shown.steps] == list(range(1, 9))
    assert (shown.key, shown.version, shown.rules, shown.revision) == ("case", 1, "2016", 8)
    assert shown.broken is None


def test_the_bar_marks_what_kind_of_event_it_was(shown):
    assert [step.mark for step in shown.steps] == [
        Mark.PERSON,
        Mark.PERSON,
        Mark.TERM,
        Mark.PERSON,
        Mark.PERSON,
        Mark.MACHINE,
        Mark.MACHINE,
        Mark.END,
    ]


def test_one_can_go_to_the_next_person(shown):
    assert shown.persons == (1, 5, 8)
    assert [shown.next_person(seq) for seq in (0, 1, 4, 5, 8)] == [1, 5, 5, 8, None]


def test_a_step_is_found_by_its_number(shown):
    assert shown.step(4).element_id == "Check"
    assert (shown.step(0), shown.step(9), shown.step(-1)) == (None, None, None)


def test_the_hash_of_the_last_step_is_the_head(runtime, lived, shown):
    events = rows_of(runtime, lived)

    assert [step.hash for step in shown.steps] == [event.hash.hex() for event in events]
    assert shown.head == shown.steps[-1].hash


def rows_of(runtime, instance):
    with runtime.database.snapshot() as connection:
        query = EVENT.select().where(EVENT.c.instance_id == instance).order_by(EVENT.c.seq)
        return list(connection.execute(query))


def test_tokens_path_and_visits_are_shown(shown):
    step = shown.steps[3]

    assert step.path == ("Check", "Fine")
    assert step.flows == ("Check_Fine", "Fine_Decide")
    assert step.marks.active == {"Decide"}
    assert step.marks.taken == {"Begin_Advise", "Advise_Check", "Check_Fine", "Fine_Decide"}
    assert step.marks.done == {"Begin": 1, "Advise": 1, "Check": 1, "Fine": 1}


def test_earlier_steps_keep_their_own_picture(shown):
    assert shown.steps[0].marks.done == {"Begin": 1, "Advise": 1}
    assert shown.steps[1].marks == shown.steps[0].marks


def test_variables_tell_what_changed(shown):
    assert shown.steps[3].changes == (
        Change(name="complete", kind=ChangeKind.ADDED, after=True),
        Change(name="remark", kind=ChangeKind.ADDED, after="=1+1"),
    )
    assert shown.steps[1].changes == ()
    assert shown.steps[1].variables == shown.steps[0].variables


def test_a_gateway_shows_every_condition_with_values_result_and_reason(shown):
    choice = shown.steps[3].choices[0]
    yes, no = choice.branches

    assert (choice.element_id, choice.taken) == ("Fine", ("Fine_Decide",))
    assert (yes.condition, yes.reads, yes.result) == ("${complete}", (("complete", True),), True)
    assert (no.target, no.default, no.result, no.taken) == ("Refused", True, None, False)
    assert "complete = true" in choice.why[0].text("kk")


def test_a_default_flow_says_that_no_condition_was_true(runtime, instance_id):
    check(runtime, instance_id, complete=False)
    choice = film(runtime, instance_id).steps[-1].choices[0]

    assert choice.taken == ("Fine_Refused",)
    assert [branch.result for branch in choice.branches] == [False, None]
    assert "default" in choice.why[0].text("en")


def test_a_form_is_the_one_of_the_version_with_what_was_seen_and_answered(shown):
    form = shown.steps[3].form

    assert (form.key, form.version, form.text) == ("check", 1, '{"check": 1}')
    assert form.scope == shown.steps[2].variables
    assert form.answers == {"complete": True, "remark": "=1+1"}


def test_a_form_that_was_only_opened_has_no_answers(shown):
    assert shown.steps[1].form.answers == {}
    assert shown.steps[6].form is None


def test_the_answer_of_a_pure_worker_is_shown_where_it_was_given(shown):
    result = shown.steps[0].results[0]

    assert (result.type, result.element_id, result.inline) == ("advise", "Advise", True)
    assert result.variables == {"missing": []}


def test_attempts_and_answers_of_a_queued_worker_are_shown(shown):
    failed, done = shown.steps[5].results[0], shown.steps[6].results[0]

    assert (failed.type, failed.message, failed.variables) == ("look", "no answer", {})
    assert (done.type, done.variables, done.inline) == ("look", {"found": True}, False)
    assert shown.steps[6].actor == WORKER


def test_an_error_of_a_pure_worker_is_shown(runtime, handlers):
    handlers.answers["advise"] = BpmnError("NO_ADVICE", "nobody knows")
    result = film(runtime, begin(runtime)).steps[0].results[0]

    assert (result.error, result.message) == ("NO_ADVICE", "nobody knows")


def test_what_the_calendar_said_is_shown(shown):
    assert [(one.call, one.value) for one in shown.steps[0].calendar] == [
        ("businessMinutes", "2016-09-05T04:15:00.000000Z"),
        ("businessDays", "2016-09-27T12:30:00.000000Z"),
    ]


def test_waiting_time_is_held_against_the_term(shown):
    late, kept = shown.steps[3].waited, shown.steps[4].waited

    assert (late.waited, late.kept) == (21 * MINUTE, False)
    assert (kept.waited, kept.kept) == (9 * MINUTE, True)
    assert shown.steps[7].waited.kept is None  # a message has no term


def test_an_overdue_task_is_marked_from_then_on_until_it_is_done(shown):
    assert [step.marks.overdue for step in shown.steps[1:4]] == [set(), {"Check"}, set()]


def test_the_term_of_the_case_is_shown(shown):
    assert {step.due_at.isoformat() for step in shown.steps} == {"2016-09-27T12:30:00+00:00"}
    assert not any(step.case_late for step in shown.steps)


def test_terms_that_were_counted_anew_are_followed(runtime, instance_id):
    """A day within the terms is taken off: all is due later, and has waited since it was opened."""
    check(runtime, instance_id)
    holiday = Override(day=date(2016, 9, 6), kind=DayKind.DAY_OFF, legal_ref="order 1")
    runtime.calendars.keep([holiday])
    now = NOW + 2 * MINUTE
    moved = recompute_terms(runtime, instance_id, reason="order 1", actor="nurlan", now=now)
    before, after = film(runtime, instance_id).steps[-2:]

    assert moved == 2
    assert (after.kind, after.moved, after.mark) == (EventKind.TERMS_RECOMPUTED, False, Mark.PERSON)
    assert (after.due_at, after.work[0].due_at) == row_due(runtime, instance_id)
    assert after.due_at > before.due_at
    assert after.work[0].opened_at == before.work[0].opened_at
    assert after.marks == before.marks
    assert prove(runtime, instance_id).holds


def row_due(runtime, instance):
    return row_of(runtime, instance).due_at, open_task(runtime, instance).due_at


def test_open_work_names_who_holds_it(shown):
    assert [step.work[0].assignee for step in shown.steps[:2]] == [None, "bolat"]
    assert {work.element_id: work.kind for work in shown.steps[3].work} == {
        "Decide": "user-task",
        "TooLong": "timer",
    }
    assert shown.steps[3].work[0].assignee == "sara"


def test_who_holds_a_task_is_followed(runtime, instance_id):
    task = open_task(runtime, instance_id).id
    claim_user_task(runtime, task, actor="bolat", now=NOW)
    release_user_task(runtime, task, actor="bolat", now=NOW)
    assign_user_task(runtime, task, "aliya", actor="head", now=NOW)

    held = [step.work[0].assignee for step in film(runtime, instance_id).steps]
    assert held == [None, "bolat", None, "aliya"]
    assert film(runtime, instance_id).steps[-1].note == {"assignee": "aliya", "before": None}


@pytest.fixture
def stuck(runtime, instance_id):
    """A job that has spent its attempts, resolved and failed again."""
    check(runtime, instance_id)
    decide(runtime, instance_id)
    for minute in (3, 10):
        look(runtime, NOW + minute * MINUTE, fails=True)
    incident = rows(runtime, INCIDENT, instance_id)[0]
    resolve_incident(runtime, incident.id, reason="mended", actor="nurlan", now=NOW + 20 * MINUTE)
    return instance_id


def test_an_incident_is_marked_until_it_is_resolved(runtime, stuck):
    steps = film(runtime, stuck).steps

    assert [step.marks.troubled for step in steps[-3:]] == [set(), {"Look"}, set()]
    assert steps[-2].mark is Mark.TROUBLE
    assert steps[-2].troubles == ("no answer",)
    assert steps[-1].note["reason"] == "mended"


def test_one_can_go_to_the_next_incident(runtime, stuck):
    shown = film(runtime, stuck)

    assert shown.incidents == (5,)
    assert (shown.next_incident(1), shown.next_incident(5)) == (5, None)


def test_a_token_without_a_way_is_an_incident(runtime, instance_id):
    check(runtime, instance_id, complete="perhaps")
    last = film(runtime, instance_id).steps[-1]

    assert last.mark is Mark.TROUBLE
    assert last.marks.troubled == {"Fine"}
    assert last.marks.active == frozenset()


def test_a_terminated_case_shows_why_and_what_was_left(runtime, instance_id):
    terminate_instance(runtime, instance_id, reason="twice", actor="head", now=NOW + MINUTE)
    last = film(runtime, instance_id).steps[-1]

    assert (last.kind, last.mark) == (EventKind.INSTANCE_TERMINATED, Mark.END)
    assert (last.status, last.note) == (InstanceStatus.TERMINATED, {"reason": "twice"})
    assert [work.element_id for work in last.undone] == ["Check"]
    assert last.work == ()


def test_what_tables_of_state_say_does_not_matter(runtime, lived, shown):
    with runtime.database.transaction() as connection:
        connection.execute(update(TASK).values(assignee="somebody", due_at=NOW - timedelta(days=9)))
        connection.execute(delete(INCIDENT))

    assert film(runtime, lived) == shown


def test_a_history_that_breaks_shows_the_steps_before(runtime, lived):
    with runtime.database.transaction() as connection:
        where = (EVENT.c.instance_id == lived) & (EVENT.c.seq == 5)
        connection.execute(update(EVENT).where(where).values(actor="somebody"))
    shown = film(runtime, lived)

    assert len(shown.steps) == 4
    assert shown.broken.seq == 5
    assert "does not follow" in shown.broken.reason


def test_a_history_that_is_cut_off_is_a_break(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(delete(EVENT).where(EVENT.c.instance_id == lived, EVENT.c.seq == 8))
    shown = film(runtime, lived)

    assert (len(shown.steps), shown.broken.seq) == (7, 8)


def test_a_payload_that_does_not_open_is_a_break(runtime, lived):
    with runtime.database.transaction() as connection:
        where = (PAYLOAD.c.instance_id == lived) & (PAYLOAD.c.seq == 3)
        connection.execute(update(PAYLOAD).where(where).values(sealed=b"x" * 80))

    assert film(runtime, lived).broken.seq == 3


def test_a_case_that_is_not_there_is_named(runtime):
    with runtime.database.snapshot() as connection, pytest.raises(UnknownInstance):
        film_of(runtime, connection, "0" * 32)
