"""What reaches an instance from outside: messages, and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from engine.commands.context import Act
from engine.commands.instances import Begun
from engine.commands.starts import Cause, begin_by_message
from engine.commands.stepping import Deferred, carried_out, move
from engine.commands.writing import move_head
from engine.errors import InstanceNotActive, NobodyWaits
from engine.history.canonical import refuse_unfit
from engine.history.events import EventKind, instant_text
from engine.step.limits import LimitReached
from engine.step.states import OPEN_TASK, InstanceStatus, WaitState
from engine.step.values import Input
from engine.storage.columns import Record
from engine.storage.queries import (
    HeldInstance,
    due_instances,
    locked_instance,
    locked_task,
    version_by_id,
)
from engine.storage.runtime import SYSTEM, Label, Overdue, Runtime
from engine.storage.start_queries import is_awaited
from engine.storage.tables import INSTANCE, SUBSCRIPTION, TASK, TIMER
from engine.tokens.execution import WaitKind


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message that is to be given to somebody. sent_at: where it was kept meanwhile."""

    name: str
    correlation_key: str
    variables: Mapping[str, object]
    sent_at: datetime | None = None
    office_id: int | None = None
    partner_office_id: int | None = None

    @property
    def told(self) -> dict[str, object]:
        """What an event says of it."""
        sent = {} if self.sent_at is None else {"sent_at": instant_text(self.sent_at)}
        return {"message": self.name, **sent}


def correlate_message(
    runtime: Runtime,
    name: str,
    correlation_key: str,
    variables: Mapping[str, object],
    *,
    actor: str,
    now: datetime,
    also: Begun | None = None,
) -> str:
    """Give a message to the instance that waits for it, the longest-waiting first, else start the case that it starts;
    the instance's id.

    also: told the id. Raises NobodyWaits, InvalidVariables. Source: BPMN 2.0, 8.4.11 (key-based correlation).
    """
    refuse_unfit(dict(variables))
    message = Message(name=name, correlation_key=correlation_key, variables=variables)

    def command(connection: Connection, deferred: Deferred) -> str:
        told = give_message(runtime, connection, message, actor=actor, now=now, deferred=deferred)
        if also is not None:
            also(connection, told)
        return told

    return carried_out(runtime, command)


def give_message(
    runtime: Runtime,
    connection: Connection,
    message: Message,
    *,
    actor: str,
    now: datetime,
    deferred: Deferred,
) -> str:
    """To who waits for it, else to the process that it starts; the instance's id. Raises NobodyWaits."""
    name, key, variables = message.name, message.correlation_key, dict(message.variables)
    if not is_awaited(connection, name, key):
        cause = Cause(
            told=message.told,
            variables=variables,
            business_key=key,
            office_id=message.office_id,
            partner_office_id=message.partner_office_id,
        )
        return begin_by_message(
            runtime, connection, name, cause, actor=actor, now=now, deferred=deferred
        )
    found, row = awaiting(connection, name, key)
    given = Input(
        kind=EventKind.MESSAGE_CORRELATED,
        element_id=found.element_id,
        token=found.token,
        data={**message.told, "variables": variables},
    )
    move(runtime, connection, row, given, actor=actor, now=now, deferred=deferred)
    return str(found.instance_id)


def awaiting(
    connection: Connection, name: str, correlation_key: str
) -> tuple[Record, HeldInstance]:
    """The subscription that has waited longest for a message, and its instance, held. Raises NobodyWaits."""
    found = connection.execute(_waiting_for(name, correlation_key)).first()
    if found is None:
        raise NobodyWaits(name, correlation_key)
    row = locked_instance(connection, found.instance_id)
    still = select(SUBSCRIPTION.c.state).where(SUBSCRIPTION.c.id == found.id)
    waits = connection.execute(still).scalar_one() == WaitState.WAITING
    if not waits or row.status != InstanceStatus.ACTIVE:
        raise NobodyWaits(name, correlation_key)
    return found, row


def _waiting_for(name: str, correlation_key: str) -> Any:
    return (
        select(SUBSCRIPTION)
        .join(INSTANCE, INSTANCE.c.id == SUBSCRIPTION.c.instance_id)
        .where(
            SUBSCRIPTION.c.kind == WaitKind.MESSAGE,
            SUBSCRIPTION.c.name == name,
            SUBSCRIPTION.c.correlation_key == correlation_key,
            SUBSCRIPTION.c.state == WaitState.WAITING,
            INSTANCE.c.status == InstanceStatus.ACTIVE,
        )
        .order_by(SUBSCRIPTION.c.id)
        .limit(1)
    )


def fire_due_timers(runtime: Runtime, *, now: datetime, limit: int = 100) -> int:
    """Fire the timers that are due, one transaction an instance; how many instances moved.

    A timer fires once whoever else ticks: what is done is read again under the instance's lock.
    """
    with runtime.database.snapshot() as connection:
        instances = due_instances(connection, now, limit)
    return sum(fire_timers(runtime, instance_id, now=now) for instance_id in instances)


