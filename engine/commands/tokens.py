"""Tokens that a person puts elsewhere: in a running instance, or into one that has ended. Nothing of the past is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update

from engine.commands.context import Also
from engine.commands.reasons import given_reason
from engine.commands.revision_check import held_instance
from engine.commands.stepping import Deferred, carried_out, move
from engine.errors import EngineError, InstanceNotActive
from engine.history.events import EventKind
from engine.step.states import UNFINISHED, InstanceStatus
from engine.step.values import Input
from engine.storage.runtime import Runtime
from engine.storage.standing_tokens import loaded_execution
from engine.storage.tables import INSTANCE

ENDED = (InstanceStatus.COMPLETED, InstanceStatus.TERMINATED)


class InstanceNotEnded(EngineError):
    """Only a process instance that has ended can be reopened."""

    def __init__(self, instance_id: str, status: str) -> None:
        super().__init__(f"process instance {instance_id} is {status}: it has not ended")
        self.instance_id, self.status = instance_id, status


def move_token(
    runtime: Runtime,
    instance_id: str,
    place: int | str,
    target: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    seen: int | None = None,
    also: Also | None = None,
) -> None:
    """Take a token away, as when its element is interrupted, and put one before another element.

    place: the token's number, or the element where it alone stands. target: an element of the process or sub-process in
    which the token stands, or of one around it; all else below that is canceled. In a suspended instance the token stands
    before the target until it is resumed. Source: Camunda 7, process instance modification (`startBeforeActivity`).
    Raises UnknownInstance, InstanceNotActive (it has ended), InstanceMovedOn, CannotPlace, ReasonMissing.
    """
    data = {"to": target, "reason": given_reason(reason)}

    def command(connection: Connection, deferred: Deferred) -> None:
        row = held_instance(connection, instance_id, seen)
        if row.status not in UNFINISHED:
            raise InstanceNotActive(row.id, row.status)
        stand = loaded_execution(runtime, connection, row, now=now).by_hand.stand_at(place)
        given = Input(
            kind=EventKind.TOKEN_MOVED,
            element_id=place if isinstance(place, str) else stand.element_ids[0],
            token=stand.token,
            data={**data, "moves": row.status == InstanceStatus.ACTIVE},
        )
        move(
            runtime,
            connection,
            row,
            given,
            actor=actor,
            now=now,
            deferred=deferred,
            allowed=UNFINISHED,
        )

    carried_out(runtime, command, also=also)


def reopen_instance(
    runtime: Runtime,
    instance_id: str,
    target: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Let an instance that has ended go on: a token stands before `target`, the variables are as at the end.

    The term of the case is counted anew, as when it began. What was written to registers and sent stays.
    Raises UnknownInstance, InstanceNotEnded, InstanceMovedOn, CannotPlace, ReasonMissing.
    """
    data = {"to": target, "reason": given_reason(reason)}
    given = Input(kind=EventKind.INSTANCE_REOPENED, data=data)

    def command(connection: Connection, deferred: Deferred) -> None:
        row = held_instance(connection, instance_id, seen)
        if row.status not in ENDED:
            raise InstanceNotEnded(row.id, row.status)
        step = move(
            runtime, connection, row, given, actor=actor, now=now, deferred=deferred, allowed=ENDED
        )
        if step.standing.due_at is None or step.standing.due_at > now:
            ahead = update(INSTANCE).where(INSTANCE.c.id == row.id).values(overdue_at=None)
            connection.execute(ahead)  # it will be told again when the new term passes

    carried_out(runtime, command)
