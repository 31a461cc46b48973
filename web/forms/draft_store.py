"""Rows of drafts. Each takes a connection, none commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from engine.storage.tables import DRAFT
from workers.store import upsert


@dataclass(frozen=True, kw_only=True)
class SealedDraft:
    """What a person typed and has not sent. subject: `user-task:ID` or `form:KEY`."""

    person_id: str
    subject: str
    sealed: bytes
    saved_at: datetime


def write_draft(connection: Connection, draft: SealedDraft) -> None:
    """In the place of the person's earlier one."""
    changed = {"sealed": draft.sealed, "saved_at": draft.saved_at}
    first = upsert(connection, DRAFT).values(
        person_id=draft.person_id, subject=draft.subject, **changed
    )
    connection.execute(
        first.on_conflict_do_update(index_elements=["person_id", "subject"], set_=changed)
    )


def sealed_draft(connection: Connection, *, person_id: str, subject: str) -> SealedDraft | None:
    statement = select(DRAFT.c.sealed, DRAFT.c.saved_at).where(
        DRAFT.c.person_id == person_id, DRAFT.c.subject == subject
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return SealedDraft(
        person_id=person_id, subject=subject, sealed=row.sealed, saved_at=row.saved_at
    )


def delete_drafts(connection: Connection, subject: str) -> None:
    """Everybody's drafts of it: what is done is not typed any more."""
    connection.execute(delete(DRAFT).where(DRAFT.c.subject == subject))
