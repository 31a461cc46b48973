"""Drafts for the tests of their commands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.commands.model_drafts import Saved, open_draft, save_draft
from engine.modelling.document import DraftModel, read_draft
from engine.modelling.store import draft_row, revision_rows
from engine.modelling.tables import REVISION
from engine.storage.database import Database
from tests.conftest import NOW
from tests.engine.commands.models import CASE

FIRST, SECOND = "arman", "dana"


def model(name: str = "case", *, key: str = "case", file: str = "case.bpmn") -> DraftModel:
    """The small case under another name."""
    xml = CASE.replace(b'id="case" name="case"', f'id="{key}" name="{name}"'.encode())
    return read_draft(xml, file=file)


def draft(database: Database, name: str = "case", *, actor: str = FIRST) -> int:
    return open_draft(database, model(name), actor=actor, now=NOW).draft_id


def save(
    database: Database,
    draft_id: int,
    name: str,
    *,
    expected: int,
    actor: str = FIRST,
    now: datetime = NOW,
) -> Saved:
    return save_draft(database, draft_id, model(name), expected=expected, actor=actor, now=now)


def row_of(database: Database, draft_id: int) -> Any:
    with database.snapshot() as connection:
        return draft_row(connection, draft_id)


def history(database: Database, draft_id: int) -> list[tuple[int, str, str]]:
    """Number, origin and who, the newest first."""
    with database.snapshot() as connection:
        rows = revision_rows(connection, draft_id)
    return [(row.number, str(row.origin), row.saved_by) for row in rows]


def names(database: Database, draft_id: int) -> list[str]:
    """The name of the process in each revision, the newest first."""
    with database.snapshot() as connection:
        query = select(REVISION.c.xml).where(REVISION.c.draft_id == draft_id)
        found = connection.execute(query.order_by(REVISION.c.number.desc())).scalars().all()
    return [read_draft(bytes(xml), file="a.bpmn").title for xml in found]
