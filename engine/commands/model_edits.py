"""What the editor sends of a draft: merged into the stored bytes, so that what was not edited stays as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from engine.commands.model_drafts import Saved, copy_draft, refuse_outdated, save_draft
from engine.model.merging import merge_edit
from engine.modelling.document import read_draft
from engine.modelling.store import UnknownRevision, draft_row, revision_row
from engine.storage.database import Database


@dataclass(frozen=True, kw_only=True)
class Edit:
    """revision: the one that it was made from; baseline: what the editor makes of that revision where nothing is edited."""

    revision: int
    xml: bytes
    baseline: bytes


def save_edit(database: Database, draft_id: int, edit: Edit, *, actor: str, now: datetime) -> Saved:
    """Raises as `save_draft`, and ModelRefused."""
    with database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        edited = read_draft(edit.xml, file=row.file)
        refuse_outdated(row, edit.revision)
        original = revision_row(connection, draft_id, edit.revision).xml
    model = read_draft(merge_edit(original, edit.baseline, edited.xml), file=row.file)
    return save_draft(database, draft_id, model, expected=edit.revision, actor=actor, now=now)


def copy_edit(database: Database, draft_id: int, edit: Edit, *, actor: str, now: datetime) -> Saved:
    """A draft of its own for what could not be saved. Raises UnknownDraft, ModelRefused."""
    with database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        edited = read_draft(edit.xml, file=row.file)
        original = _original(connection, draft_id, edit)
    model = read_draft(merge_edit(original, edit.baseline, edited.xml), file=row.file)
    return copy_draft(database, draft_id, model, actor=actor, now=now)


def _original(connection: Connection, draft_id: int, edit: Edit) -> bytes:
    """A later autosave may have taken its place: then the editor's own writing of it must do."""
    try:
        return bytes(revision_row(connection, draft_id, edit.revision).xml)
    except UnknownRevision:
        return edit.baseline
