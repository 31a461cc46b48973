from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from engine.commands.events import correlate_message, escalate_overdue, fire_due_timers
from engine.commands.incidents import resolve_incident
from engine.commands.instances import Start, start_instance, terminate_instance
from engine.commands.jobs import activate_jobs, complete_job
from engine.commands.leases import expire_leases
from engine.commands.life import (
    InstanceNotSuspended,
    correct_variables,
    resume_instance,
    suspend_instance,
)
from engine.commands.reasons import ReasonMissing
from engine.commands.terms import recompute_terms
from engine.commands.user_tasks import (
    assign_user_task,
    claim_user_task,
    complete_user_task,
    release_user_task,
)
from engine.errors import (
    HistoryBroken,
    InstanceNotActive,
    InvalidVariables,
    NobodyWaits,
    UnknownInstance,
)
from engine.history.events import EventKind
from engine.replay.verify import frames_of, verify_instance
from engine.storage.tables import INCIDENT, INSTANCE, JOB
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance, open_job, open_task, rows
from tests.engine.commands.models import flow, model
from tests.engine.commands.test_events import MONTH, decide, wait_for_message

MINUTE = timedelta(minutes=1)
CHANGES = (
    suspend_instance,
    resume_instance,
    terminate_instance,
    partial(correct_variables, variables={}),
)


def suspend(runtime, instance_id: str) -> None:
    suspend_instance(runtime, instance_id, reason="a court looks at it", actor="head", now=NOW)


def resume(runtime, instance_id: str) -> None:
    resume_instance(runtime, instance_id, reason="the court has decided", actor="head", now=NOW)


def correct(runtime, instance_id: str, **variables) -> None:
    correct_variables(
        runtime, instance_id, variables, reason="a slip of the pen", actor="admin", now=NOW
    )


def terminate(runtime, instance_id: str) -> None:
    terminate_instance(runtime, instance_id, reason="entered twice", actor="admin", now=NOW)


def frames(runtime, instance_id: str) -> list:
    with runtime.database.snapshot() as connection:
        return list(frames_of(runtime, connection, instance(runtime, instance_id)))


def holds(runtime, instance_id: str) -> int:
    with runtime.database.snapshot() as connection:
        return verify_instance(runtime, connection, instance_id).events


def queued(runtime, instance_id: str) -> None:
    """Bring an instance to its queued job."""
    decide(runtime, instance_id)
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="sara", now=NOW)


def held(runtime, now=NOW) -> list:
    return activate_jobs(runtime, ["look"], worker_id="w", limit=9, lease=MINUTE, now=now)


def test_a_suspension_stands_in_the_history_with_actor_and_reason(runtime, instance_id):
    suspend(runtime, instance_id)

    last = frames(runtime, instance_id)[-1]
    assert (last.event.kind, last.event.actor) == (EventKind.INSTANCE_SUSPENDED, "head")
    assert last.data["input"]["data"] == {"reason": "a court looks at it"}
    assert instance(runtime, instance_id).status == "suspended"


def test_the_history_gives_the_status(runtime, instance_id):
    suspend(runtime, instance_id)
    resume(runtime, instance_id)

    given = [frame.status for frame in frames(runtime, instance_id)]
    assert given == ["active", "suspended", "active"]
    assert holds(runtime, instance_id) == 3


@pytest.mark.parametrize("stored", ["active", "completed", "terminated"])
def test_a_stored_status_other_than_suspended_is_found(runtime, instance_id, stored):
    suspend(runtime, instance_id)
    overwrite(runtime, instance_id, stored)

    with pytest.raises(HistoryBroken, match=f"status is {stored}, the history gives suspended"):
        holds(runtime, instance_id)


def test_a_suspension_that_nobody_ordered_is_found(runtime, instance_id):
    overwrite(runtime, instance_id, "suspended")

    with pytest.raises(HistoryBroken, match="status is suspended, the history gives active"):
        holds(runtime, instance_id)


def overwrite(runtime, instance_id: str, status: str) -> None:
    with runtime.database.transaction() as connection:
        which = update(INSTANCE).where(INSTANCE.c.id == instance_id)
        connection.execute(which.values(status=status))


def test_a_token_that_moved_while_it_was_suspended_breaks_the_history(runtime, instance_id):
    suspend(runtime, instance_id)
    overwrite(runtime, instance_id, "active")
    decide(runtime, instance_id)

    with pytest.raises(HistoryBroken, match="event 3: it moved while it was suspended"):
        holds(runtime, instance_id)


TASK_COMMANDS: dict[str, Callable] = {
    "claim": claim_user_task,
    "release": release_user_task,
    "assign": partial(assign_user_task, assignee="sara"),
    "complete": partial(complete_user_task, variables={}),
}


