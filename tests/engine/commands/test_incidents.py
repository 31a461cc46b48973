from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.incidents import resolve_incident
from engine.commands.instances import terminate_instance
from engine.commands.jobs import activate_jobs, fail_job
from engine.commands.user_tasks import complete_user_task
from engine.errors import UnknownIncident
from engine.replay.verify import verify_instance
from engine.storage.queries import open_incidents
from engine.storage.tables import INCIDENT
from tests.conftest import NOW
from tests.engine.commands.conftest import instance, open_job, open_task, rows


@pytest.fixture
def failed(runtime, instance_id) -> str:
    """An instance whose queued job has spent its attempts."""
    for answer in ({"complete": True}, {}):
        task = open_task(runtime, instance_id)
        complete_user_task(runtime, task.id, answer, actor=task.assignee or "bolat", now=NOW)
    for minute in (0, 2):
        now = NOW + timedelta(minutes=minute)
        for held in activate_jobs(
            runtime, ["look"], worker_id="w", limit=1, lease=timedelta(minutes=1), now=now
        ):
            fail_job(runtime, held.id, "down", fence=held.fence, worker_id="w", now=now)
    return instance_id


def resolve(runtime, incident, reason="mended") -> None:
    resolve_incident(runtime, incident.id, reason=reason, actor="admin", now=NOW)


def test_a_resolved_job_goes_back_to_the_queue_with_all_its_attempts(runtime, failed):
    resolve(runtime, rows(runtime, INCIDENT, failed)[0])

    job = open_job(runtime, failed)
    assert (job.state, job.attempts) == ("available", 0)


def test_who_resolved_it_and_why_stays(runtime, failed):
    resolve(runtime, rows(runtime, INCIDENT, failed)[0], "gateway is up again")

    incident = rows(runtime, INCIDENT, failed)[0]
    assert (incident.resolved_by, incident.reason, incident.resolved_at) == (
        "admin",
        "gateway is up again",
        NOW,
    )


def test_an_incident_is_resolved_once(runtime, failed):
    incident = rows(runtime, INCIDENT, failed)[0]
    resolve(runtime, incident)

    with pytest.raises(UnknownIncident):
        resolve(runtime, incident)


def test_an_incident_that_is_not_there_is_named(runtime, failed):
    with pytest.raises(UnknownIncident):
        resolve_incident(runtime, 4711, reason="mended", actor="admin", now=NOW)


def test_a_token_in_trouble_tries_again_and_may_fail_again(runtime, instance_id):
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="bolat", now=NOW)

    resolve(runtime, rows(runtime, INCIDENT, instance_id)[0])

    with runtime.database.snapshot() as connection:
        assert [row.element_id for row in open_incidents(connection, instance_id)] == ["Fine"]
        assert verify_instance(runtime, connection, instance_id).events == 3


def test_an_ended_instance_has_no_open_incident(runtime, failed):
    terminate_instance(runtime, failed, reason="twice", actor="admin", now=NOW)

    with runtime.database.snapshot() as connection:
        assert list(open_incidents(connection)) == []
    assert instance(runtime, failed).status == "terminated"


def test_the_history_of_an_incident_holds(runtime, failed):
    resolve(runtime, rows(runtime, INCIDENT, failed)[0])

    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, failed).events == 6
