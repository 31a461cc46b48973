"""Telling a person that a task has come to them by what another did. It decides nothing."""

from __future__ import annotations

from sqlalchemy import select

from engine.commands.context import Act
from engine.step.states import UserTaskState
from engine.storage.queries import version_by_id
from engine.storage.runtime import Handed
from engine.storage.tables import TASK


def tell_assignee(act: Act, assignee: str, *, element_id: str, token: int) -> None:
    """Nobody is told of what they did themselves."""
    runtime, row = act.runtime, act.row
    if runtime.tell_assignee is None or assignee == act.actor:
        return
    version = version_by_id(act.connection, runtime.versions, row.definition_id)
    element = version.definition.elements.get(element_id)
    if element is None:
        return  # of a process that this one calls
    handed = Handed(
        instance_id=row.id,
        business_key=row.business_key,
        element_id=element_id,
        label=element.name_in_lists,
        assignee=assignee,
        at=act.now,
        again=_was_done(act, element_id),
        event_key=f"{row.id}:{row.revision}:{token}",
    )
    runtime.tell_assignee(act.connection, handed)


def _was_done(act: Act, element_id: str) -> bool:
    done = (
        select(TASK.c.id)
        .where(
            TASK.c.instance_id == act.row.id,
            TASK.c.element_id == element_id,
            TASK.c.state == UserTaskState.COMPLETED,
        )
        .limit(1)
    )
    return act.connection.execute(done).first() is not None
