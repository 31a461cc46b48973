"""Incidents of limits: written after the command that reached one was rolled back."""

from __future__ import annotations

from sqlalchemy import insert, select

from engine.step.limits import LimitReached
from engine.step.states import UNFINISHED
from engine.storage.runtime import Runtime
from engine.storage.tables import INCIDENT, INSTANCE


def note_limit(runtime: Runtime, limit: LimitReached) -> None:
    """Open an incident once; none for an instance that never began. It is closed by resolving it: nothing is tried again."""
    there = select(INSTANCE.c.id).where(
        INSTANCE.c.id == limit.instance_id, INSTANCE.c.status.in_(UNFINISHED)
    )
    said = select(INCIDENT.c.id).where(
        INCIDENT.c.instance_id == limit.instance_id,
        INCIDENT.c.element_id == limit.element_id,
        INCIDENT.c.token == 0,
        INCIDENT.c.resolved_at.is_(None),
    )
    values = {
        "instance_id": limit.instance_id,
        "element_id": limit.element_id,
        "token": 0,
        "message": limit.reason,
        "opened_at": limit.at,
    }
    with runtime.database.transaction() as connection:
        held = connection.execute(there.with_for_update()).first()
        if held is not None and connection.execute(said).first() is None:
            connection.execute(insert(INCIDENT), values)
