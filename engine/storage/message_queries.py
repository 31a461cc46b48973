"""Queries of messages that were published. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from engine.step.states import InstanceStatus, MessageState, WaitState
from engine.storage.columns import Record
from engine.storage.tables import BUFFERED, INSTANCE, SUBSCRIPTION
from engine.tokens.execution import WaitKind

OPEN_COLUMNS = tuple(column for column in BUFFERED.c if column.name != "sealed")


def expired_messages(connection: Connection, *, limit: int = 1000) -> Sequence[Record]:
    """Messages that nobody waited for within their time to live, without their variables, the latest first."""
    return _of_state(connection, MessageState.EXPIRED, limit)


def waiting_messages(connection: Connection, *, limit: int = 1000) -> Sequence[Record]:
    """Messages that are kept for who will wait for them, without their variables, the latest first."""
    return _of_state(connection, MessageState.WAITING, limit)


def _of_state(connection: Connection, state: MessageState, limit: int) -> Sequence[Record]:
    query = select(*OPEN_COLUMNS).where(BUFFERED.c.state == state)
    ordered = query.order_by(BUFFERED.c.expires_at.desc(), BUFFERED.c.id.desc())
    return connection.execute(ordered.limit(limit)).all()


def deliverable_messages(connection: Connection, now: datetime, *, limit: int) -> list[int]:
    """Kept messages that an active instance waits for, the oldest first."""
    query = (
        select(BUFFERED.c.id)
        .join(
            SUBSCRIPTION,
            (SUBSCRIPTION.c.name == BUFFERED.c.name)
            & (SUBSCRIPTION.c.correlation_key == BUFFERED.c.correlation_key),
        )
        .join(INSTANCE, INSTANCE.c.id == SUBSCRIPTION.c.instance_id)
        .where(
            BUFFERED.c.state == MessageState.WAITING,
            BUFFERED.c.expires_at > now,
            SUBSCRIPTION.c.kind == WaitKind.MESSAGE,
            SUBSCRIPTION.c.state == WaitState.WAITING,
            INSTANCE.c.status == InstanceStatus.ACTIVE,
        )
        .distinct()
        .order_by(BUFFERED.c.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())