def fire_timers(runtime: Runtime, instance_id: str, *, now: datetime) -> bool:
    """Fire what is due in one instance; False where another node was faster."""

    def command(connection: Connection, deferred: Deferred) -> bool:
        row = locked_instance(connection, instance_id)
        query = (
            select(TIMER)
            .where(
                TIMER.c.instance_id == instance_id,
                TIMER.c.state == WaitState.WAITING,
                TIMER.c.due_at <= now,
            )
            .order_by(TIMER.c.due_at, TIMER.c.token)
        )
        timer = connection.execute(query).first()
        if timer is None or row.status != InstanceStatus.ACTIVE:
            return False
        given = Input(kind=EventKind.TIMER_FIRED, element_id=timer.element_id, token=timer.token)
        move(runtime, connection, row, given, actor=SYSTEM, now=now, deferred=deferred)
        return True

    try:
        return carried_out(runtime, command)
    except (InstanceNotActive, LimitReached):
        return False  # it has ended meanwhile; or an incident says what is wrong, and the others must have their turn


def escalate_overdue(runtime: Runtime, *, now: datetime, limit: int = 100) -> int:
    """Tell about every term that has passed, once each; decides nothing. How many were told."""
    with runtime.database.snapshot() as connection:
        tasks = connection.execute(
            select(TASK.c.id)
            .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
            .where(
                TASK.c.state.in_(OPEN_TASK),
                TASK.c.due_at <= now,
                TASK.c.overdue_at.is_(None),
                INSTANCE.c.status == InstanceStatus.ACTIVE,
            )
            .order_by(TASK.c.due_at)
            .limit(limit)
        ).scalars()
        cases = connection.execute(
            select(INSTANCE.c.id)
            .where(
                INSTANCE.c.status == InstanceStatus.ACTIVE,
                INSTANCE.c.due_at <= now,
                INSTANCE.c.overdue_at.is_(None),
            )
            .limit(limit)
        ).scalars()
        task_ids, case_ids = list(tasks), list(cases)
    told = sum(_escalate_task(runtime, task_id, now) for task_id in task_ids)
    return told + sum(_escalate_case(runtime, case_id, now) for case_id in case_ids)


def _escalate_task(runtime: Runtime, user_task_id: int, now: datetime) -> bool:
    def command(connection: Connection, _: Deferred) -> bool:
        row = locked_task(connection, user_task_id)
        mark = (
            update(TASK)
            .where(
                TASK.c.id == user_task_id,
                TASK.c.state.in_(OPEN_TASK),
                TASK.c.overdue_at.is_(None),
            )
            .values(overdue_at=now)
            .returning(TASK.c.due_at, TASK.c.office_id)
        )
        marked = connection.execute(mark).first()
        if marked is None:
            return False
        version = version_by_id(connection, runtime.versions, row.definition_id)
        given = Input(
            kind=EventKind.USER_TASK_ESCALATED, element_id=row.element_id, token=row.token
        )
        _tell(
            runtime,
            connection,
            row,
            given,
            label=version.definition.elements[row.element_id].name_in_lists,
            office_id=marked.office_id,
            assignee=row.assignee,
            due_at=marked.due_at,
            now=now,
        )
        return True

    return carried_out(runtime, command)


def _escalate_case(runtime: Runtime, instance_id: str, now: datetime) -> bool:
    def command(connection: Connection, _: Deferred) -> bool:
        row = locked_instance(connection, instance_id)
        mark = (
            update(INSTANCE)
            .where(INSTANCE.c.id == instance_id, INSTANCE.c.overdue_at.is_(None))
            .values(overdue_at=now)
        )
        if row.due_at is None or connection.execute(mark).rowcount != 1:
            return False
        version = version_by_id(connection, runtime.versions, row.definition_id)
        _tell(
            runtime,
            connection,
            row,
            Input(kind=EventKind.INSTANCE_ESCALATED),
            label=version.definition.label,
            office_id=row.office_id,
            assignee=None,
            due_at=row.due_at,
            now=now,
        )
        return True

    return carried_out(runtime, command)


def _tell(
    runtime: Runtime,
    connection: Connection,
    row: HeldInstance,
    given: Input,
    *,
    label: Label,
    office_id: int | None,
    assignee: str | None,
    due_at: datetime,
    now: datetime,
) -> None:
    move_head(
        Act(runtime=runtime, connection=connection, row=row, given=given, actor=SYSTEM, now=now)
    )
    overdue = Overdue(
        instance_id=row.id,
        business_key=row.business_key,
        element_id=given.element_id,
        label=label,
        office_id=office_id,
        assignee=assignee,
        due_at=due_at,
    )
    runtime.escalate(connection, overdue)
