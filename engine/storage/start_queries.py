"""Queries of what starts a process but a person, and of signals on their way. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, or_, select

from engine.model.dialect import EventKind
from engine.step.states import UNFINISHED, InstanceStatus, MessageState, WaitState
from engine.storage.columns import Record
from engine.storage.start_tables import LISTENER, SIGNAL
from engine.storage.tables import INSTANCE, SUBSCRIPTION
from engine.tokens.execution import WaitKind


def due_listeners(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Start timers that are due, the longest overdue first."""
    query = select(LISTENER.c.id).where(
        LISTENER.c.state == WaitState.WAITING,
        LISTENER.c.kind == EventKind.TIMER,
        LISTENER.c.due_at <= now,
    )
    ordered = query.order_by(LISTENER.c.due_at, LISTENER.c.id).limit(limit)
    return list(connection.execute(ordered).scalars())


def listeners(connection: Connection, kind: EventKind, name: str = "") -> Sequence[Record]:
    """Start events that wait for a message or signal of that name, or for a condition; the oldest first."""
    query = _waiting(kind, name)
    return connection.execute(query.order_by(LISTENER.c.id)).all()


def next_started(connection: Connection, name: str, after: str) -> Record | None:
    """The start event of a signal that comes after that one, by process and element."""
    place = LISTENER.c.key + " " + LISTENER.c.element_id
    query = _waiting(EventKind.SIGNAL, name).add_columns(place.label("place"))
    ordered = query.where(place > after).order_by(place).limit(1)
    return connection.execute(ordered).first()


def _waiting(kind: EventKind, name: str) -> Select[tuple[object, ...]]:
    return select(LISTENER).where(
        LISTENER.c.kind == kind, LISTENER.c.name == name, LISTENER.c.state == WaitState.WAITING
    )


def is_awaited(connection: Connection, name: str, correlation_key: str) -> bool:
    """Whether any case waits for the message, a suspended one too."""
    query = (
        select(SUBSCRIPTION.c.id)
        .join(INSTANCE, INSTANCE.c.id == SUBSCRIPTION.c.instance_id)
        .where(
            SUBSCRIPTION.c.kind == WaitKind.MESSAGE,
            SUBSCRIPTION.c.name == name,
            SUBSCRIPTION.c.correlation_key == correlation_key,
            SUBSCRIPTION.c.state == WaitState.WAITING,
            INSTANCE.c.status.in_(UNFINISHED),
        )
    )
    return connection.execute(query.limit(1)).first() is not None


def signals_under_way(connection: Connection, limit: int) -> list[int]:
    """Signals that somebody has not had yet, the oldest first; not those that wait for a suspended case."""
    query = (
        select(SIGNAL.c.id)
        .outerjoin(INSTANCE, INSTANCE.c.id == SIGNAL.c.instance_id)
        .where(
            SIGNAL.c.state == MessageState.WAITING,
            or_(SIGNAL.c.instance_id.is_(None), INSTANCE.c.status != InstanceStatus.SUSPENDED),
        )
    )
    return list(connection.execute(query.order_by(SIGNAL.c.id).limit(limit)).scalars())


def next_hearing(connection: Connection, signal: Record) -> Record | None:
    """The next subscription that waited when the signal was sent and still does."""
    query = (
        select(SUBSCRIPTION)
        .join(INSTANCE, INSTANCE.c.id == SUBSCRIPTION.c.instance_id)
        .where(
            SUBSCRIPTION.c.kind == WaitKind.SIGNAL,
            SUBSCRIPTION.c.name == signal.name,
            SUBSCRIPTION.c.id > signal.after,
            SUBSCRIPTION.c.id <= signal.until,
            SUBSCRIPTION.c.state == WaitState.WAITING,
            INSTANCE.c.status.in_(UNFINISHED),
        )
    )
    if signal.sender_id is not None:
        query = query.where(SUBSCRIPTION.c.instance_id != signal.sender_id)
    return connection.execute(query.order_by(SUBSCRIPTION.c.id).limit(1)).first()
