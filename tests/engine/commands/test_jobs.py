from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.commands.instances import terminate_instance
from engine.commands.jobs import (
    activate_jobs,
    complete_job,
    fail_job,
    perform_job,
    throw_error,
)
from engine.commands.leases import expire_leases
from engine.commands.user_tasks import complete_user_task
from engine.errors import BpmnError, InvalidVariables, LeaseLost, UnknownJob
from engine.replay.verify import verify_instance
from engine.storage.tables import INCIDENT, JOB
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, instance, open_job, open_task, rows

LEASE = timedelta(minutes=1)


@pytest.fixture
def waiting(runtime, instance_id) -> str:
    """An instance that waits for the queued job `look`."""
    for answer in ({"complete": True}, {"decision": "granted"}):
        task = open_task(runtime, instance_id)
        complete_user_task(runtime, task.id, answer, actor=task.assignee or "bolat", now=NOW)
    return instance_id


def activate(runtime, *, now=NOW, worker="w1", types=("look",), limit=10):
    return activate_jobs(runtime, types, worker_id=worker, limit=limit, lease=LEASE, now=now)


def finish(runtime, held, *, worker="w1", now=NOW, variables=None):
    complete_job(
        runtime, held.id, variables or {"found": True}, fence=held.fence, worker_id=worker, now=now
    )


def test_a_pure_handler_runs_inside_the_command(runtime, instance_id, handlers):
    assert [job.type for job in handlers.seen] == ["advise"]
    assert handlers.seen[0].business_key == "2016-000001"
    assert rows(runtime, JOB, instance_id) == []


def test_another_job_waits_in_the_queue(runtime, waiting):
    job = open_job(runtime, waiting)

    assert (job.element_id, job.type, job.state, job.due_at) == ("Look", "look", "available", NOW)


def test_an_activated_job_carries_what_the_element_sees(runtime, waiting):
    held = activate(runtime)[0]

    assert held.job.variables["decision"] == "granted"
    assert (held.job.office_id, held.job.partner_office_id, held.job.rules) == (1, 2, "2016")
    assert held.job.key == f"{waiting}:{open_job(runtime, waiting).token}"


def test_only_the_types_asked_for_are_given(runtime, waiting):
    assert activate(runtime, types=("other",)) == []


def test_a_result_moves_the_token(runtime, waiting):
    finish(runtime, activate(runtime)[0])

    assert rows(runtime, JOB, waiting)[0].state == "completed"
    assert instance(runtime, waiting).status == "active"


def test_two_workers_never_hold_the_same_job(runtime, waiting):
    for number in range(7):
        other = begin(runtime, business_key=f"2016-1{number}")
        for answer in ({"complete": True}, {}):
            task = open_task(runtime, other)
            complete_user_task(runtime, task.id, answer, actor=task.assignee or "bolat", now=NOW)

    with ThreadPoolExecutor(4) as pool:
        held = [
            job.id
            for jobs in pool.map(lambda n: activate(runtime, worker=f"w{n}", limit=3), range(4))
            for job in jobs
        ]

    assert len(held) == len(set(held)) == 8


def test_a_failed_attempt_waits_and_comes_again(runtime, waiting):
    held = activate(runtime)[0]
    fail_job(runtime, held.id, "gateway is down", fence=held.fence, worker_id="w1", now=NOW)

    assert activate(runtime) == []
    again = activate(runtime, now=NOW + timedelta(minutes=1))[0]
    assert (again.id, again.fence) == (held.id, held.fence + 1)


def test_the_last_failure_opens_an_incident(runtime, waiting):
    for minute in (0, 1):
        held = activate(runtime, now=NOW + timedelta(minutes=minute))[0]
        fail_job(
            runtime,
            held.id,
            "gateway is down",
            fence=held.fence,
            worker_id="w1",
            now=NOW + timedelta(minutes=minute),
        )

    incident = rows(runtime, INCIDENT, waiting)[0]
    assert (incident.element_id, incident.message, incident.resolved_at) == (
        "Look",
        "gateway is down",
        None,
    )
    assert open_job(runtime, waiting).state == "failed"
    assert activate(runtime, now=NOW + timedelta(days=1)) == []


def test_a_worker_that_hangs_has_failed(runtime, waiting):
    activate(runtime)

    assert expire_leases(runtime, now=NOW + LEASE) == 0
    assert expire_leases(runtime, now=NOW + LEASE + timedelta(seconds=1)) == 1
    job = open_job(runtime, waiting)
    assert (job.state, job.attempts) == ("available", 1)
    assert "did not answer" in job.error


