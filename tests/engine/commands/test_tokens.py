"""Tokens that a person moves, and instances that are reopened: rows, history, terms, and a replay that agrees."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from engine.commands.events import correlate_message, escalate_overdue, fire_due_timers
from engine.commands.jobs import activate_jobs, complete_job, fail_job
from engine.commands.reasons import ReasonMissing
from engine.commands.revision_check import InstanceMovedOn
from engine.commands.terms import recompute_terms
from engine.commands.tokens import InstanceNotEnded, move_token, reopen_instance
from engine.commands.user_tasks import complete_user_task
from engine.errors import (
    HistoryBroken,
    InstanceNotActive,
    LeaseLost,
    UnknownInstance,
    UserTaskClosed,
)
from engine.history.events import EventKind
from engine.storage.tables import INCIDENT, INSTANCE, JOB, SUBSCRIPTION, TASK, TIMER
from engine.tokens.execution import CannotPlace
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance, open_job, open_task, rows
from tests.engine.commands.models import flow, model
from tests.engine.commands.test_events import MONTH, decide, wait_for_message
from tests.engine.commands.test_life import (
    correct,
    frames,
    holds,
    overwrite,
    queued,
    resume,
    suspend,
    terminate,
)

LATER = NOW + timedelta(hours=2)


def put(runtime, instance_id: str, place: int | str, target: str, now=NOW, **more) -> None:
    move_token(
        runtime,
        instance_id,
        place,
        target,
        reason="handed to the wrong desk",
        actor="admin",
        now=now,
        **more,
    )


def reopen(runtime, instance_id: str, target: str, now=NOW, **more) -> None:
    reopen_instance(
        runtime,
        instance_id,
        target,
        reason="the court has ordered it",
        actor="admin",
        now=now,
        **more,
    )


def refuse(runtime, instance_id: str) -> None:
    """Bring an instance to its end."""
    task = open_task(runtime, instance_id)
    complete_user_task(runtime, task.id, {"complete": False}, actor="bolat", now=NOW)


def test_a_move_stands_in_the_history_with_actor_and_reason(runtime, instance_id):
    put(runtime, instance_id, "Check", "Decide")

    last = frames(runtime, instance_id)[-1]
    assert (last.event.kind, last.event.actor) == (EventKind.TOKEN_MOVED, "admin")
    assert last.event.element_id == "Check"
    assert last.data["input"]["data"] == {
        "to": "Decide",
        "reason": "handed to the wrong desk",
        "moves": True,
    }
    assert holds(runtime, instance_id) == 2


def test_the_task_that_is_left_is_canceled_by_who_moved_it(runtime, instance_id):
    put(runtime, instance_id, "Check", "Decide")

    left, come = rows(runtime, TASK, instance_id)
    assert (left.state, left.closed_by, left.assignee) == ("canceled", "admin", None)
    assert (come.element_id, come.state, come.assignee) == ("Decide", "assigned", "sara")
    with pytest.raises(UserTaskClosed):
        complete_user_task(runtime, left.id, {}, actor="bolat", now=NOW)


def test_the_timer_goes_with_the_task(runtime, instance_id):
    decide(runtime, instance_id)
    put(runtime, instance_id, "Decide", "Check")

    assert [row.state for row in rows(runtime, TIMER, instance_id)] == ["canceled"]
    assert fire_due_timers(runtime, now=NOW + MONTH) == 0
    assert holds(runtime, instance_id) == 3


def test_the_job_that_is_left_is_canceled_and_its_worker_told(runtime, instance_id):
    queued(runtime, instance_id)
    (job,) = activate_jobs(
        runtime, ["look"], worker_id="w", limit=9, lease=timedelta(minutes=1), now=NOW
    )
    put(runtime, instance_id, "Look", "Decide")

    assert [row.state for row in rows(runtime, JOB, instance_id)] == ["canceled"]
    with pytest.raises(LeaseLost):
        complete_job(runtime, job.id, {}, fence=job.fence, worker_id="w", now=NOW)
    assert holds(runtime, instance_id) == 4


def test_the_incident_of_a_job_is_closed_with_it(runtime, instance_id):
    queued(runtime, instance_id)
    fail = partial(fail_job, runtime, reason="no answer", worker_id="w")
    for _ in range(2):
        job = open_job(runtime, instance_id)
        fail(job.id, fence=job.fence, now=NOW)
    put(runtime, instance_id, "Look", "Came")

    (incident,) = rows(runtime, INCIDENT, instance_id)
    assert (incident.resolved_by, incident.reason) == ("admin", "the token has moved on")
    assert holds(runtime, instance_id) == 6


def test_the_message_is_not_awaited_any_more(runtime, instance_id):
    wait_for_message(runtime, instance_id)
    put(runtime, instance_id, "Came", "Check")

    assert [row.state for row in rows(runtime, SUBSCRIPTION, instance_id)] == ["canceled"]
    assert open_task(runtime, instance_id).element_id == "Check"


def test_before_an_automatic_step_it_is_done_at_once(runtime, instance_id, handlers):
    put(runtime, instance_id, "Check", "Advise")

    assert [job.type for job in handlers.seen] == ["advise", "advise"]
    recorded = frames(runtime, instance_id)[-1].data["recorded"]
    assert [item.get("job") or item.get("call") for item in recorded] == [
        "advise",
        "businessMinutes",
    ]
    assert holds(runtime, instance_id) == 2


def test_a_handler_that_fails_leaves_its_job_to_the_queue(runtime, instance_id, handlers):
    handlers.answers["advise"] = RuntimeError("away")
    put(runtime, instance_id, "Check", "Advise")

    assert open_job(runtime, instance_id).error == "RuntimeError: away"
    assert holds(runtime, instance_id) == 2


def test_a_term_begins_when_the_token_comes(runtime, instance_id):
    before = open_task(runtime, instance_id).due_at
    put(runtime, instance_id, "Check", "Check", now=LATER)

    assert open_task(runtime, instance_id).due_at == before + timedelta(hours=2)
    assert holds(runtime, instance_id) == 2


def test_terms_of_moved_tokens_follow_the_calendar(runtime, instance_id):
    put(runtime, instance_id, "Check", "Decide", now=LATER)
    correct(runtime, instance_id, accepted_at="2016-09-06T04:00:00Z")

    moved = recompute_terms(runtime, instance_id, reason="corrected", actor="admin", now=LATER)
    assert moved == 2, "that of the task, and that of the case"
    assert holds(runtime, instance_id) == 4


def test_a_token_in_trouble_leaves_its_incident_behind(runtime, instance_id):
    correct(runtime, instance_id, complete="maybe")
    task = open_task(runtime, instance_id)
    complete_user_task(runtime, task.id, {}, actor="bolat", now=NOW)
    put(runtime, instance_id, "Fine", "Decide")

    assert open_task(runtime, instance_id).element_id == "Decide"
    assert [row.resolved_by for row in rows(runtime, INCIDENT, instance_id)] == ["admin"]
    assert holds(runtime, instance_id) == 4


def test_what_ends_by_it_has_ended(runtime, instance_id):
    put(runtime, instance_id, "Check", "Issued")

    row = instance(runtime, instance_id)
    assert (row.status, row.outcome, row.ended_at) == ("completed", "Issued", NOW)
    assert holds(runtime, instance_id) == 2


def test_in_a_suspended_instance_the_token_waits_before_its_element(runtime, instance_id, handlers):
    suspend(runtime, instance_id)
    put(runtime, instance_id, "Check", "Advise")
    assert len(handlers.seen) == 1
    assert (instance(runtime, instance_id).status, holds(runtime, instance_id)) == ("suspended", 3)

    resume(runtime, instance_id)
    assert len(handlers.seen) == 2
    assert open_task(runtime, instance_id).element_id == "Check"
    assert holds(runtime, instance_id) == 4


def test_there_it_can_be_moved_again(runtime, instance_id):
    suspend(runtime, instance_id)
    put(runtime, instance_id, "Check", "Advise")
    put(runtime, instance_id, "Advise", "Decide")
    resume(runtime, instance_id)

    assert open_task(runtime, instance_id).element_id == "Decide"
    assert holds(runtime, instance_id) == 5


def test_where_it_cannot_go_nothing_is_done(runtime, instance_id):
    with pytest.raises(CannotPlace, match="TooLong: a token gets there only by what it waits for"):
        put(runtime, instance_id, "Check", "TooLong")
    with pytest.raises(CannotPlace, match="Decide: no token stands there"):
        put(runtime, instance_id, "Decide", "Check")
    assert holds(runtime, instance_id) == 1


def test_an_instance_that_has_ended_is_not_moved_in(runtime, instance_id):
    terminate(runtime, instance_id)

    with pytest.raises(InstanceNotActive):
        put(runtime, instance_id, "Check", "Decide")


def test_an_unknown_instance_is_named(runtime):
    with pytest.raises(UnknownInstance):
        put(runtime, "0" * 32, "Check", "Decide")
    with pytest.raises(UnknownInstance):
        reopen(runtime, "0" * 32, "Check")


def test_a_reason_must_say_something(runtime, instance_id):
    more = {"reason": " ", "actor": "admin", "now": NOW}
    with pytest.raises(ReasonMissing):
        move_token(runtime, instance_id, "Check", "Decide", **more)
    with pytest.raises(ReasonMissing):
        reopen_instance(runtime, instance_id, "Check", **more)


def test_who_saw_an_older_instance_decides_anew(runtime, instance_id):
    suspend(runtime, instance_id)
    with pytest.raises(InstanceMovedOn, match="is at revision 2, you saw 1"):
        put(runtime, instance_id, "Check", "Decide", seen=1)

    put(runtime, instance_id, "Check", "Decide", seen=2)
    assert holds(runtime, instance_id) == 3


FORK = model(
    "fork",
    '<startEvent id="Begin"/><parallelGateway id="Split"/><userTask id="Check" camunda:formKey="check"/>'
    '<userTask id="Other" camunda:formKey="other"/><parallelGateway id="Join"/><endEvent id="Done"/>',
    flow("Begin", "Split"),
    flow("Split", "Check"),
    flow("Split", "Other"),
    flow("Check", "Join"),
    flow("Other", "Join"),
    flow("Join", "Done"),
    lanes={"Desk": "Begin Split Check Other Join Done"},
)


def test_nothing_open_is_an_incident_that_names_where_tokens_stand(runtime):
    deploy(runtime, FORK, file="fork.bpmn")
    instance_id = begin(runtime, key="fork")
    put(runtime, instance_id, "Check", "Done")
    answer = partial(complete_user_task, runtime, variables={}, actor="bolat", now=NOW)
    answer(open_task(runtime, instance_id).id)

    (incident,) = rows(runtime, INCIDENT, instance_id)
    assert incident.message == "nothing is open and nothing is awaited; tokens stand at Join", (
        incident
    )
    put(runtime, instance_id, "Join", "Done")
    assert rows(runtime, INCIDENT, instance_id)[0].resolved_by == "admin"
    assert instance(runtime, instance_id).status == "completed"
    assert holds(runtime, instance_id) == 4


def test_it_is_told_once_and_closed_when_something_can_move(runtime):
    deploy(runtime, FORK, file="fork.bpmn")
    instance_id = begin(runtime, key="fork")
    put(runtime, instance_id, "Check", "Done")
    task = open_task(runtime, instance_id)
    complete_user_task(runtime, task.id, {}, actor="bolat", now=NOW)
    correct(runtime, instance_id, note="looked at")
    assert len(rows(runtime, INCIDENT, instance_id)) == 1

    put(runtime, instance_id, "Join", "Other")
    (incident,) = rows(runtime, INCIDENT, instance_id)
    assert incident.reason == "something can move again"
    assert holds(runtime, instance_id) == 5


# Reopened.


@pytest.fixture(params=[refuse, terminate], ids=["completed", "terminated"])
def ended(runtime, instance_id, request) -> str:
    request.param(runtime, instance_id)
    return instance_id


def test_reopening_stands_in_the_history_with_actor_and_reason(runtime, ended):
    reopen(runtime, ended, "Decide")

    last = frames(runtime, ended)[-1]
    assert (last.event.kind, last.event.actor) == (EventKind.INSTANCE_REOPENED, "admin")
    assert last.data["input"]["data"] == {"to": "Decide", "reason": "the court has ordered it"}
    assert [frame.status for frame in frames(runtime, ended)][-1] == "active"
    assert holds(runtime, ended) == 3


def test_it_is_active_again_without_end_or_outcome(runtime, ended):
    reopen(runtime, ended, "Decide")

    row = instance(runtime, ended)
    assert (row.status, row.outcome, row.ended_at) == ("active", None, None)
    assert open_task(runtime, ended).assignee == "sara"


def test_the_variables_are_those_of_the_end(runtime, ended):
    before = frames(runtime, ended)[-1].step.variables
    reopen(runtime, ended, "Decide")

    assert frames(runtime, ended)[-1].step.variables == before


def test_it_goes_on_to_another_end(runtime, ended):
    reopen(runtime, ended, "Check")
    decide(runtime, ended)
    fire_due_timers(runtime, now=NOW + MONTH)

    assert instance(runtime, ended).outcome == "Late"
    assert holds(runtime, ended) == 5


def test_it_may_end_and_be_reopened_again(runtime, ended):
    for _ in range(2):
        reopen(runtime, ended, "Check")
        terminate(runtime, ended)

    assert holds(runtime, ended) == 6


def test_the_term_of_the_case_is_counted_anew(runtime, ended):
    before = instance(runtime, ended).due_at
    reopen(runtime, ended, "Decide", now=LATER)

    recorded = frames(runtime, ended)[-1].data["recorded"]
    assert [item["call"] for item in recorded] == ["businessDays", "businessDays"]
    assert instance(runtime, ended).due_at == before, "counted from accepted_at, which stands"
    assert holds(runtime, ended) == 3


def test_a_term_that_has_passed_is_told_of_the_reopened_case(runtime, ended, told):
    reopen(runtime, ended, "Decide", now=NOW + MONTH)
    escalate_overdue(runtime, now=NOW + MONTH)

    assert "" in {overdue.element_id for overdue in told.overdue}
    assert holds(runtime, ended) == 3 + len(told.overdue)


def test_a_term_that_was_told_is_told_again_only_when_the_new_one_passes(
    runtime, instance_id, told
):
    escalate_overdue(runtime, now=NOW + MONTH)
    terminate(runtime, instance_id)
    told.overdue.clear()
    reopen(runtime, instance_id, "Look", now=NOW + MONTH)

    assert escalate_overdue(runtime, now=NOW + MONTH) == 0
    assert instance(runtime, instance_id).overdue_at is not None


def test_its_terms_follow_the_calendar_again(runtime, ended):
    reopen(runtime, ended, "Decide")
    with runtime.database.transaction() as connection:
        connection.execute(INSTANCE.update().values(overdue_at=None))
    moved = recompute_terms(runtime, ended, reason="nothing moved", actor="admin", now=NOW)

    assert (moved, holds(runtime, ended)) == (0, 3)


def test_a_message_reaches_it_again(runtime, ended):
    reopen(runtime, ended, "Came")
    correlate_message(runtime, "Came", "2016-000001", {}, actor="bolat", now=NOW)

    assert instance(runtime, ended).outcome == "Issued"


@pytest.mark.parametrize("change", [lambda *_: None, suspend], ids=["active", "suspended"])
def test_what_has_not_ended_is_not_reopened(runtime, instance_id, change):
    change(runtime, instance_id)

    with pytest.raises(InstanceNotEnded, match="it has not ended"):
        reopen(runtime, instance_id, "Check")


def test_reopened_nowhere_it_stays_ended(runtime, ended):
    before = instance(runtime, ended).status
    with pytest.raises(CannotPlace, match="Nowhere: there is no such element"):
        reopen(runtime, ended, "Nowhere")

    assert (instance(runtime, ended).status, holds(runtime, ended)) == (before, 2)


def test_a_reopening_that_nobody_ordered_is_found(runtime, ended):
    overwrite(runtime, ended, "active")

    with pytest.raises(HistoryBroken, match="status is active, the history gives"):
        holds(runtime, ended)


def test_what_moves_after_the_end_without_reopening_breaks_the_history(runtime, ended):
    overwrite(runtime, ended, "suspended")
    correct(runtime, ended, x=1)

    with pytest.raises(HistoryBroken, match="event 3: it moved after it had ended"):
        holds(runtime, ended)


def test_all_that_a_person_can_do_replays_across(runtime, instance_id):
    decide(runtime, instance_id)
    suspend(runtime, instance_id)
    correct(runtime, instance_id, specialist="dana")
    put(runtime, instance_id, "Decide", "Check")
    resume(runtime, instance_id)
    terminate(runtime, instance_id)
    reopen(runtime, instance_id, "Decide")

    assert open_task(runtime, instance_id).assignee == "dana"
    kinds = [frame.event.kind for frame in frames(runtime, instance_id)]
    assert kinds[2:] == [
        EventKind.INSTANCE_SUSPENDED,
        EventKind.VARIABLES_CORRECTED,
        EventKind.TOKEN_MOVED,
        EventKind.INSTANCE_RESUMED,
        EventKind.INSTANCE_TERMINATED,
        EventKind.INSTANCE_REOPENED,
    ]
    assert holds(runtime, instance_id) == 8
