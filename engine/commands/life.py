"""The life of an instance by hand: suspended, resumed, corrected; `seen` is the revision that a person decided on.

Ended by hand: `engine.commands.instances`; tokens moved, and reopened: `engine.commands.tokens`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from engine.commands.context import Act
from engine.commands.instances import refuse_ended
from engine.commands.reasons import given_reason
from engine.commands.revision_check import held_instance
from engine.commands.stepping import Deferred, carried_out, move
from engine.commands.writing import move_status
from engine.errors import EngineError
from engine.history.canonical import refuse_unfit
from engine.history.events import EventKind
from engine.step.states import UNFINISHED, InstanceStatus
from engine.step.values import Input
from engine.storage.queries import HeldInstance
from engine.storage.runtime import Runtime

Following = Callable[[Connection, HeldInstance], Mapping[str, object]]
"""What follows from a correction: rows of the caller's own, and the variables that name them."""


class InstanceNotSuspended(EngineError):
    """Only a suspended process instance can be resumed."""

    def __init__(self, instance_id: str, status: str) -> None:
        super().__init__(f"process instance {instance_id} is {status}, not suspended")
        self.instance_id, self.status = instance_id, status


def suspend_instance(
    runtime: Runtime,
    instance_id: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Let nothing move until it is resumed: tasks are refused, jobs and timers wait. Terms run on.

    Raises UnknownInstance, InstanceNotActive, InstanceMovedOn, ReasonMissing.
    """
    given = Input(kind=EventKind.INSTANCE_SUSPENDED, data={"reason": given_reason(reason)})

    def command(connection: Connection, _: Deferred) -> None:
        row = held_instance(connection, instance_id, seen)
        refuse_ended(instance_id, row.status)
        act = Act(
            runtime=runtime, connection=connection, row=row, given=given, actor=actor, now=now
        )
        move_status(act, InstanceStatus.SUSPENDED)

    carried_out(runtime, command)


def resume_instance(
    runtime: Runtime,
    instance_id: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Let it move again: conditions are looked at now, what became due meanwhile follows with the next tick.

    Raises UnknownInstance, InstanceNotSuspended, InstanceMovedOn, ReasonMissing.
    """
    given = Input(kind=EventKind.INSTANCE_RESUMED, data={"reason": given_reason(reason)})

    def command(connection: Connection, deferred: Deferred) -> None:
        row = held_instance(connection, instance_id, seen)
        if row.status != InstanceStatus.SUSPENDED:
            raise InstanceNotSuspended(instance_id, row.status)
        move(
            runtime,
            connection,
            row,
            given,
            actor=actor,
            now=now,
            deferred=deferred,
            allowed=(InstanceStatus.SUSPENDED,),
        )

    carried_out(runtime, command)


def correct_variables(
    runtime: Runtime,
    instance_id: str,
    variables: Mapping[str, object],
    *,
    reason: str,
    actor: str,
    now: datetime,
    seen: int | None = None,
    following: Following | None = None,
) -> None:
    """Write variables of the process; those not named stay. Conditional events see the new values.

    following: called in the command's transaction; what it gives is written by the same act.
    In a suspended instance nothing moves: conditions are looked at once it is resumed. Terms stay as they were
    counted; `engine.commands.terms.recompute_terms` lets them follow.
    Raises UnknownInstance, InstanceNotActive (it has ended), InstanceMovedOn, InvalidVariables, ReasonMissing.
    """
    refuse_unfit(dict(variables))
    why = given_reason(reason)

    def command(connection: Connection, deferred: Deferred) -> None:
        row = held_instance(connection, instance_id, seen)
        written = {**variables, **(following(connection, row) if following else {})}
        moves = row.status == InstanceStatus.ACTIVE
        data = {"reason": why, "variables": written, "moves": moves}
        given = Input(kind=EventKind.VARIABLES_CORRECTED, data=data)
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

    carried_out(runtime, command)
