"""Rows of drafts of models: one statement decides who was first. Each takes a connection, none commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, update

from engine.errors import EngineError
from engine.expression.values import Value
from engine.modelling.document import DraftModel
from engine.modelling.store import draft_row, revision_row
from engine.modelling.tables import MODEL_DRAFT, REVISION, DraftState, Origin
from engine.storage.columns import Record

SPAN = timedelta(minutes=5)
"""Of somebody's autosaves one after the other the last of each span is kept. An editor saves every few seconds: all of them
would fill the history with steps that nobody tells apart, and a model of 150 KB would grow by 100 MB in an hour."""


class DraftOutdated(EngineError):
    """Somebody saved the draft first: `by` and `at` say who and when, `revision` is the newest."""

    def __init__(self, draft_id: int, *, by: str, at: datetime, revision: int) -> None:
        super().__init__(f"draft {draft_id} of a model is at revision {revision} by {by}")
        self.draft_id, self.by, self.at, self.revision = draft_id, by, at, revision


class DraftClosed(EngineError):
    """The draft was deployed or discarded: `by` and `at` say who did it and when."""

    def __init__(self, draft_id: int, *, by: str, at: datetime, state: str) -> None:
        super().__init__(f"draft {draft_id} of a model was {state} by {by}")
        self.draft_id, self.by, self.at, self.state = draft_id, by, at, state


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Where the draft stands now. unchanged: the bytes were those of the newest revision, and nothing was written."""

    draft_id: int
    revision: int
    saved_at: datetime
    unchanged: bool = False


def close_draft(
    connection: Connection,
    draft_id: int,
    *,
    expected: int,
    state: DraftState,
    version: int | None = None,
    actor: str,
    now: datetime,
) -> None:
    """version: what it became. Raises UnknownDraft, DraftClosed, DraftOutdated."""
    closed = {"state": state, "deployed_version": version, "closed_by": actor, "closed_at": now}
    _move(connection, draft_id, expected, closed)


def write_save(
    connection: Connection,
    draft_id: int,
    model: DraftModel,
    *,
    expected: int,
    origin: Origin,
    actor: str,
    now: datetime,
) -> Saved:
    """The next revision. Raises UnknownDraft, DraftClosed, DraftOutdated."""
    row = draft_row(connection, draft_id)
    refuse_outdated(row, expected)
    newest = revision_row(connection, draft_id, expected)
    if newest.sha256 == model.sha256:
        return Saved(draft_id=draft_id, revision=expected, saved_at=row.saved_at, unchanged=True)
    values = {"key": model.key, "title": model.title, "file": model.file}
    moved = {"revision": expected + 1, "saved_by": actor, "saved_at": now}
    _move(connection, draft_id, expected, values | moved)
    if origin is Origin.SAVED:
        _replace_autosave(connection, newest, actor=actor, now=now)
    _write_revision(connection, draft_id, expected + 1, model, origin, actor, now)
    return Saved(draft_id=draft_id, revision=expected + 1, saved_at=now)


def write_draft(
    connection: Connection,
    model: DraftModel,
    *,
    origin: Origin,
    base_version: int | None,
    actor: str,
    now: datetime,
) -> Saved:
    """A draft with its first revision."""
    values = {
        "key": model.key,
        "title": model.title,
        "file": model.file,
        "state": DraftState.OPEN,
        "base_version": base_version,
        "revision": 1,
        "created_by": actor,
        "created_at": now,
        "saved_by": actor,
        "saved_at": now,
    }
    made = connection.execute(insert(MODEL_DRAFT).returning(MODEL_DRAFT.c.id), values)
    draft_id = int(made.scalar_one())
    _write_revision(connection, draft_id, 1, model, origin, actor, now)
    return Saved(draft_id=draft_id, revision=1, saved_at=now)


def refuse_outdated(row: Record, expected: int) -> None:
    """Raises DraftClosed, DraftOutdated."""
    if row.state != DraftState.OPEN:
        raise DraftClosed(row.id, by=row.closed_by, at=row.closed_at, state=row.state)
    if row.revision != expected:
        raise DraftOutdated(row.id, by=row.saved_by, at=row.saved_at, revision=row.revision)


def _move(connection: Connection, draft_id: int, expected: int, values: dict[str, Value]) -> None:
    """The one statement that decides who was first: what was read before it may be old by now."""
    statement = update(MODEL_DRAFT).where(
        MODEL_DRAFT.c.id == draft_id,
        MODEL_DRAFT.c.revision == expected,
        MODEL_DRAFT.c.state == DraftState.OPEN,
    )
    if connection.execute(statement.values(values)).rowcount != 1:
        refuse_outdated(draft_row(connection, draft_id), expected)


def _replace_autosave(connection: Connection, newest: Record, *, actor: str, now: datetime) -> None:
    """Only what the same person saved in the editor just before, and in the same span of the clock."""
    if newest.origin != Origin.SAVED or newest.saved_by != actor:
        return
    if _span(newest.saved_at) == _span(now):
        connection.execute(delete(REVISION).where(REVISION.c.id == newest.id))


def _span(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // SPAN


def _write_revision(
    connection: Connection,
    draft_id: int,
    number: int,
    model: DraftModel,
    origin: Origin,
    actor: str,
    now: datetime,
) -> None:
    values = {
        "draft_id": draft_id,
        "number": number,
        "xml": model.xml,
        "sha256": model.sha256,
        "origin": origin,
        "saved_by": actor,
        "saved_at": now,
    }
    connection.execute(insert(REVISION), values)
