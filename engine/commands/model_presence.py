"""Who has a draft of a model open in the editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case
from sqlalchemy.dialects import postgresql, sqlite

from engine.modelling.store import PRESENT, draft_row, present_rows
from engine.modelling.tables import PRESENCE
from engine.storage.columns import Record
from engine.storage.database import Database


@dataclass(frozen=True, kw_only=True)
class Around:
    """revision: the newest of the draft; others: rows of who else has it open, with `person_id` and `opened_at`."""

    revision: int
    others: tuple[Record, ...]


def note_presence(database: Database, draft_id: int, *, actor: str, now: datetime) -> Around:
    """Note that somebody has the draft open. Raises UnknownDraft."""
    with database.transaction() as connection:
        revision = draft_row(connection, draft_id).revision
        connection.execute(_noted(connection, draft_id, actor, now))
        present = present_rows(connection, now=now, draft_id=draft_id)
    others = tuple(row for row in present if row.person_id != actor)
    return Around(revision=revision, others=others)


def _noted(connection: Connection, draft_id: int, actor: str, now: datetime) -> Any:
    """Who was away for longer than a moment has opened it anew."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(PRESENCE).values(
        draft_id=draft_id, person_id=actor, opened_at=now, seen_at=now
    )
    was_away = PRESENCE.c.seen_at < now - PRESENT
    since = case((was_away, first.excluded.opened_at), else_=PRESENCE.c.opened_at)
    return first.on_conflict_do_update(
        index_elements=["draft_id", "person_id"],
        set_={"seen_at": first.excluded.seen_at, "opened_at": since},
    )
