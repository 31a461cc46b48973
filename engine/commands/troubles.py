"""Incident rows: opened with a trouble, closed when its token moves on or a person resolves it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, update

from engine.commands.context import Act
from engine.step.states import InstanceStatus
from engine.step.values import Step
from engine.storage.batch import Batch
from engine.storage.prepared import Prepared
from engine.storage.tables import INCIDENT
from engine.tokens.execution import Trouble, WaitKind

CLOSE_ALL = Prepared(
    update(INCIDENT)
    .where(INCIDENT.c.instance_id == bindparam("at_id"), INCIDENT.c.resolved_at.is_(None))
    .values({name: bindparam(f"new_{name}") for name in ("resolved_at", "resolved_by", "reason")})
)


def write_incidents(act: Act, step: Step, batch: Batch) -> None:
    """What is over is closed first: a job may be done, and its token fail at what follows."""
    gone = [wait.token for wait in step.closed if wait.kind is WaitKind.JOB]
    gone += [trouble.token for trouble in step.healed if trouble.token]
    if step.status is not InstanceStatus.ACTIVE:
        ended = {"at_id": act.row.id, "new_resolved_at": act.now, "new_resolved_by": act.actor}
        batch.add(CLOSE_ALL, {**ended, "new_reason": "the instance has ended"})
        return
    if gone:
        close_incidents(act, INCIDENT.c.token.in_(gone), reason="the token has moved on")
    for message in [trouble.message for trouble in step.healed if not trouble.token]:
        of_the_whole = (INCIDENT.c.token == 0, INCIDENT.c.message == message)
        close_incidents(act, *of_the_whole, reason="something can move again")
    for trouble in step.troubles:
        open_incident(act, trouble)


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
