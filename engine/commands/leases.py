"""Leases of jobs: run out, longer, given up; and as workers outside hold them, by name alone. Source: Camunda 7, ExternalTaskService."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Update, select, update

from engine.commands.jobs import fail_held, job_and_instance
from engine.commands.stepping import Deferred, carried_out
from engine.errors import LeaseLost, UnknownJob
from engine.step.states import OPEN_JOB, InstanceStatus, JobState
from engine.storage.columns import Record
from engine.storage.runtime import SYSTEM, Runtime
from engine.storage.tables import INSTANCE, JOB


def expire_leases(runtime: Runtime, *, now: datetime, limit: int = 100) -> int:
    """A worker that hangs has failed: its jobs are tried again, and end as incidents too. How many."""
    with runtime.database.snapshot() as connection:
        query = (
            select(JOB.c.id, JOB.c.fence)
            .join(INSTANCE, INSTANCE.c.id == JOB.c.instance_id)
            .where(
                JOB.c.state == JobState.ACTIVATED,
                JOB.c.lease_until < now,
                INSTANCE.c.status == InstanceStatus.ACTIVE,
            )
            .limit(limit)
        )
        expired = connection.execute(query).all()
    return sum(_expire(runtime, row.id, row.fence, now) for row in expired)


def _expire(runtime: Runtime, job_id: int, fence: int, now: datetime) -> bool:
    def command(connection: Connection, _: Deferred) -> bool:
        job, row = job_and_instance(connection, job_id)
        if job.state != JobState.ACTIVATED or job.fence != fence or job.lease_until >= now:
            return False
        reason = f"worker {job.worker_id} did not answer within its lease"
        fail_held(runtime, connection, row, job, reason, actor=SYSTEM, now=now)
        return True

    return carried_out(runtime, command)


def fence_held(connection: Connection, job_id: int, worker_id: str) -> int:
    """The fence under which this worker was the last to hold a job; a command that is given it is refused once another does.

    Raises UnknownJob (it is done, too), LeaseLost.
    """
    job = connection.execute(select(JOB).where(JOB.c.id == job_id)).first()
    if job is None or job.state not in OPEN_JOB:
        raise UnknownJob(job_id)
    if job.worker_id != worker_id:
        raise LeaseLost(job_id, worker_id)
    return int(job.fence)


def extend_lease(
    runtime: Runtime, job_id: int, lease: timedelta, *, worker_id: str, now: datetime
) -> None:
    """Hold a job until `lease` from now. Raises UnknownJob, LeaseLost (it has run out, too)."""
    held = update(JOB).where(
        JOB.c.id == job_id,
        JOB.c.state == JobState.ACTIVATED,
        JOB.c.worker_id == worker_id,
        JOB.c.lease_until > now,
    )

    def command(connection: Connection, _: object) -> None:
        if connection.execute(held.values(lease_until=now + lease)).rowcount != 1:
            fence_held(connection, job_id, worker_id)
            raise LeaseLost(job_id, worker_id)

    carried_out(runtime, command)


def release_job(runtime: Runtime, job_id: int, *, now: datetime) -> None:
    """Let others have it at once, whoever held it. Raises UnknownJob."""
    free = {"worker_id": None, "lease_until": None, "due_at": now}

    def command(connection: Connection, _: object) -> None:
        job = _open(connection, job_id)
        if job.state != JobState.FAILED:
            connection.execute(_of(job_id).values(free | {"state": JobState.AVAILABLE}))

    carried_out(runtime, command)


def _open(connection: Connection, job_id: int) -> Record:
    """Read under the lock of its instance."""
    job, _ = job_and_instance(connection, job_id)
    if job.state not in OPEN_JOB:
        raise UnknownJob(job_id)
    return job


def _of(job_id: int) -> Update:
    return update(JOB).where(JOB.c.id == job_id)
