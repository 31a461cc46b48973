"""Queries of the engine's tables. Each takes a connection, none commits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, literal_column, select

from engine.errors import HistoryBroken, UnknownDefinition, UnknownInstance, UnknownUserTask
from engine.history.events import Event, EventKind
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.step.states import OPEN_TASK, InstanceStatus, UserTaskState, WaitState
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.prepared import Prepared
from engine.storage.runtime import Versions
from engine.storage.tables import (
    DEFINITION,
    EVENT,
    INCIDENT,
    INSTANCE,
    PAYLOAD,
    PICTURE,
    TASK,
    TIMER,
)
from engine.storage.vault import Vault
from engine.tokens.execution import Model


@dataclass(frozen=True, kw_only=True)
class HeldInstance:
    """What a command needs of an instance. Nobody else changes it until the transaction ends."""

    id: str
    definition_id: int
    business_key: str
    office_id: int | None
    partner_office_id: int | None
    status: InstanceStatus
    state: bytes  #: sealed; empty before the first step
    revision: int
    head_hash: bytes
    started_at: datetime
    due_at: datetime | None = None
    overdue_at: datetime | None = None  #: when its term was escalated


@dataclass(frozen=True, kw_only=True)
class HeldTask(HeldInstance):
    """A user task with its instance, which bears the names."""

    task_id: int
    element_id: str
    token: int
    task_state: UserTaskState
    assignee: str | None
    closed_at: datetime | None
    closed_by: str | None


HELD = [field.name for field in fields(HeldInstance)]

LOCKED_INSTANCE = (
    select(*(INSTANCE.c[name] for name in HELD))
    .where(INSTANCE.c.id == bindparam("id"))
    .with_for_update()
)
LOCKED_TASK = (
    select(
        *(INSTANCE.c[name] for name in HELD),
        TASK.c.id.label("task_id"),
        TASK.c.element_id,
        TASK.c.token,
        TASK.c.state.label("task_state"),
        TASK.c.assignee,
        TASK.c.closed_at,
        TASK.c.closed_by,
    )
    .join(TASK, TASK.c.instance_id == INSTANCE.c.id)
    .where(TASK.c.id == bindparam("id"))
    .with_for_update()
)


def locked_instance(connection: Connection, instance_id: str) -> HeldInstance:
    """Raises UnknownInstance."""
    row = connection.execute(LOCKED_INSTANCE, {"id": instance_id}).mappings().one_or_none()
    if row is None:
        raise UnknownInstance(instance_id)
    return HeldInstance(**row)


def locked_task(connection: Connection, user_task_id: int) -> HeldTask:
    """Raises UnknownUserTask."""
    row = connection.execute(LOCKED_TASK, {"id": user_task_id}).mappings().one_or_none()
    if row is None:
        raise UnknownUserTask(user_task_id)
    return HeldTask(**row)


def instance_row(connection: Connection, instance_id: str) -> Record:
    """The instance as it stands. Raises UnknownInstance."""
    row = connection.execute(select(INSTANCE).where(INSTANCE.c.id == instance_id)).one_or_none()
    if row is None:
        raise UnknownInstance(instance_id)
    return row


OPEN_TASKS_OF = (
    select(TASK)
    .where(TASK.c.instance_id == bindparam("id"), TASK.c.state.in_(OPEN_TASK))
    .order_by(TASK.c.id)
)


def open_user_tasks(connection: Connection, instance_id: str) -> Sequence[Record]:
    """Open user tasks of an instance in the order in which they came."""
    return connection.execute(OPEN_TASKS_OF, {"id": instance_id}).all()


def open_incidents(connection: Connection, instance_id: str | None = None) -> Sequence[Record]:
    """Incidents that nobody has resolved, the oldest first."""
    table = INCIDENT
    query = select(table).where(table.c.resolved_at.is_(None)).order_by(table.c.opened_at)
    if instance_id is not None:
        query = query.where(table.c.instance_id == instance_id)
    return connection.execute(query).all()


def due_instances(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Active instances with a timer that is due, the longest overdue first."""
    table = TIMER
    query = (
        select(table.c.instance_id)
        .join(INSTANCE, INSTANCE.c.id == table.c.instance_id)
        .where(
            table.c.state == WaitState.WAITING,
            table.c.due_at <= now,
            INSTANCE.c.status == InstanceStatus.ACTIVE,
        )
        .group_by(table.c.instance_id)
        .order_by(func.min(table.c.due_at))
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def events_of(
    connection: Connection, vault: Vault, instance_id: str
) -> Iterator[tuple[Event, bytes, bytes | None]]:
    """(event, its hash, its sealed payload or None where it was erased), in order.

    Raises HistoryBroken at an event of an unknown kind, after those before it.
    """
    event, payload = EVENT, PAYLOAD
    joined = event.outerjoin(
        payload,
        (payload.c.instance_id == event.c.instance_id) & (payload.c.seq == event.c.seq),
    )
    rows = connection.execute(
        select(event, payload.c.sealed)
        .select_from(joined)
        .where(event.c.instance_id == instance_id)
        .order_by(event.c.seq)
    ).all()
    return ((_event(row), row.hash, row.sealed) for row in rows)


KINDS = frozenset(kind.value for kind in EventKind)


def _event(row: Record) -> Event:
    if row.kind not in KINDS:
        raise HistoryBroken(row.instance_id, row.seq, f"no event is of kind {row.kind!r}")
    return Event(
        seq=row.seq,
        kind=EventKind(row.kind),
        element_id=row.element_id,
        actor=row.actor,
        at=row.at,
        payload_hash=row.payload_hash,
        engine_version=row.engine_version,
    )


def definition_rows(connection: Connection) -> Sequence[Record]:
    """Every version of every definition, without the documents, newest first."""
    table = DEFINITION
    columns = [c for c in table.c if c.name not in ("xml", "lowered", "forms")]
    return connection.execute(select(*columns).order_by(table.c.key, table.c.version.desc())).all()


_NO_PICTURE = literal_column("0", Integer)
NEWEST_PICTURE = func.coalesce(
    select(func.max(PICTURE.c.id))
    .where(PICTURE.c.definition_id == DEFINITION.c.id)
    .scalar_subquery(),
    _NO_PICTURE,
).label("picture")
_PICTURE_XML = (
    select(PICTURE.c.xml)
    .where(PICTURE.c.definition_id == DEFINITION.c.id)
    .order_by(PICTURE.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
SHOWN = select(
    *(column for column in DEFINITION.c if column.name != "xml"),
    func.coalesce(_PICTURE_XML, DEFINITION.c.xml).label("xml"),
    NEWEST_PICTURE,
)
"""Versions as they are shown: `xml` is the newest picture; what ran first and what is verified is in `process_definition`."""


_OF_KEY = DEFINITION.alias()
_NEWEST = select(func.max(_OF_KEY.c.version)).where(_OF_KEY.c.key == bindparam("key"))
LATEST = Prepared(
    select(DEFINITION.c.id, NEWEST_PICTURE).where(
        DEFINITION.c.key == bindparam("key"), DEFINITION.c.version == _NEWEST.scalar_subquery()
    )
)


def latest_version(connection: Connection, versions: Versions, key: str) -> Version:
    """The newest version of a definition. Raises UnknownDefinition."""
    row = LATEST.execute(connection, {"key": key}).first()
    if row is None:
        raise UnknownDefinition(key)
    return _with_called(connection, versions, _parsed(connection, versions, row.id, row.picture))


PICTURE_OF = Prepared(
    select(func.coalesce(func.max(PICTURE.c.id), _NO_PICTURE)).where(
        PICTURE.c.definition_id == bindparam("definition_id")
    )
)


def version_by_id(connection: Connection, versions: Versions, definition_id: int) -> Version:
    """A deployed version as it is shown, parsed once for each picture; with the versions that it may call."""
    picture = PICTURE_OF.execute(connection, {"definition_id": definition_id}).scalar_one()
    version = _parsed(connection, versions, definition_id, picture)
    return _with_called(connection, versions, version)


def running_version(connection: Connection, versions: Versions, definition_id: int) -> Version:
    """The same for what executes and shows nothing: with the picture that this process read last."""
    return _with_called(connection, versions, _parsed(connection, versions, definition_id))


def _with_called(connection: Connection, versions: Versions, version: Version) -> Version:
    if not version.definition.calls:
        return version
    library = tuple(_library(connection, versions, version))
    return versions.assembled(version, library)


def versions_of(connection: Connection, versions: Versions, key: str) -> list[Version]:
    """Every version of a definition, without what they call, oldest first."""
    query = select(DEFINITION.c.id, NEWEST_PICTURE).where(DEFINITION.c.key == key)
    rows = connection.execute(query.order_by(DEFINITION.c.version)).all()
    return [_parsed(connection, versions, found, picture) for found, picture in rows]


def _library(connection: Connection, versions: Versions, version: Version) -> Iterator[Version]:
    """The versions of all that is called, at any depth."""
    keys = [call.key for call in version.definition.calls]
    for nth, key in enumerate(keys):
        if key in keys[:nth]:
            continue
        for found in versions_of(connection, versions, key):
            keys += [call.key for call in found.definition.calls]
            yield found


def _parsed(
    connection: Connection, versions: Versions, definition_id: int, picture: int = 0
) -> Version:
    found = versions.find(definition_id)
    if found is not None and found.picture >= picture:
        return found
    row = connection.execute(SHOWN.where(DEFINITION.c.id == definition_id)).one()
    return versions.keep(
        Version(
            id=row.id,
            key=row.key,
            number=row.version,
            sha256=row.sha256,
            definition=read_definition(read_model(row.xml, file=row.file), row.key),
            model=Model.parse(row.lowered, row.key),
            xml=row.xml,
            picture=row.picture,
            forms=json.loads(row.forms),
        )
    )
