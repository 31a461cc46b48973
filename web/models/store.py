"""Queries of the analyst's pages. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from engine.errors import UnknownDefinition
from engine.step.states import InstanceStatus
from engine.storage.columns import Record
from engine.storage.queries import SHOWN
from engine.storage.tables import DEFINITION, INSTANCE, PICTURE

GOING = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Instances of one version."""

    running: int = 0
    finished: int = 0


def instance_counts(connection: Connection) -> Mapping[int, Counts]:
    """By definition id; a version that never ran is left out."""
    status, number = INSTANCE.c.status, func.count()
    statement = select(INSTANCE.c.definition_id, status, number).group_by(
        INSTANCE.c.definition_id, status
    )
    found: dict[int, Counts] = {}
    for definition_id, state, count in connection.execute(statement):
        before = found.get(definition_id, Counts())
        going = count if state in GOING else 0
        found[definition_id] = Counts(
            running=before.running + going, finished=before.finished + count - going
        )
    return found


def version_row(connection: Connection, key: str, number: int) -> Record:
    """One version with its forms and the document that it is shown by. Raises UnknownDefinition."""
    statement = SHOWN.where(DEFINITION.c.key == key, DEFINITION.c.version == number)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownDefinition(key, number)
    return row


def newest_row(connection: Connection, key: str, *, before: int | None = None) -> Record | None:
    """The newest version, or the newest before this number; None where there is none."""
    statement = SHOWN.where(DEFINITION.c.key == key)
    if before is not None:
        statement = statement.where(DEFINITION.c.version < before)
    return connection.execute(statement.order_by(DEFINITION.c.version.desc()).limit(1)).first()


def pictures_of(connection: Connection, definition_id: int) -> Sequence[Record]:
    """What took the place of a version's own document, the oldest first."""
    columns = (PICTURE.c.deployed_by, PICTURE.c.deployed_at, PICTURE.c.comment)
    query = select(*columns).where(PICTURE.c.definition_id == definition_id)
    return connection.execute(query.order_by(PICTURE.c.id)).all()
