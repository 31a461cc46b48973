"""From a locked row to a written step: the part that all commands that move tokens share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from engine.commands.context import Act, Also
from engine.commands.limiting import note_limit
from engine.commands.writing import write_step
from engine.errors import InstanceNotActive, StaleRevision
from engine.expression.values import Variables
from engine.step.advance import advance
from engine.step.answers import HandlerFailed, JobCall, Live
from engine.step.jobs import Job
from engine.step.limits import MOST_BYTES, EndlessJobs, LimitReached, size_reason
from engine.step.states import InstanceStatus
from engine.step.values import Input, Standing, Step
from engine.step.version import Version
from engine.storage.queries import HeldInstance, running_version
from engine.storage.runtime import Runtime
from engine.storage.tables import state_context

ATTEMPTS = 8  # a command that lost a race decides anew; more often means something else is wrong

Deferred = Mapping[int, str]
Result = TypeVar("Result")


def carried_out(
    runtime: Runtime,
    command: Callable[[Connection, Deferred], Result],
    *,
    also: Also | None = None,
) -> Result:
    """Run a command in a transaction of its own; again where another was faster or a pure handler failed.

    A pure handler that fails leaves its job to the queue, so that what the person did is not lost with it.
    also: runs after the command in the same transaction, anew with each attempt; a command that is refused leaves nothing of it.
    """
    deferred: dict[int, str] = {}
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with runtime.database.transaction() as connection:
                result = command(connection, deferred)
                if also is not None:
                    also(connection)
                return result
        except HandlerFailed as failure:
            deferred[failure.call.token] = failure.reason
        except LimitReached as limit:
            note_limit(runtime, limit)
            raise
        except StaleRevision:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable: the loop returns or raises")


def move(
    runtime: Runtime,
    connection: Connection,
    row: HeldInstance,
    given: Input,
    *,
    actor: str,
    now: datetime,
    deferred: Deferred,
    extra: Mapping[str, object] | None = None,
    allowed: Collection[InstanceStatus] = (InstanceStatus.ACTIVE,),
) -> Step:
    """Advance a locked instance by one input and write what came of it.

    Raises InstanceNotActive where it has ended or is suspended; `allowed` says what else may be done then. Raises LimitReached.
    """
    if row.status not in allowed:
        raise InstanceNotActive(row.id, row.status)
    version = running_version(connection, runtime.versions, row.definition_id)
    outside = Live(
        now=now,
        calendar=runtime.calendar,
        run=_inline(runtime, connection, row, actor=actor, now=now, rules=version.definition.rules),
        pure=runtime.handlers.is_pure,
        deferred=frozenset(deferred),
    )
    state = runtime.vault.unseal(row.state, state_context(row.id)) if row.revision else b""
    standing = Standing(business_key=row.business_key, state=state, due_at=row.due_at)
    step = _within_limits(version, standing, given, outside, row, now)
    act = Act(
        runtime=runtime,
        connection=connection,
        row=row,
        given=given,
        actor=actor,
        now=now,
        recorded=outside.recorded,
        deferred=deferred,
    )
    write_step(act, step, extra=extra)
    return step


def _within_limits(
    version: Version,
    standing: Standing,
    given: Input,
    outside: Live,
    row: HeldInstance,
    now: datetime,
) -> Step:
    """The step, unless it takes too much."""
    try:
        step = advance(version, standing, given, outside)
    except EndlessJobs as error:
        raise LimitReached(row.id, error.element_id, str(error), now) from error
    size = len(step.standing.state)
    if _too_large(size, len(standing.state)):
        raise LimitReached(row.id, given.element_id, size_reason(size), now)
    return step


def _too_large(size: int, before: int) -> bool:
    """What does not grow is let through, so that a large instance can be mended."""
    return size > max(MOST_BYTES, before)


def _inline(
    runtime: Runtime,
    connection: Connection,
    row: HeldInstance,
    *,
    actor: str,
    now: datetime,
    rules: str,
) -> Callable[[JobCall], Variables]:
    def run(call: JobCall) -> Variables:
        job = Job(
            type=call.type,
            key=f"{row.id}:{call.token}",
            instance_id=row.id,
            business_key=row.business_key,
            element_id=call.element_id,
            variables=call.variables,
            office_id=row.office_id,
            partner_office_id=row.partner_office_id,
            actor=actor,
            now=now,
            rules=rules,
        )
        return runtime.handlers.run(job, connection)

    return run
