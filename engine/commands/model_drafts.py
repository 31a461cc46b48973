"""Drafts of models that analysts share. A save names the revision that it was made from; where somebody was faster it is refused."""

from __future__ import annotations

from datetime import datetime

from engine.commands.draft_rows import (
    SPAN,
    DraftClosed,
    DraftOutdated,
    Saved,
    close_draft,
    refuse_outdated,
    write_draft,
    write_save,
)
from engine.errors import UnknownDefinition
from engine.modelling.document import DraftModel, read_draft
from engine.modelling.store import draft_row, revision_row
from engine.modelling.tables import DraftState, Origin
from engine.storage.database import Database
from engine.storage.queries import SHOWN
from engine.storage.tables import DEFINITION

__all__ = [
    "SPAN",
    "DraftClosed",
    "DraftOutdated",
    "Saved",
    "close_draft",
    "copy_draft",
    "discard_draft",
    "move_draft",
    "open_draft",
    "open_version",
    "refuse_outdated",
    "restore_revision",
    "save_draft",
]


def open_draft(
    database: Database,
    model: DraftModel,
    *,
    origin: Origin = Origin.IMPORTED,
    base_version: int | None = None,
    actor: str,
    now: datetime,
) -> Saved:
    """A new draft of these bytes."""
    with database.transaction() as connection:
        return write_draft(
            connection, model, origin=origin, base_version=base_version, actor=actor, now=now
        )


def open_version(database: Database, key: str, version: int, *, actor: str, now: datetime) -> Saved:
    """A new draft of a deployed version as it is shown. Raises UnknownDefinition, ModelRefused."""
    with database.transaction() as connection:
        statement = SHOWN.where(DEFINITION.c.key == key, DEFINITION.c.version == version)
        row = connection.execute(statement).one_or_none()
        if row is None:
            raise UnknownDefinition(key, version)
        model = read_draft(row.xml, file=row.file)
        return write_draft(
            connection, model, origin=Origin.OPENED, base_version=version, actor=actor, now=now
        )


def copy_draft(
    database: Database, draft_id: int, model: DraftModel, *, actor: str, now: datetime
) -> Saved:
    """A draft beside another, of bytes that belong to it: what could not be saved there, or an earlier revision.

    Raises UnknownDraft.
    """
    with database.transaction() as connection:
        base = draft_row(connection, draft_id).base_version
        return write_draft(
            connection, model, origin=Origin.COPIED, base_version=base, actor=actor, now=now
        )


def save_draft(
    database: Database,
    draft_id: int,
    model: DraftModel,
    *,
    expected: int,
    origin: Origin = Origin.SAVED,
    actor: str,
    now: datetime,
) -> Saved:
    """Make these bytes the newest revision; `expected` is the one that they were made from.

    Raises UnknownDraft, DraftClosed, DraftOutdated; of two savers at one revision exactly one wins.
    """
    with database.transaction() as connection:
        return write_save(
            connection, draft_id, model, expected=expected, origin=origin, actor=actor, now=now
        )


def restore_revision(
    database: Database, draft_id: int, number: int, *, expected: int, actor: str, now: datetime
) -> Saved:
    """Make an earlier revision the newest. Raises as `save_draft`, and UnknownRevision."""
    with database.snapshot() as connection:
        file = draft_row(connection, draft_id).file
        row = revision_row(connection, draft_id, number)
    model = read_draft(row.xml, file=file)
    return save_draft(
        database,
        draft_id,
        model,
        expected=expected,
        origin=Origin.RESTORED,
        actor=actor,
        now=now,
    )


def move_draft(
    database: Database,
    draft_id: int,
    *,
    expected: int,
    target_id: int,
    target_expected: int,
    actor: str,
    now: datetime,
) -> Saved:
    """Make what was imported as a draft of its own the newest revision of another draft, and close the first.

    Raises UnknownDraft, DraftClosed, DraftOutdated of either.
    """
    with database.transaction() as connection:
        file = draft_row(connection, draft_id).file
        model = read_draft(revision_row(connection, draft_id, expected).xml, file=file)
        close_draft(
            connection,
            draft_id,
            expected=expected,
            state=DraftState.DISCARDED,
            actor=actor,
            now=now,
        )
        return write_save(
            connection,
            target_id,
            model,
            expected=target_expected,
            origin=Origin.IMPORTED,
            actor=actor,
            now=now,
        )


def discard_draft(
    database: Database, draft_id: int, *, expected: int, actor: str, now: datetime
) -> None:
    """Close it; its history stays readable. Raises UnknownDraft, DraftClosed, DraftOutdated: what one has not seen one does not discard."""
    with database.transaction() as connection:
        close_draft(
            connection,
            draft_id,
            expected=expected,
            state=DraftState.DISCARDED,
            actor=actor,
            now=now,
        )
