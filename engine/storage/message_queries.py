"""Queries of messages that were published. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, not_, or_, select

from engine.model.dialect import EventKind
from engine.step.states import UNFINISHED, InstanceStatus, MessageState, WaitState
from engine.storage.columns import Record
from engine.storage.start_tables import LISTENER
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
    """Kept messages that an active instance waits for, or that start a process and that none waits for; the oldest first."""
    waits = _subscription(INSTANCE.c.status == InstanceStatus.ACTIVE).exists()
    waits_anyhow = _subscription(INSTANCE.c.status.in_(UNFINISHED)).exists()
    starts = select(LISTENER.c.id).where(
        LISTENER.c.kind == EventKind.MESSAGE,
        LISTENER.c.name == BUFFERED.c.name,
        LISTENER.c.state == WaitState.WAITING,
    )
    query = select(BUFFERED.c.id).where(
        BUFFERED.c.state == MessageState.WAITING,
        BUFFERED.c.expires_at > now,
        or_(waits, and_(starts.exists(), not_(waits_anyhow))),
    )
    return list(connection.execute(query.order_by(BUFFERED.c.id).limit(limit)).scalars())


def _subscription(of_instance: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return (
        select(SUBSCRIPTION.c.id)
        .join(INSTANCE, INSTANCE.c.id == SUBSCRIPTION.c.instance_id)
        .where(
            SUBSCRIPTION.c.name == BUFFERED.c.name,
            SUBSCRIPTION.c.correlation_key == BUFFERED.c.correlation_key,
            SUBSCRIPTION.c.kind == WaitKind.MESSAGE,
            SUBSCRIPTION.c.state == WaitState.WAITING,
            of_instance,
        )
    )
