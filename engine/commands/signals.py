"""Signals on their way to every case that waits and to every start event. Source: BPMN 2.0, 10.5.1 (broadcast).

A signal is written down first; each delivery is a transaction of its own that moves the mark on how far it has come. So one
that is cut short goes on where it was, and nobody hears a signal twice. What waits when it is sent hears it, nobody else.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

import orjson
from sqlalchemy import Connection, insert, select, update

from engine.commands.mailing import sealed_variables, write_signal
from engine.commands.starts import Cause, begin_at
from engine.commands.stepping import Deferred, carried_out, move
from engine.errors import EngineError
from engine.history.events import EventKind, instant_text
from engine.step.states import InstanceStatus, MessageState, WaitState
from engine.step.values import Input
from engine.storage.columns import Record
from engine.storage.queries import locked_instance
from engine.storage.runtime import Runtime
from engine.storage.start_queries import next_hearing, next_started, signals_under_way
from engine.storage.start_tables import SIGNAL, signal_context
from engine.storage.tables import SUBSCRIPTION

LOG = logging.getLogger("ruqsat.signals")

MOST_SIGNALS = 20  # looked at in one tick


def broadcast_signal(
    runtime: Runtime, name: str, variables: Mapping[str, object], *, actor: str, now: datetime
) -> int:
    """Send a signal from outside; ticks deliver it. The number under which it is kept. Raises InvalidVariables."""
    values = {
        "sealed": sealed_variables(runtime.vault, dict(variables), signal_context(name, now)),
        "sent_by": actor,
        "sender_id": None,
        "business_key": "",
        "office_id": None,
        "partner_office_id": None,
    }
    with runtime.database.transaction() as connection:
        return write_signal(connection, name, now, values)


def deliver_signals(runtime: Runtime, *, now: datetime, limit: int = 100) -> int:
    """Carry signals further, one transaction for each who hears one; how many have. The next tick goes on."""
    with runtime.database.snapshot() as connection:
        found = signals_under_way(connection, MOST_SIGNALS)
    heard = 0
    for signal_id in found:
        while heard < limit and _delivered(runtime, signal_id, now):
            heard += 1
    return heard


def _delivered(runtime: Runtime, signal_id: int, now: datetime) -> bool:
    """Whether somebody was looked at; one that cannot take it must not keep it from the others."""

    def command(connection: Connection, deferred: Deferred) -> bool:
        signal = _held(connection, signal_id)
        if signal.state != MessageState.WAITING:
            return False
        return _carry(runtime, connection, signal, deferred, now)

    try:
        return carried_out(runtime, command)
    except EngineError:
        LOG.exception("signal %s was not taken by one who waits for it", signal_id)
        with runtime.database.transaction() as connection:
            return _pass_over(connection, _held(connection, signal_id), now)


def _carry(
    runtime: Runtime, connection: Connection, signal: Record, deferred: Deferred, now: datetime
) -> bool:
    found = next_hearing(connection, signal)
    if found is not None:
        return _hear(runtime, connection, signal, found, deferred, now)
    listener = None if signal.instance_id else next_started(connection, signal.name, signal.started)
    if listener is None:
        _mark(connection, signal, state=MessageState.DELIVERED, settled_at=now)
        return False
    _mark(connection, signal, after=signal.until, started=listener.place)
    cause = Cause(
        told={"signal": signal.name, "sent_at": instant_text(signal.sent_at)},
        variables=_variables(runtime, signal),
        business_key=signal.business_key,
        office_id=signal.office_id,
        partner_office_id=signal.partner_office_id,
    )
    begin_at(runtime, connection, listener, cause, actor=signal.sent_by, now=now, deferred=deferred)
    return True


def _hear(
    runtime: Runtime,
    connection: Connection,
    signal: Record,
    found: Record,
    deferred: Deferred,
    now: datetime,
) -> bool:
    """One case hears it; a suspended one when it is resumed."""
    row = locked_instance(connection, found.instance_id)
    suspended = row.status == InstanceStatus.SUSPENDED
    if suspended and signal.instance_id:
        return False  # suspended again
    _mark(connection, signal, after=found.id)
    still = select(SUBSCRIPTION.c.state).where(SUBSCRIPTION.c.id == found.id)
    if connection.execute(still).scalar_one() != WaitState.WAITING:
        return True
    if suspended:
        _leave_for(connection, signal, found)
    elif row.status == InstanceStatus.ACTIVE:
        data = {
            "signal": signal.name,
            "variables": _variables(runtime, signal),
            "sent_at": instant_text(signal.sent_at),
        }
        given = Input(
            kind=EventKind.SIGNAL_RECEIVED,
            element_id=found.element_id,
            token=found.token,
            data=data,
        )
        move(runtime, connection, row, given, actor=signal.sent_by, now=now, deferred=deferred)
    return True


def _leave_for(connection: Connection, signal: Record, found: Record) -> None:
    left = {name: value for name, value in signal._mapping.items() if name != "id"}
    alone = {"after": found.id - 1, "until": found.id, "instance_id": found.instance_id}
    connection.execute(insert(SIGNAL), {**left, **alone})


def _pass_over(connection: Connection, signal: Record, now: datetime) -> bool:
    found = next_hearing(connection, signal)
    if found is not None:
        _mark(connection, signal, after=found.id)
        return True
    listener = None if signal.instance_id else next_started(connection, signal.name, signal.started)
    if listener is None:
        return False
    _mark(connection, signal, started=listener.place)
    return True


def _held(connection: Connection, signal_id: int) -> Record:
    return connection.execute(
        select(SIGNAL).where(SIGNAL.c.id == signal_id).with_for_update()
    ).one()


def _mark(connection: Connection, signal: Record, **values: object) -> None:
    connection.execute(update(SIGNAL).where(SIGNAL.c.id == signal.id).values(values))


def _variables(runtime: Runtime, signal: Record) -> Mapping[str, object]:
    content = runtime.vault.unseal(signal.sealed, signal_context(signal.name, signal.sent_at))
    variables: Mapping[str, object] = orjson.loads(content)
    return variables