def test_a_late_result_is_refused_once_another_holds_the_job(runtime, waiting):
    late = activate(runtime)[0]
    expire_leases(runtime, now=NOW + LEASE * 2)
    activate(runtime, worker="w2", now=NOW + LEASE * 4)

    with pytest.raises(LeaseLost):
        finish(runtime, late, now=NOW + LEASE * 4)


def test_a_late_result_is_accepted_where_nobody_holds_the_job(runtime, waiting):
    late = activate(runtime)[0]
    expire_leases(runtime, now=NOW + LEASE * 2)
    finish(runtime, late, now=NOW + LEASE * 2)

    assert rows(runtime, JOB, waiting)[0].state == "completed"


def test_a_result_is_taken_once(runtime, waiting):
    held = activate(runtime)[0]
    finish(runtime, held)

    with pytest.raises(LeaseLost):
        finish(runtime, held)


def test_a_result_without_canonical_form_is_refused_and_the_job_goes_on(runtime, waiting):
    held = activate(runtime)[0]
    with pytest.raises(InvalidVariables):
        finish(runtime, held, variables={"mark": 4.5})

    finish(runtime, held)


def test_a_result_that_is_too_large_is_refused_and_the_job_goes_on(runtime, waiting):
    held = activate(runtime)[0]
    with pytest.raises(InvalidVariables, match="larger than"):
        finish(runtime, held, variables={"text": "x" * 1_000_001})

    finish(runtime, held)


def test_a_result_that_is_no_json_is_refused_with_the_reason_and_the_job_goes_on(runtime, waiting):
    held = activate(runtime)[0]
    with pytest.raises(InvalidVariables, match="mark"):
        finish(runtime, held, variables={"mark": object()})

    assert open_job(runtime, waiting).state == "activated"
    finish(runtime, held)


def test_a_business_error_goes_to_the_model(runtime, waiting):
    held = activate(runtime)[0]
    throw_error(
        runtime, held.id, "NOT_FOUND", "no such person", fence=held.fence, worker_id="w1", now=NOW
    )

    assert instance(runtime, waiting).outcome == "Unknown"


def test_an_error_that_nobody_catches_is_an_incident(runtime, waiting):
    held = activate(runtime)[0]
    throw_error(runtime, held.id, "OTHER", "", fence=held.fence, worker_id="w1", now=NOW)

    assert [row.element_id for row in rows(runtime, INCIDENT, waiting)] == ["Look"]


def test_an_ended_instance_takes_its_jobs_with_it(runtime, waiting):
    held = activate(runtime)[0]
    terminate_instance(runtime, waiting, reason="entered twice", actor="admin", now=NOW)

    with pytest.raises(LeaseLost):
        finish(runtime, held)
    assert rows(runtime, JOB, waiting)[0].state == "canceled"


def test_an_unknown_job_is_named(runtime):
    with pytest.raises(UnknownJob):
        complete_job(runtime, 4711, {}, fence=1, worker_id="w1", now=NOW)


def test_a_pure_handler_that_fails_loses_nothing(runtime, handlers):
    handlers.answers["advise"] = RuntimeError("no disk")

    started = begin(runtime, business_key="2016-2")

    job = open_job(runtime, started)
    assert (job.element_id, job.state, job.attempts, job.error) == (
        "Advise",
        "available",
        1,
        "RuntimeError: no disk",
    )


def test_what_was_left_to_the_queue_is_done_there(runtime, handlers):
    handlers.answers["advise"] = RuntimeError("no disk")
    started = begin(runtime, business_key="2016-2")
    handlers.answers["advise"] = {"missing": ["application"]}

    held = activate(runtime, types=("advise",), now=NOW + timedelta(minutes=1))[0]
    perform_job(runtime, held, worker_id="w1", now=NOW + timedelta(minutes=1))

    assert open_task(runtime, started).element_id == "Check"
    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, started).events == 2


def test_a_pure_handler_may_report_a_business_error(runtime, handlers):
    handlers.answers["advise"] = BpmnError("NOBODY_CATCHES")

    started = begin(runtime, business_key="2016-2")

    assert [row.element_id for row in rows(runtime, INCIDENT, started)] == ["Advise"]


def test_the_history_of_failures_holds(runtime, waiting):
    held = activate(runtime)[0]
    fail_job(runtime, held.id, "down", fence=held.fence, worker_id="w1", now=NOW)
    held = activate(runtime, now=NOW + LEASE)[0]
    finish(runtime, held, now=NOW + LEASE)

    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, waiting).events == 5
