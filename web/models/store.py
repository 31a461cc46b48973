"""Queries of the analyst's pages. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from engine.errors import UnknownDefinition
from engine.tables import DEFINITION, DRAFT, INSTANCE, InstanceStatus

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


def version_row(connection: Connection, key: str, number: int) -> Row[Any]:
    """One version with its document and forms. Raises UnknownDefinition."""
    statement = select(DEFINITION).where(DEFINITION.c.key == key, DEFINITION.c.version == number)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownDefinition(key, number)
    return row


def newest_row(connection: Connection, key: str, *, before: int | None = None) -> Row[Any] | None:
    """The newest version, or the newest before this number; None where there is none."""
    statement = select(DEFINITION).where(DEFINITION.c.key == key)
    if before is not None:
        statement = statement.where(DEFINITION.c.version < before)
    return connection.execute(statement.order_by(DEFINITION.c.version.desc()).limit(1)).first()


def draft_subjects(connection: Connection, person_id: str) -> Sequence[Row[Any]]:
    """Subject and time of this person's drafts of models, the latest first."""
    statement = select(DRAFT.c.subject, DRAFT.c.saved_at).where(
        DRAFT.c.person_id == person_id, DRAFT.c.subject.startswith("model:", autoescape=True)
    )
    return connection.execute(statement.order_by(DRAFT.c.saved_at.desc())).all()


def drop_draft(connection: Connection, *, person_id: str, subject: str) -> None:
    """This person's alone: a colleague's draft of the same model is theirs."""
    connection.execute(
        delete(DRAFT).where(DRAFT.c.person_id == person_id, DRAFT.c.subject == subject)
    )
