"""Rows of one step: state, event, payload and the differences of what the instance waits for. Commits nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, update

from engine.errors import StaleRevision
from engine.history.canonical import canonical
from engine.history.chain import link, new_salt, payload_hash
from engine.history.events import Event
from engine.instance import (
    Input,
    OpenedJob,
    OpenedSubscription,
    OpenedTask,
    OpenedTimer,
    Step,
)
from engine.retry import RetryAt, after_failure
from engine.runtime import Runtime
from engine.spiff import Trouble, WaitKind
from engine.tables import (
    EVENT,
    INCIDENT,
    INSTANCE,
    JOB,
    PAYLOAD,
    SUBSCRIPTION,
    TASK,
    TIMER,
    InstanceStatus,
    JobState,
    UserTaskState,
    WaitState,
    payload_context,
    state_context,
)

MOVE_INSTANCE = (
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("at_id"), INSTANCE.c.revision == bindparam("seen"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "revision",
                "head_hash",
                "state",
                "status",
                "due_at",
                "outcome",
                "ended_at",
            )
        }
    )
)
MOVE_HEAD = (
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("at_id"), INSTANCE.c.revision == bindparam("seen"))
    .values({name: bindparam(f"new_{name}") for name in ("revision", "head_hash")})
)
INSERT_EVENT = insert(EVENT)
INSERT_PAYLOAD = insert(PAYLOAD)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who does what, when, to which row of an instance."""

    runtime: Runtime
    connection: Connection
    row: Row[Any]
    given: Input
    actor: str
    now: datetime
    recorded: Sequence[Mapping[str, Any]] = ()
    deferred: Mapping[int, str] = field(
        default_factory=dict
    )  #: token of a job to why it failed inline


def append_event(act: Act, *, after: str = "", extra: Mapping[str, Any] | None = None) -> bytes:
    """Write one event and its payload; the new head of the chain.

    after: digest of the instance after the step, empty for an event that moves no token.
    """
    payload = canonical(
        {
            "input": {"token": act.given.token, "data": dict(act.given.data)},
            "recorded": list(act.recorded),
            "after": after,
            **(extra or {}),
        }
    )
    salt = new_salt()
    event = Event(
        seq=act.row.revision + 1,
        kind=act.given.kind,
        element_id=act.given.element_id,
        actor=act.actor,
        at=act.now,
        payload_hash=payload_hash(salt, payload),
    )
    head = link(act.row.head_hash, event)
    key = {"instance_id": act.row.id, "seq": event.seq}
    act.connection.execute(
        INSERT_EVENT,
        {
            **key,
            "kind": event.kind.value,
            "element_id": event.element_id,
            "actor": event.actor,
            "at": event.at,
            "payload_hash": event.payload_hash,
            "engine_version": event.engine_version,
            "hash": head,
        },
    )
    sealed = act.runtime.vault.seal(salt + payload, payload_context(act.row.id, event.seq))
    act.connection.execute(INSERT_PAYLOAD, {**key, "sealed": sealed})
    return head


def move_head(act: Act) -> None:
    """Append an event that moves no token. Raises StaleRevision where another command was faster."""
    _moved(act, MOVE_HEAD, {"new_head_hash": append_event(act)})


def write_step(act: Act, step: Step, *, extra: Mapping[str, Any] | None = None) -> None:
    """Everything one step leaves behind. Raises StaleRevision where another command was faster."""
    ended = step.status is not InstanceStatus.ACTIVE
    values = {
        "new_head_hash": append_event(act, after=step.digest, extra=extra),
        "new_state": act.runtime.vault.seal(step.standing.state, state_context(act.row.id)),
        "new_status": step.status,
        "new_due_at": step.standing.due_at,
        "new_outcome": step.outcome,
        "new_ended_at": act.now if ended else None,
    }
    _moved(act, MOVE_INSTANCE, values)
    _close_waits(act, step)
    _open_waits(act, step)
    _write_incidents(act, step)


def _moved(act: Act, statement: Any, values: Mapping[str, Any]) -> None:
    seen = act.row.revision
    result = act.connection.execute(
        statement, {"at_id": act.row.id, "seen": seen, "new_revision": seen + 1, **values}
    )
    if result.rowcount != 1:
        raise StaleRevision(act.row.id, seen)


def _close_waits(act: Act, step: Step) -> None:
    for wait in step.closed:
        done = wait.token == act.given.token
        table, values = _closing(act, wait.kind, done, step)
        statement = (
            update(table)
            .where(
                table.c.instance_id == act.row.id,
                table.c.token == wait.token,
                table.c.state.notin_(("completed", "canceled", "done")),
            )
            .values(values)
        )
        act.connection.execute(statement)


