"""Queries for who works on cases by hand. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from engine.step.states import InstanceStatus
from engine.storage.columns import Record
from engine.storage.tables import INSTANCE
from people.store import Connection

MOST = 200
_COLUMNS = tuple(INSTANCE.c[name] for name in ("id", "business_key", "status", "started_at"))


def cases_of_number(connection: Connection, number: str) -> Sequence[Record]:
    """Cases with this number, the last started first."""
    query = select(*_COLUMNS).where(INSTANCE.c.business_key == number)
    return connection.execute(query.order_by(INSTANCE.c.started_at.desc()).limit(MOST)).all()


def suspended_cases(connection: Connection) -> Sequence[Record]:
    """Suspended cases, the longest-running first."""
    query = select(*_COLUMNS).where(INSTANCE.c.status == InstanceStatus.SUSPENDED)
    return connection.execute(query.order_by(INSTANCE.c.started_at).limit(MOST)).all()
