"""What people do with user tasks. Source of the verbs: Camunda 7, TaskService."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, update

from engine.commands.context import Act, Also
from engine.commands.handing import tell_assignee
from engine.commands.instances import refuse_ended
from engine.commands.stepping import Deferred, carried_out, move
from engine.commands.writing import move_head
from engine.errors import UserTaskClosed, UserTaskTaken
from engine.history.canonical import refuse_unfit
from engine.history.events import EventKind
from engine.step.states import OPEN_TASK, UserTaskState
from engine.step.values import Input, Step
from engine.storage.queries import HeldTask, locked_task
from engine.storage.runtime import Runtime
from engine.storage.tables import TASK


def claim_user_task(runtime: Runtime, user_task_id: int, *, actor: str, now: datetime) -> None:
    """Take an unassigned task; taking one's own again changes nothing.

    Raises UnknownUserTask, UserTaskClosed, UserTaskTaken.
    """

    def command(connection: Connection, _: Deferred) -> None:
        row = _open_task(connection, user_task_id)
        if row.assignee == actor:
            return
        claim = (
            update(TASK)
            .where(TASK.c.id == user_task_id, TASK.c.state == UserTaskState.CREATED)
            .values(state=UserTaskState.ASSIGNED, assignee=actor)
        )
        if connection.execute(claim).rowcount != 1:
            raise UserTaskTaken(user_task_id, assignee=row.assignee or "")
        _note(runtime, connection, row, EventKind.USER_TASK_CLAIMED, actor, now)

    carried_out(runtime, command)


def release_user_task(runtime: Runtime, user_task_id: int, *, actor: str, now: datetime) -> None:
    """Give one's own task back to the lane. Raises UnknownUserTask, UserTaskClosed, UserTaskTaken."""

    def command(connection: Connection, _: Deferred) -> None:
        row = _open_task(connection, user_task_id)
        release = (
            update(TASK)
            .where(TASK.c.id == user_task_id, TASK.c.assignee == actor)
            .values(state=UserTaskState.CREATED, assignee=None)
        )
        if connection.execute(release).rowcount != 1:
            raise UserTaskTaken(user_task_id, assignee=row.assignee or "")
        _note(runtime, connection, row, EventKind.USER_TASK_RELEASED, actor, now)

    carried_out(runtime, command)


def assign_user_task(
    runtime: Runtime, user_task_id: int, assignee: str, *, actor: str, now: datetime
) -> None:
    """Give a task to somebody else, whoever holds it. Raises UnknownUserTask, UserTaskClosed."""

    def command(connection: Connection, _: Deferred) -> None:
        row = _open_task(connection, user_task_id)
        assign = (
            update(TASK)
            .where(TASK.c.id == user_task_id, TASK.c.state.in_(OPEN_TASK))
            .values(state=UserTaskState.ASSIGNED, assignee=assignee)
        )
        connection.execute(assign)
        data = {"assignee": assignee, "before": row.assignee}
        act = _note(runtime, connection, row, EventKind.USER_TASK_ASSIGNED, actor, now, data)
        tell_assignee(act, assignee, element_id=row.element_id, token=row.token)

    carried_out(runtime, command)


def put_off_user_task(
    runtime: Runtime, user_task_id: int, until: datetime | None, *, actor: str
) -> None:
    """Set or take away the follow-up date of one's own task: its holder's note, no event of the case (Camunda 7: followUpDate).

    Raises UnknownUserTask, UserTaskClosed, UserTaskTaken.
    """

    def command(connection: Connection, _: Deferred) -> None:
        row = _open_task(connection, user_task_id)
        own = update(TASK).where(TASK.c.id == user_task_id, TASK.c.assignee == actor)
        if connection.execute(own.values(follow_up_at=until)).rowcount != 1:
            raise UserTaskTaken(user_task_id, assignee=row.assignee or "")

    carried_out(runtime, command)


def complete_user_task(
    runtime: Runtime,
    user_task_id: int,
    variables: Mapping[str, object],
    *,
    actor: str,
    now: datetime,
    also: Also | None = None,
) -> Step:
    """Complete a task that is the actor's or nobody's, and run on to the next waits.

    also: what commits with it, and with nothing else.
    Raises UnknownUserTask, UserTaskClosed (who and when), UserTaskTaken, InstanceNotActive, InvalidVariables, LimitReached,
    StaleRevision.
    """
    refuse_unfit(dict(variables))

    def command(connection: Connection, deferred: Deferred) -> Step:
        row = _open_task(connection, user_task_id)
        if row.assignee not in (None, actor):
            raise UserTaskTaken(user_task_id, assignee=row.assignee)
        given = Input(
            kind=EventKind.USER_TASK_COMPLETED,
            element_id=row.element_id,
            token=row.token,
            data={"variables": dict(variables)},
        )
        return move(runtime, connection, row, given, actor=actor, now=now, deferred=deferred)

    return carried_out(runtime, command, also=also)


def _open_task(connection: Connection, user_task_id: int) -> HeldTask:
    row = locked_task(connection, user_task_id)
    if row.task_state not in OPEN_TASK:
        raise UserTaskClosed(user_task_id, by=row.closed_by, at=row.closed_at, state=row.task_state)
    refuse_ended(row.id, row.status)
    return row


def _note(
    runtime: Runtime,
    connection: Connection,
    row: HeldTask,
    kind: EventKind,
    actor: str,
    now: datetime,
    data: Mapping[str, object] | None = None,
) -> Act:
    """An event about the task that moves no token."""
    given = Input(kind=kind, element_id=row.element_id, token=row.token, data=data or {})
    act = Act(runtime=runtime, connection=connection, row=row, given=given, actor=actor, now=now)
    move_head(act)
    return act