@pytest.mark.parametrize("name", TASK_COMMANDS)
def test_a_task_of_a_suspended_instance_is_refused(runtime, instance_id, name):
    suspend(runtime, instance_id)

    with pytest.raises(InstanceNotActive, match="is suspended"):
        TASK_COMMANDS[name](runtime, open_task(runtime, instance_id).id, actor="bolat", now=NOW)


def test_its_jobs_are_not_given_out_until_it_is_resumed(runtime, instance_id):
    queued(runtime, instance_id)
    suspend(runtime, instance_id)
    assert held(runtime) == []

    resume(runtime, instance_id)
    assert [job.job.type for job in held(runtime)] == ["look"]


def test_a_result_that_comes_meanwhile_is_refused(runtime, instance_id):
    queued(runtime, instance_id)
    job = held(runtime)[0]
    suspend(runtime, instance_id)

    with pytest.raises(InstanceNotActive):
        complete_job(runtime, job.id, {}, fence=job.fence, worker_id="w", now=NOW)


def test_a_lease_that_ends_meanwhile_is_looked_at_after_resuming(runtime, instance_id):
    queued(runtime, instance_id)
    held(runtime)
    suspend(runtime, instance_id)
    assert expire_leases(runtime, now=NOW + 2 * MINUTE) == 0

    resume(runtime, instance_id)
    assert expire_leases(runtime, now=NOW + 2 * MINUTE) == 1
    assert open_job(runtime, instance_id).state == "available"


def test_its_timers_wait_and_fire_after_resuming(runtime, instance_id):
    decide(runtime, instance_id)
    suspend(runtime, instance_id)
    assert fire_due_timers(runtime, now=NOW + MONTH) == 0

    resume(runtime, instance_id)
    assert fire_due_timers(runtime, now=NOW + MONTH) == 1
    assert (instance(runtime, instance_id).outcome, holds(runtime, instance_id)) == ("Late", 5)


def test_suspended_instances_do_not_keep_others_from_their_timers(runtime, instance_id):
    other = begin(runtime, business_key="2016-000002")
    for one in (instance_id, other):
        decide(runtime, one)
    suspend(runtime, instance_id)

    assert fire_due_timers(runtime, now=NOW + MONTH, limit=1) == 1


def test_its_terms_are_told_after_resuming(runtime, instance_id, told):
    suspend(runtime, instance_id)
    assert escalate_overdue(runtime, now=NOW + MONTH) == 0

    resume(runtime, instance_id)
    assert escalate_overdue(runtime, now=NOW + MONTH) == len(told.overdue) > 0


def test_no_message_reaches_it(runtime, instance_id):
    wait_for_message(runtime, instance_id)
    suspend(runtime, instance_id)

    with pytest.raises(NobodyWaits):
        correlate_message(runtime, "Came", "2016-000001", {}, actor="bolat", now=NOW)


def test_its_incidents_wait_too(runtime, instance_id):
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="bolat", now=NOW)
    suspend(runtime, instance_id)
    incident = rows(runtime, INCIDENT, instance_id)[0]

    with pytest.raises(InstanceNotActive):
        resolve_incident(runtime, incident.id, reason="mended", actor="admin", now=NOW)


def test_a_suspended_instance_is_not_suspended_again(runtime, instance_id):
    suspend(runtime, instance_id)

    with pytest.raises(InstanceNotActive):
        suspend(runtime, instance_id)


def test_what_is_not_suspended_cannot_be_resumed(runtime, instance_id):
    with pytest.raises(InstanceNotSuspended, match="is active, not suspended"):
        resume(runtime, instance_id)


def test_a_suspended_instance_can_be_terminated(runtime, instance_id):
    suspend(runtime, instance_id)
    terminate(runtime, instance_id)

    assert instance(runtime, instance_id).status == "terminated"
    assert holds(runtime, instance_id) == 3


@pytest.mark.parametrize("change", CHANGES)
def test_an_ended_instance_is_left_alone(runtime, instance_id, change):
    terminate(runtime, instance_id)

    with pytest.raises((InstanceNotActive, InstanceNotSuspended), match="is terminated"):
        change(runtime, instance_id, reason="late", actor="admin", now=NOW)
    assert holds(runtime, instance_id) == 2


@pytest.mark.parametrize("change", CHANGES)
def test_an_unknown_instance_is_named(runtime, change):
    with pytest.raises(UnknownInstance):
        change(runtime, "0" * 32, reason="why not", actor="admin", now=NOW)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_must_say_something(runtime, instance_id, change, reason):
    with pytest.raises(ReasonMissing):
        change(runtime, instance_id, reason=reason, actor="admin", now=NOW)


def test_a_reason_is_kept_in_its_normal_form(runtime, instance_id):
    suspend_instance(runtime, instance_id, reason=" и\u0306  по суду ", actor="head", now=NOW)

    assert frames(runtime, instance_id)[-1].data["input"]["data"]["reason"] == "й по суду"


