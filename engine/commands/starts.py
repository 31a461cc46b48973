"""Cases that nobody starts: by a message, a signal, a time or a condition. Only the newest version of a process listens."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine.calendar.working import WorkingCalendar
from engine.commands.instances import Start, begin_instance
from engine.commands.stepping import Deferred, carried_out
from engine.errors import EngineError, NobodyWaits
from engine.history.canonical import refuse_unfit
from engine.history.events import instant_text
from engine.model.dialect import EventKind
from engine.step.answers import Functions, Live
from engine.step.starts import Listening, first_due, is_true, next_due
from engine.step.states import WaitState
from engine.storage.columns import Record
from engine.storage.queries import running_version
from engine.storage.runtime import SYSTEM, Runtime
from engine.storage.start_queries import due_listeners, listeners
from engine.storage.start_tables import LISTENER
from engine.tokens.execution import Model

LOG = logging.getLogger("ruqsat.starts")


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What starts a case, and whose it will be. told: what its first event says of it."""

    told: Mapping[str, object]
    variables: Mapping[str, object] = field(default_factory=dict)
    business_key: str = ""
    office_id: int | None = None
    partner_office_id: int | None = None


def listen(
    connection: Connection,
    calendar: WorkingCalendar,
    definition_id: int,
    model: Model,
    now: datetime,
) -> None:
    """Let the start events of a new version wait, and no others of the process any more. Raises EngineError for a time that is none.

    A date that has passed already and has started a case in an earlier version starts none again.
    """
    key = model.process.name
    replaced = update(LISTENER).where(
        LISTENER.c.key == key,
        LISTENER.c.state == WaitState.WAITING,
        LISTENER.c.definition_id != definition_id,
    )
    connection.execute(replaced.values(state=WaitState.CANCELED))
    fired = _fired(connection, key)
    functions = _functions(calendar, now)
    for number, (element_id, trigger) in enumerate(model.start_triggers):
        due = first_due(trigger, now, functions) if trigger.timer is not None else None
        over = trigger.timer is not None and due is None
        again = due is not None and due.at <= now and (element_id, due.at) in fired
        values = {
            "definition_id": definition_id,
            "key": key,
            "number": number,
            "element_id": element_id,
            "kind": trigger.kind,
            "name": trigger.name or "",
            "armed_at": now,
            "due_at": due.at if due else None,
            "nth": due.nth if due else 0,
            "state": WaitState.CANCELED if over or again else WaitState.WAITING,
        }
        connection.execute(insert(LISTENER), values)


def has_listened(connection: Connection, definition_id: int) -> bool:
    """Whether what starts this version was written down."""
    query = select(LISTENER.c.id).where(LISTENER.c.definition_id == definition_id).limit(1)
    return connection.execute(query).first() is not None


def _fired(connection: Connection, key: str) -> set[tuple[str, datetime]]:
    query = select(LISTENER.c.element_id, LISTENER.c.due_at).where(
        LISTENER.c.key == key, LISTENER.c.state == WaitState.DONE, LISTENER.c.due_at.is_not(None)
    )
    return {(row.element_id, row.due_at) for row in connection.execute(query)}


def _functions(calendar: WorkingCalendar, now: datetime) -> Functions:
    return Live(now=now, calendar=calendar).functions


def begin_at(
    runtime: Runtime,
    connection: Connection,
    listener: Record,
    cause: Cause,
    *,
    actor: str,
    now: datetime,
    deferred: Deferred,
) -> str:
    """Start a case at the start event that listened; its id."""
    version = running_version(connection, runtime.versions, listener.definition_id)
    start = Start(
        key=version.key,
        variables=cause.variables,
        business_key=cause.business_key,
        office_id=cause.office_id,
        partner_office_id=cause.partner_office_id,
        start_element=listener.element_id,
        cause=cause.told,
    )
    return begin_instance(
        runtime, connection, version, start, actor=actor, now=now, deferred=deferred
    )


def begin_by_message(
    runtime: Runtime,
    connection: Connection,
    name: str,
    cause: Cause,
    *,
    actor: str,
    now: datetime,
    deferred: Deferred,
) -> str:
    """Start the one case that a message starts; its id. Raises NobodyWaits where it starts none."""
    for found in listeners(connection, EventKind.MESSAGE, name):
        held = _held(connection, found.id)
        if held.state == WaitState.WAITING:
            return begin_at(
                runtime, connection, held, cause, actor=actor, now=now, deferred=deferred
            )
    raise NobodyWaits(name, cause.business_key)


def fire_start_timers(runtime: Runtime, *, now: datetime, limit: int = 100) -> int:
    """Start the cases whose time has come, one transaction each; how many. Whoever else ticks: each start happens once."""
    with runtime.database.snapshot() as connection:
        found = due_listeners(connection, now, limit)
    return sum(_fire(runtime, listener_id, now) for listener_id in found)


def _fire(runtime: Runtime, listener_id: int, now: datetime) -> bool:
    def command(connection: Connection, deferred: Deferred) -> bool:
        held = _held(connection, listener_id)
        if held.state != WaitState.WAITING or held.due_at > now:
            return False  # another node was faster, or a new version has come
        missed = _rearm(runtime, connection, held, now)
        told = {"timer": instant_text(held.due_at), **({"missed": missed} if missed else {})}
        cause = Cause(told=told)
        begin_at(runtime, connection, held, cause, actor=SYSTEM, now=now, deferred=deferred)
        return True

    try:
        return carried_out(runtime, command)
    except EngineError:
        LOG.exception("start timer %s started nothing; the next tick tries again", listener_id)
        return False


def _rearm(runtime: Runtime, connection: Connection, held: Record, now: datetime) -> int:
    """Let the timer wait for its next time, or be done; how many times were missed meanwhile."""
    functions = _functions(runtime.calendar, held.armed_at)
    listening = _listening(runtime, connection, held)
    due = next_due(listening.trigger, held.armed_at, functions, held.nth, now)
    next_time = {"state": WaitState.DONE} if due is None else {"due_at": due.at, "nth": due.nth}
    connection.execute(update(LISTENER).where(LISTENER.c.id == held.id).values(next_time))
    return 0 if due is None else due.nth - held.nth - 1


def begin_where_true(
    runtime: Runtime,
    variables: Mapping[str, object],
    *,
    business_key: str = "",
    actor: str,
    now: datetime,
) -> list[str]:
    """Start a case at every start event whose condition is true of these variables, which it is given; their ids.

    Raises InvalidVariables. Source: Camunda 7, evaluation of conditional start events.
    """
    refuse_unfit(dict(variables))
    cause = Cause(told={"condition": True}, variables=variables, business_key=business_key)

    def command(connection: Connection, deferred: Deferred) -> list[str]:
        functions, begun = _functions(runtime.calendar, now), []
        for found in listeners(connection, EventKind.CONDITIONAL):
            trigger = _listening(runtime, connection, found).trigger
            if is_true(trigger, dict(variables), functions):
                begun.append(
                    begin_at(
                        runtime, connection, found, cause, actor=actor, now=now, deferred=deferred
                    )
                )
        return begun

    return carried_out(runtime, command)


def _held(connection: Connection, listener_id: int) -> Record:
    query = select(LISTENER).where(LISTENER.c.id == listener_id).with_for_update()
    return connection.execute(query).one()


def _listening(runtime: Runtime, connection: Connection, listener: Record) -> Listening:
    version = running_version(connection, runtime.versions, listener.definition_id)
    element_id, trigger = list(version.model.start_triggers)[listener.number]
    return Listening(element_id=element_id, trigger=trigger)
