"""Queries of the days that were entered, and of the terms that hang on them. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select

from engine.calendar.working import DayKind, Override
from engine.step.states import OPEN_TASK, UNFINISHED, WaitState
from engine.storage.columns import Record
from engine.storage.tables import CALENDAR_CHANGE, INSTANCE, OVERRIDE, TASK, TIMER


def stored_overrides(connection: Connection) -> list[Override]:
    """Days that the administrator has entered."""
    return [
        Override(day=row.day, kind=DayKind(row.kind), legal_ref=row.legal_ref)
        for row in entered_days(connection)
    ]


def entered_days(connection: Connection) -> Sequence[Record]:
    """The same with who entered them and when, in order."""
    return connection.execute(select(OVERRIDE).order_by(OVERRIDE.c.day)).all()


def calendar_changes(connection: Connection, *, limit: int) -> Sequence[Record]:
    """Who entered or took back which day, the latest first."""
    query = select(CALENDAR_CHANGE).order_by(CALENDAR_CHANGE.c.id.desc()).limit(limit)
    return connection.execute(query).all()


def unsettled_changes(connection: Connection, *, before: datetime) -> Sequence[Record]:
    """Changes made until then that open terms may not have followed yet, in order."""
    table = CALENDAR_CHANGE
    query = select(table).where(table.c.settled_at.is_(None), table.c.at <= before)
    return connection.execute(query.order_by(table.c.id)).all()


def instances_with_terms(
    connection: Connection, *, since: datetime, after: str, limit: int
) -> list[str]:
    """Unfinished instances of which something is due at `since` or later, in order of id, from beyond `after`."""
    task = select(TASK.c.id).where(
        TASK.c.instance_id == INSTANCE.c.id, TASK.c.state.in_(OPEN_TASK), TASK.c.due_at >= since
    )
    timer = select(TIMER.c.id).where(
        TIMER.c.instance_id == INSTANCE.c.id,
        TIMER.c.state == WaitState.WAITING,
        TIMER.c.due_at >= since,
    )
    query = (
        select(INSTANCE.c.id)
        .where(
            INSTANCE.c.id > after,
            INSTANCE.c.status.in_(UNFINISHED),
            or_(INSTANCE.c.due_at >= since, task.exists(), timer.exists()),
        )
        .order_by(INSTANCE.c.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())
