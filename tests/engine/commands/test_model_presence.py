"""Who has a draft open: for 45 seconds after the editor was last heard of."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.commands.model_presence import Around, note_presence
from engine.modelling.store import UnknownDraft, present_rows
from engine.storage.database import Database
from tests.conftest import NOW
from tests.engine.commands.drafting import FIRST, SECOND, draft, save


def after(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def note(database: Database, draft_id: int, actor: str, seconds: int = 0) -> Around:
    return note_presence(database, draft_id, actor=actor, now=after(seconds))


def others(around: Around) -> list[tuple[str, datetime]]:
    return [(row.person_id, row.opened_at) for row in around.others]


def test_who_is_alone_sees_nobody(database: Database) -> None:
    draft_id = draft(database)

    assert others(note(database, draft_id, FIRST)) == []
    assert others(note(database, draft_id, FIRST, 15)) == []


def test_who_comes_later_sees_who_is_there_and_since_when(database: Database) -> None:
    draft_id = draft(database)
    note(database, draft_id, FIRST)
    note(database, draft_id, FIRST, 15)

    assert others(note(database, draft_id, SECOND, 20)) == [(FIRST, NOW)]
    assert others(note(database, draft_id, FIRST, 30)) == [(SECOND, after(20))]


@pytest.mark.parametrize(("seconds", "there"), [(45, True), (46, False)])
def test_who_is_not_heard_of_is_gone(database: Database, seconds: int, there: bool) -> None:
    draft_id = draft(database)
    note(database, draft_id, FIRST)

    assert bool(note(database, draft_id, SECOND, seconds).others) is there


def test_who_comes_back_has_opened_it_anew(database: Database) -> None:
    draft_id = draft(database)
    note(database, draft_id, FIRST)
    note(database, draft_id, FIRST, 100)

    assert others(note(database, draft_id, SECOND, 101)) == [(FIRST, after(100))]


def test_another_draft_is_another_room(database: Database) -> None:
    first, second = draft(database), draft(database)
    note(database, first, FIRST)

    assert others(note(database, second, SECOND)) == []
    with database.snapshot() as connection:
        assert {row.draft_id for row in present_rows(connection, now=NOW)} == {first, second}


def test_the_newest_revision_is_told(database: Database) -> None:
    draft_id = draft(database)
    save(database, draft_id, "second", expected=1)

    assert note(database, draft_id, FIRST).revision == 2


def test_nobody_is_present_in_what_is_not_there(database: Database) -> None:
    with pytest.raises(UnknownDraft):
        note(database, 7, FIRST)