def test_a_correction_stands_in_the_history_with_actor_and_reason(runtime, instance_id):
    correct(runtime, instance_id, specialist="dana")

    last = frames(runtime, instance_id)[-1]
    assert (last.event.kind, last.event.actor) == (EventKind.VARIABLES_CORRECTED, "admin")
    assert last.data["input"]["data"] == {
        "reason": "a slip of the pen",
        "variables": {"specialist": "dana"},
        "moves": True,
    }


def test_what_follows_goes_by_the_corrected_value(runtime, instance_id):
    correct(runtime, instance_id, specialist="dana")
    decide(runtime, instance_id)

    assert open_task(runtime, instance_id).assignee == "dana"
    assert holds(runtime, instance_id) == 3


def test_variables_that_are_not_named_stay(runtime, instance_id):
    before = frames(runtime, instance_id)[-1].step.variables
    correct(runtime, instance_id, specialist="dana")

    assert frames(runtime, instance_id)[-1].step.variables == {**before, "specialist": "dana"}


def test_a_suspended_instance_is_corrected_and_stays_suspended(runtime, instance_id):
    suspend(runtime, instance_id)
    correct(runtime, instance_id, specialist="dana")
    assert (instance(runtime, instance_id).status, holds(runtime, instance_id)) == ("suspended", 3)

    resume(runtime, instance_id)
    decide(runtime, instance_id)
    assert open_task(runtime, instance_id).assignee == "dana"
    assert holds(runtime, instance_id) == 5


def test_terms_follow_a_correction_once_they_are_counted_anew(runtime, instance_id):
    before = instance(runtime, instance_id).due_at
    correct(runtime, instance_id, accepted_at="2016-09-06T04:00:00Z")
    assert instance(runtime, instance_id).due_at == before

    moved = recompute_terms(runtime, instance_id, reason="corrected", actor="admin", now=NOW)
    assert (moved, instance(runtime, instance_id).due_at) == (1, before + timedelta(days=1))
    assert holds(runtime, instance_id) == 3


def test_what_has_no_canonical_form_is_refused(runtime, instance_id):
    with pytest.raises(InvalidVariables):
        correct(runtime, instance_id, share=0.5)
    assert holds(runtime, instance_id) == 1


def test_a_correction_lets_an_incident_be_resolved(runtime, instance_id):
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="bolat", now=NOW)
    correct(runtime, instance_id, complete=True)
    incident = rows(runtime, INCIDENT, instance_id)[0]
    resolve_incident(runtime, incident.id, reason="corrected", actor="admin", now=NOW)

    assert open_task(runtime, instance_id).element_id == "Decide"
    assert rows(runtime, JOB, instance_id) == []
    assert holds(runtime, instance_id) == 4


READY = model(
    "ready",
    '<startEvent id="Begin"/><intermediateCatchEvent id="Ready"><conditionalEventDefinition id="ReadyC">'
    '<condition xsi:type="tFormalExpression">${complete}</condition></conditionalEventDefinition></intermediateCatchEvent>'
    '<serviceTask id="Advise" camunda:type="external" camunda:topic="advise"/>'
    '<userTask id="Check" camunda:formKey="check" camunda:dueDate="${businessMinutes(15, \'provider\')}"/>'
    '<endEvent id="Done"/>',
    flow("Begin", "Ready"),
    flow("Ready", "Advise"),
    flow("Advise", "Check"),
    flow("Check", "Done"),
    lanes={"Desk": "Begin Ready Advise Check Done"},
)


@pytest.fixture
def awaiting(runtime) -> str:
    """An instance that waits for a condition."""
    deploy(runtime, READY, file="ready.bpmn")
    start = Start(key="ready", variables={"complete": False}, office_id=1, partner_office_id=2)
    return start_instance(runtime, start, actor="bolat", now=NOW)


def test_a_condition_that_a_correction_makes_true_lets_the_token_go(runtime, awaiting):
    correct(runtime, awaiting, complete=True)

    recorded = frames(runtime, awaiting)[-1].data["recorded"]
    assert [item.get("job") or item.get("call") for item in recorded] == [
        "advise",
        "businessMinutes",
    ]
    assert open_task(runtime, awaiting).element_id == "Check"
    assert holds(runtime, awaiting) == 2


def test_in_a_suspended_instance_the_condition_waits(runtime, awaiting):
    suspend(runtime, awaiting)
    correct(runtime, awaiting, complete=True)

    assert frames(runtime, awaiting)[-1].step.completions == ()
    assert holds(runtime, awaiting) == 3


def test_the_condition_is_looked_at_when_it_is_resumed(runtime, awaiting):
    suspend(runtime, awaiting)
    correct(runtime, awaiting, complete=True)
    resume(runtime, awaiting)

    assert open_task(runtime, awaiting).element_id == "Check"
    assert instance(runtime, awaiting).status == "active"
    assert holds(runtime, awaiting) == 4
