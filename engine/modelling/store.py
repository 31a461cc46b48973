"""Queries of drafts of models. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from engine.errors import EngineError
from engine.modelling.tables import MODEL_DRAFT, PRESENCE, REVISION, DraftState
from engine.storage.columns import Record

PRESENT = timedelta(seconds=45)
"""How long somebody counts as present after the editor was last heard of: it reports every 15 seconds or so."""

_LIGHT = tuple(column for column in REVISION.c if column.name != "xml")


class UnknownDraft(EngineError):
    """No draft has that id."""

    def __init__(self, draft_id: int) -> None:
        super().__init__(f"draft {draft_id} of a model does not exist")
        self.draft_id = draft_id


class UnknownRevision(EngineError):
    """The draft has no revision of that number, or a later autosave took its place."""

    def __init__(self, draft_id: int, number: int) -> None:
        super().__init__(f"draft {draft_id} of a model has no revision {number}")
        self.draft_id, self.number = draft_id, number


def draft_row(connection: Connection, draft_id: int) -> Record:
    """Raises UnknownDraft."""
    statement = select(MODEL_DRAFT).where(MODEL_DRAFT.c.id == draft_id)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownDraft(draft_id)
    return row


def revision_row(connection: Connection, draft_id: int, number: int) -> Record:
    """With its bytes. Raises UnknownRevision."""
    statement = select(REVISION).where(REVISION.c.draft_id == draft_id, REVISION.c.number == number)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownRevision(draft_id, number)
    return row


def revision_before(connection: Connection, draft_id: int, number: int) -> Record | None:
    """The newest kept revision with a smaller number, with its bytes; None where it is the first."""
    statement = (
        select(REVISION)
        .where(REVISION.c.draft_id == draft_id, REVISION.c.number < number)
        .order_by(REVISION.c.number.desc())
        .limit(1)
    )
    return connection.execute(statement).first()


def revision_rows(connection: Connection, draft_id: int) -> Sequence[Record]:
    """All kept revisions without their bytes, the newest first."""
    statement = select(*_LIGHT).where(REVISION.c.draft_id == draft_id)
    return connection.execute(statement.order_by(REVISION.c.number.desc())).all()


def open_drafts(connection: Connection, *, key: str | None = None) -> Sequence[Record]:
    """Drafts of all analysts (of one process), the last saved first."""
    statement = select(MODEL_DRAFT).where(MODEL_DRAFT.c.state == DraftState.OPEN)
    if key is not None:
        statement = statement.where(MODEL_DRAFT.c.key == key)
    order = (MODEL_DRAFT.c.saved_at.desc(), MODEL_DRAFT.c.id.desc())
    return connection.execute(statement.order_by(*order)).all()


def closed_drafts(connection: Connection, *, limit: int) -> Sequence[Record]:
    """Drafts that were deployed or discarded, the last closed first."""
    statement = select(MODEL_DRAFT).where(MODEL_DRAFT.c.state != DraftState.OPEN)
    order = (MODEL_DRAFT.c.closed_at.desc(), MODEL_DRAFT.c.id.desc())
    return connection.execute(statement.order_by(*order).limit(limit)).all()


def present_rows(
    connection: Connection, *, now: datetime, draft_id: int | None = None
) -> Sequence[Record]:
    """Who has drafts (or one) open in the editor, the first to open it first."""
    statement = select(PRESENCE).where(PRESENCE.c.seen_at >= now - PRESENT)
    if draft_id is not None:
        statement = statement.where(PRESENCE.c.draft_id == draft_id)
    order = (PRESENCE.c.draft_id, PRESENCE.c.opened_at, PRESENCE.c.person_id)
    return connection.execute(statement.order_by(*order)).all()