def _closing(act: Act, kind: WaitKind, done: bool, step: Step) -> tuple[Table, dict[str, Any]]:
    closed = {"closed_at": act.now, "closed_by": act.actor}
    match kind:
        case WaitKind.USER_TASK:
            state = UserTaskState.COMPLETED if done else UserTaskState.CANCELED
            return TASK, {"state": state, **closed} | ({"assignee": act.actor} if done else {})
        case WaitKind.JOB:
            state_of_job = JobState.COMPLETED if done else JobState.CANCELED
            return JOB, {"state": state_of_job, "closed_at": act.now}
        case WaitKind.TIMER:
            fired = {
                "state": WaitState.DONE if act.given.kind == "timer_fired" else WaitState.CANCELED
            }
            return TIMER, fired
        case _:
            return SUBSCRIPTION, {"state": WaitState.DONE if done else WaitState.CANCELED}


def _open_waits(act: Act, step: Step) -> None:
    for opened in step.opened:
        base = {
            "instance_id": act.row.id,
            "element_id": opened.element_id,
            "token": opened.token,
        }
        match opened:
            case OpenedTask():
                act.connection.execute(insert(TASK), base | _task_values(act, opened))
            case OpenedJob():
                _open_job(act, opened, base)
            case OpenedTimer():
                values = {"due_at": opened.due_at, "state": WaitState.WAITING}
                act.connection.execute(insert(TIMER), base | values)
            case OpenedSubscription():
                values = {
                    "kind": opened.kind,
                    "name": opened.name,
                    "correlation_key": opened.correlation_key,
                    "state": WaitState.WAITING,
                }
                act.connection.execute(insert(SUBSCRIPTION), base | values)


def _task_values(act: Act, opened: OpenedTask) -> dict[str, Any]:
    office = act.runtime.lane_office(opened.lane, act.row.office_id, act.row.partner_office_id)
    return {
        "lane": opened.lane,
        "candidate_groups": ",".join(opened.candidate_groups),
        "office_id": office,
        "state": UserTaskState.ASSIGNED if opened.assignee else UserTaskState.CREATED,
        "assignee": opened.assignee,
        "form_key": opened.form_key,
        "created_at": act.now,
        "due_at": opened.due_at,
    }


def _open_job(act: Act, opened: OpenedJob, base: Mapping[str, Any]) -> None:
    reason = act.deferred.get(opened.token)
    values: dict[str, Any] = {
        "type": opened.type,
        "retries": opened.retries,
        "state": JobState.AVAILABLE,
        "due_at": act.now,
        "created_at": act.now,
        "attempts": 0 if reason is None else 1,
        "error": reason or "",
    }
    verdict = None if reason is None else after_failure(opened.retries, 1, now=act.now)
    if isinstance(verdict, RetryAt):
        values["due_at"] = verdict.due
    elif verdict is not None:
        values["state"] = JobState.FAILED
    result = act.connection.execute(insert(JOB), {**base, **values})
    if values["state"] is JobState.FAILED:
        trouble = Trouble(token=opened.token, element_id=opened.element_id, message=reason or "")
        open_incident(act, trouble, job_id=result.inserted_primary_key[0])


def _write_incidents(act: Act, step: Step) -> None:
    for trouble in step.troubles:
        open_incident(act, trouble)
    gone = [wait.token for wait in step.closed if wait.kind is WaitKind.JOB]
    gone += [trouble.token for trouble in step.healed]
    if step.status is not InstanceStatus.ACTIVE:
        close_incidents(act, reason="the instance has ended")
    elif gone:
        close_incidents(act, INCIDENT.c.token.in_(gone), reason="the token has moved on")


def close_incidents(act: Act, *which: Any, reason: str) -> int:
    """Resolve the open incidents of the instance that `which` selects; how many there were."""
    statement = (
        update(INCIDENT)
        .where(INCIDENT.c.instance_id == act.row.id, INCIDENT.c.resolved_at.is_(None), *which)
        .values(resolved_at=act.now, resolved_by=act.actor, reason=reason)
    )
    return int(act.connection.execute(statement).rowcount)


def open_incident(act: Act, trouble: Trouble, *, job_id: int | None = None) -> None:
    """An incident is a row: a person must resolve it."""
    act.connection.execute(
        insert(INCIDENT),
        {
            "instance_id": act.row.id,
            "element_id": trouble.element_id,
            "token": trouble.token,
            "job_id": job_id,
            "message": trouble.message,
            "opened_at": act.now,
        },
    )
