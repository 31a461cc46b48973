"""The worker's loop against real commands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.user_tasks import complete_user_task
from engine.errors import BpmnError
from engine.storage.tables import INCIDENT, JOB
from tests.conftest import NOW
from tests.engine.commands.conftest import (  # noqa: F401
    begin,
    handlers,
    instance,
    instance_id,
    open_job,
    open_task,
    rows,
    runtime,
    told,
)
from workers.worker import new_worker_id, work_once

LEASE = timedelta(minutes=1)


@pytest.fixture
def waiting(runtime, instance_id):  # noqa: F811
    """An instance that waits for the queued job `look`."""
    for answer in ({"complete": True}, {}):
        task = open_task(runtime, instance_id)
        complete_user_task(runtime, task.id, answer, actor=task.assignee or "bolat", now=NOW)
    return instance_id


def work(runtime, now=NOW, types=None):  # noqa: F811
    return work_once(runtime, worker_id="w", lease=LEASE, clock=lambda: now, types=types)


def test_a_due_job_is_done(runtime, waiting):  # noqa: F811
    assert work(runtime) == 1
    assert rows(runtime, JOB, waiting)[0].state == "completed"


def test_types_that_are_not_served_wait(runtime, waiting):  # noqa: F811
    assert work(runtime, types=["other"]) == 0


def test_whatever_a_handler_raises_is_a_failed_attempt(runtime, waiting, handlers):  # noqa: F811
    handlers.answers["look"] = ZeroDivisionError("oh")
    work(runtime)
    work(runtime, now=NOW + LEASE)

    assert [(row.element_id, row.message) for row in rows(runtime, INCIDENT, waiting)] == [
        ("Look", "ZeroDivisionError: oh")
    ]


def test_a_business_error_goes_to_the_model(runtime, waiting, handlers):  # noqa: F811
    handlers.answers["look"] = BpmnError("NOT_FOUND")
    work(runtime)

    assert instance(runtime, waiting).outcome == "Unknown"


def test_a_result_that_cannot_be_written_is_a_failed_attempt(runtime, waiting, handlers):  # noqa: F811
    handlers.answers["look"] = {"mark": 4.5}
    work(runtime)

    assert "InvalidVariables" in open_job(runtime, waiting).error


def test_what_a_pure_handler_could_not_do_inline_is_done_from_the_queue(runtime, handlers):  # noqa: F811
    handlers.answers["advise"] = RuntimeError("no disk")
    started = begin(runtime, business_key="2")
    handlers.answers["advise"] = {"missing": []}
    work(runtime, now=NOW + LEASE)

    assert open_task(runtime, started).element_id == "Check"


def test_a_business_error_of_a_pure_handler_from_the_queue_is_an_incident(runtime, handlers):  # noqa: F811
    handlers.answers["advise"] = RuntimeError("no disk")
    started = begin(runtime, business_key="2")
    handlers.answers["advise"] = BpmnError("NOBODY_CATCHES")
    work(runtime, now=NOW + LEASE)

    assert [row.element_id for row in rows(runtime, INCIDENT, started)] == ["Advise"]


def test_a_job_whose_lease_was_lost_meanwhile_is_dropped(runtime, waiting, handlers):  # noqa: F811
    times = iter([NOW, NOW, NOW])

    def run(job, connection):
        with runtime.database.transaction() as other:
            other.execute(JOB.update().values(fence=99))
        return {}

    handlers.run = run
    assert work_once(runtime, worker_id="w", lease=LEASE, clock=lambda: next(times)) == 1
    assert open_job(runtime, waiting).fence == 99


def test_workers_can_be_told_apart():
    assert len({new_worker_id() for _ in range(20)}) == 20
