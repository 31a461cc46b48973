"""Queued work: activate, complete, fail, throw. Source of the verbs: Zeebe, JobIntent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select, update

from engine.commands.context import Act, Also
from engine.commands.instances import refuse_ended
from engine.commands.stepping import Deferred, carried_out, move
from engine.commands.troubles import open_incident
from engine.commands.writing import move_head
from engine.errors import BpmnError, InvalidVariables, LeaseLost, UnknownJob
from engine.expression.values import Value
from engine.history.canonical import MAX_BYTES, canonical, refuse_unfit
from engine.history.events import EventKind
from engine.step.jobs import Job
from engine.step.retry import Again, RetryAt, after_failure
from engine.step.states import InstanceStatus, JobState
from engine.step.values import Input
from engine.storage.columns import Record
from engine.storage.queries import HeldInstance, locked_instance, running_version
from engine.storage.runtime import Runtime
from engine.storage.standing_tokens import variables_seen
from engine.storage.tables import INSTANCE, JOB
from engine.tokens.execution import Trouble


@dataclass(frozen=True, kw_only=True)
class ActivatedJob:
    """A job that a worker holds until `lease_until`; `fence` rises at each activation and must be given back."""

    id: int
    fence: int
    lease_until: datetime
    job: Job


def activate_jobs(
    runtime: Runtime,
    types: Collection[str],
    *,
    worker_id: str,
    limit: int,
    lease: timedelta,
    now: datetime,
    among: Collection[ColumnElement[bool]] = (),
) -> list[ActivatedJob]:
    """Hold up to `limit` due jobs of these types for `lease`. One statement: two workers never get the same job.

    among: what else must be true of the job and its instance.
    """
    with runtime.database.transaction() as connection:
        wanted = (
            select(JOB.c.id)
            .join(INSTANCE, INSTANCE.c.id == JOB.c.instance_id)
            .where(
                JOB.c.state == JobState.AVAILABLE,
                JOB.c.due_at <= now,
                JOB.c.type.in_(types),
                INSTANCE.c.status == InstanceStatus.ACTIVE,
                *among,
            )
            .order_by(JOB.c.due_at, JOB.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=JOB)
        )
        hold = (
            update(JOB)
            .where(JOB.c.id.in_(wanted), JOB.c.state == JobState.AVAILABLE)
            .values(
                state=JobState.ACTIVATED,
                worker_id=worker_id,
                lease_until=now + lease,
                fence=JOB.c.fence + 1,
            )
            .returning(JOB)
        )
        rows = connection.execute(hold).all()
        return [_activated(runtime, connection, row, worker_id, now) for row in rows]


def complete_job(
    runtime: Runtime,
    job_id: int,
    variables: Mapping[str, object],
    *,
    fence: int,
    worker_id: str,
    now: datetime,
    also: Also | None = None,
) -> None:
    """Give a job's result. A late one is accepted where nobody else holds the job by now.

    also: what commits with it, and with nothing else.
    Raises LeaseLost, UnknownJob, InvalidVariables (the job goes on), InstanceNotActive.
    """
    refuse_unfit(dict(variables))
    if len(canonical(dict(variables))) > MAX_BYTES:
        raise InvalidVariables("variables", f"larger than {MAX_BYTES} bytes")
    _answer(
        runtime,
        job_id,
        EventKind.JOB_COMPLETED,
        {"variables": dict(variables)},
        fence=fence,
        worker_id=worker_id,
        now=now,
        also=also,
    )


def throw_error(
    runtime: Runtime,
    job_id: int,
    code: str,
    message: str,
    *,
    fence: int,
    worker_id: str,
    now: datetime,
) -> None:
    """Report a business outcome that the model may catch. Raises LeaseLost, UnknownJob, InstanceNotActive."""
    data = {"code": code, "message": message}
    _answer(
        runtime,
        job_id,
        EventKind.ERROR_THROWN,
        data,
        fence=fence,
        worker_id=worker_id,
        now=now,
    )


def perform_job(runtime: Runtime, held: ActivatedJob, *, worker_id: str, now: datetime) -> None:
    """Run a pure handler that was left to the queue: its rows and its result commit together.

    Raises LeaseLost, InstanceNotActive, and what the handler raises (nothing of it stands then).
    """

    def command(connection: Connection, deferred: Deferred) -> None:
        job, row = _held(connection, held.id, held.fence, worker_id)
        kind, data = _performed(runtime, held.job, connection)
        given = Input(kind=kind, element_id=job.element_id, token=job.token, data=data)
        move(runtime, connection, row, given, actor=worker_id, now=now, deferred=deferred)

    carried_out(runtime, command)


def _performed(
    runtime: Runtime, job: Job, connection: Connection
) -> tuple[EventKind, dict[str, object]]:
    try:
        variables = runtime.handlers.run(job, connection)
    except BpmnError as error:
        return EventKind.ERROR_THROWN, {"code": error.code, "message": error.message}
    refuse_unfit(variables, job.type)
    return EventKind.JOB_COMPLETED, {"variables": variables}


def fail_job(
    runtime: Runtime,
    job_id: int,
    reason: str,
    *,
    fence: int,
    worker_id: str,
    now: datetime,
    again: Again | None = None,
) -> None:
    """Record a failed attempt: tried again after its wait, or an incident once the attempts are spent.

    again: what the worker says of further attempts, which then counts in place of the model's word.
    Raises LeaseLost where another worker holds the job by now; the caller drops its result.
    Source: Zeebe, JobIntent FAIL and FAILED.
    """

    def command(connection: Connection, _: Deferred) -> None:
        job, row = _held(connection, job_id, fence, worker_id)
        fail_held(runtime, connection, row, job, reason, actor=worker_id, now=now, said=again)

    carried_out(runtime, command)


def _activated(
    runtime: Runtime, connection: Connection, row: Record, worker_id: str, now: datetime
) -> ActivatedJob:
    instance = connection.execute(select(INSTANCE).where(INSTANCE.c.id == row.instance_id)).one()
    version = running_version(connection, runtime.versions, instance.definition_id)
    view = variables_seen(runtime, version, instance.id, instance.state, row.token, now=now)
    return ActivatedJob(
        id=row.id,
        fence=row.fence,
        lease_until=row.lease_until,
        job=Job(
            type=row.type,
            key=f"{row.instance_id}:{row.token}",
            instance_id=row.instance_id,
            business_key=instance.business_key,
            element_id=row.element_id,
            variables=dict(view),
            office_id=instance.office_id,
            partner_office_id=instance.partner_office_id,
            actor=worker_id,
            now=now,
            rules=version.definition.rules,
        ),
    )


def _answer(
    runtime: Runtime,
    job_id: int,
    kind: EventKind,
    data: Mapping[str, object],
    *,
    fence: int,
    worker_id: str,
    now: datetime,
    also: Also | None = None,
) -> None:
    def command(connection: Connection, deferred: Deferred) -> None:
        job, row = _held(connection, job_id, fence, worker_id)
        given = Input(kind=kind, element_id=job.element_id, token=job.token, data=data)
        move(runtime, connection, row, given, actor=worker_id, now=now, deferred=deferred)

    carried_out(runtime, command, also=also)


def _held(
    connection: Connection, job_id: int, fence: int, worker_id: str
) -> tuple[Record, HeldInstance]:
    job, row = job_and_instance(connection, job_id)
    nobody = job.state in (JobState.AVAILABLE, JobState.FAILED)
    if job.fence != fence or not (nobody or job.state == JobState.ACTIVATED):
        raise LeaseLost(job_id, worker_id)
    refuse_ended(row.id, row.status)
    return job, row


def job_and_instance(connection: Connection, job_id: int) -> tuple[Record, HeldInstance]:
    """The job, read under its instance's lock."""
    instance_id = connection.execute(select(JOB.c.instance_id).where(JOB.c.id == job_id)).scalar()
    if instance_id is None:
        raise UnknownJob(job_id)
    row = locked_instance(connection, instance_id)
    return connection.execute(select(JOB).where(JOB.c.id == job_id)).one(), row


def fail_held(
    runtime: Runtime,
    connection: Connection,
    row: HeldInstance,
    job: Record,
    reason: str,
    *,
    actor: str,
    now: datetime,
    said: Again | None = None,
) -> None:
    attempts = job.attempts + 1
    verdict = after_failure(job.retries, attempts, said, now=now)
    again = isinstance(verdict, RetryAt)
    values: dict[str, Value] = {
        "state": JobState.AVAILABLE if again else JobState.FAILED,
        "attempts": attempts,
        "error": reason,
        "lease_until": None,
    }
    if said is not None:
        values["retries"] = said.retries(attempts)
    if isinstance(verdict, RetryAt):
        values["due_at"] = verdict.due
    connection.execute(update(JOB).where(JOB.c.id == job.id).values(values))
    given = Input(
        kind=EventKind.JOB_FAILED,
        element_id=job.element_id,
        token=job.token,
        data={"type": job.type, "attempt": attempts, "reason": reason, "incident": not again},
    )
    act = Act(runtime=runtime, connection=connection, row=row, given=given, actor=actor, now=now)
    move_head(act)
    if not again:
        trouble = Trouble(token=job.token, element_id=job.element_id, message=reason)
        open_incident(act, trouble, job_id=job.id)
