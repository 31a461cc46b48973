"""What the papers of a case need beside its variables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from engine.step.states import UserTaskState
from engine.storage.tables import TASK

RESOLUTION = "resolution"  # form key


def resolved_at(connection: Connection, instance_id: str) -> datetime | None:
    """When the head gave the resolution that holds; None where none was given."""
    statement = select(func.max(TASK.c.closed_at)).where(
        TASK.c.instance_id == instance_id,
        TASK.c.form_key == RESOLUTION,
        TASK.c.state == UserTaskState.COMPLETED,
    )
    found: datetime | None = connection.execute(statement).scalar_one()
    return found
