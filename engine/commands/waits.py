"""Rows of what an instance waits for: user tasks, jobs, timers, subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, update

from engine.commands.context import Act
from engine.commands.handing import tell_assignee
from engine.commands.troubles import open_incident
from engine.expression.values import Value
from engine.history.events import EventKind
from engine.step.retry import RetryAt, after_failure
from engine.step.states import JobState, UserTaskState, WaitState
from engine.step.values import OpenedJob, OpenedSubscription, OpenedTask, OpenedTimer, Step
from engine.storage.batch import Batch
from engine.storage.prepared import Prepared
from engine.storage.tables import JOB, SUBSCRIPTION, TASK, TIMER
from engine.tokens.execution import Trouble, WaitKind


def _closing_statement(table: Any, *names: str) -> Prepared:
    """Closes the row of a token that is still open; what is closed already stays as it is."""
    still = (
        table.c.closed_at.is_(None)
        if "closed_at" in table.c
        else table.c.state == bindparam("waiting")
    )
    return Prepared(
        update(table)
        .where(
            table.c.instance_id == bindparam("at_id"),
            table.c.token == bindparam("at_token"),
            still,
        )
        .values({name: bindparam(f"new_{name}") for name in names})
    )


NOT_YET = ("id", "overdue_at", "follow_up_at", "closed_at", "closed_by")

CLOSE_TASK = _closing_statement(TASK, "state", "closed_at", "closed_by")
COMPLETE_TASK = _closing_statement(TASK, "state", "assignee", "closed_at", "closed_by")
CLOSE_JOB = _closing_statement(JOB, "state", "closed_at")
CLOSE_TIMER = _closing_statement(TIMER, "state")
CLOSE_SUBSCRIPTION = _closing_statement(SUBSCRIPTION, "state")
INSERT_TASK = Prepared(
    insert(TASK), [column.name for column in TASK.c if column.name not in NOT_YET]
)


def close_waits(act: Act, step: Step, batch: Batch) -> None:
    for wait in step.closed:
        done = wait.token == act.given.token and act.given.kind is not EventKind.TOKEN_MOVED
        where = {"at_id": act.row.id, "at_token": wait.token, "waiting": WaitState.WAITING}
        statement, values = _closing(act, wait.kind, done)
        batch.add(statement, {**where, **values})


def _closing(act: Act, kind: WaitKind, done: bool) -> tuple[Prepared, dict[str, object]]:
    match kind:
        case WaitKind.USER_TASK:
            closed = {"new_closed_at": act.now, "new_closed_by": act.actor}
            if done:
                state = UserTaskState.COMPLETED
                return COMPLETE_TASK, {"new_state": state, "new_assignee": act.actor, **closed}
            return CLOSE_TASK, {"new_state": UserTaskState.CANCELED, **closed}
        case WaitKind.JOB:
            state_of_job = JobState.COMPLETED if done else JobState.CANCELED
            return CLOSE_JOB, {"new_state": state_of_job, "new_closed_at": act.now}
        case WaitKind.TIMER:
            fired = act.given.kind is EventKind.TIMER_FIRED
            return CLOSE_TIMER, {"new_state": WaitState.DONE if fired else WaitState.CANCELED}
        case _:
            ended = WaitState.DONE if done else WaitState.CANCELED
            return CLOSE_SUBSCRIPTION, {"new_state": ended}


def open_waits(act: Act, step: Step, batch: Batch) -> None:
    if not all(isinstance(opened, OpenedTask) for opened in step.opened):
        batch.send()  # what follows is written at once, and the token's earlier row must be closed by then
    for opened in step.opened:
        base = {
            "instance_id": act.row.id,
            "element_id": opened.element_id,
            "token": opened.token,
        }
        match opened:
            case OpenedTask():
                batch.add(INSERT_TASK, base | _task_values(act, opened))
                if opened.assignee:
                    tell_assignee(
                        act, opened.assignee, element_id=opened.element_id, token=opened.token
                    )
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


def _task_values(act: Act, opened: OpenedTask) -> dict[str, object]:
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


def _open_job(act: Act, opened: OpenedJob, base: Mapping[str, object]) -> None:
    reason = act.deferred.get(opened.token)
    values: dict[str, Value] = {
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
        open_incident(act, trouble, job_id=(result.inserted_primary_key or (None,))[0])
