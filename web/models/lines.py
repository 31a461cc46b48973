"""Drafts of all analysts as the list of models shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.modelling.store import closed_drafts, open_drafts, present_rows
from engine.storage.columns import Record
from people.store import Connection
from web.models.people import names_of
from web.models.words import STATES

CLOSED_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """by: who saved it last, of a closed one who closed it; present: who has it open now; state: in words."""

    row: Record
    by: str
    state: Any
    present: tuple[str, ...] = ()


def draft_lines(connection: Connection, *, now: datetime) -> tuple[DraftLine, ...]:
    """The open ones, the last saved first."""
    rows, present = open_drafts(connection), present_rows(connection, now=now)
    people = {row.saved_by for row in rows} | {row.person_id for row in present}
    names = names_of(connection, people)
    return tuple(
        DraftLine(
            row=row,
            by=names[row.saved_by],
            state=STATES[row.state],
            present=_present(present, row.id, names),
        )
        for row in rows
    )


def closed_lines(connection: Connection) -> tuple[DraftLine, ...]:
    """The last that were deployed or discarded."""
    rows = closed_drafts(connection, limit=CLOSED_SHOWN)
    names = names_of(connection, {row.closed_by for row in rows})
    return tuple(
        DraftLine(row=row, by=names[row.closed_by], state=STATES[row.state]) for row in rows
    )


def _present(present: Sequence[Record], draft_id: int, names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[row.person_id] for row in present if row.draft_id == draft_id)
