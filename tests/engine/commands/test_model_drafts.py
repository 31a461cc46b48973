"""Drafts are opened, saved by one at a time, restored, copied, moved and closed; nothing that was saved is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.commands.model_drafts import (
    SPAN,
    DraftClosed,
    DraftOutdated,
    close_draft,
    copy_draft,
    discard_draft,
    move_draft,
    open_version,
    restore_revision,
    save_draft,
)
from engine.errors import UnknownDefinition
from engine.modelling.store import (
    UnknownDraft,
    UnknownRevision,
    closed_drafts,
    open_drafts,
    revision_before,
    revision_row,
)
from engine.modelling.tables import DraftState
from engine.storage.database import Database
from engine.storage.runtime import Runtime
from tests.conftest import NOW
from tests.engine.commands.drafting import (
    FIRST,
    SECOND,
    draft,
    history,
    model,
    names,
    row_of,
    save,
)
from tests.engine.commands.models import CASE

LATER = NOW + SPAN


# --- opening


def test_an_imported_file_is_revision_one(database: Database) -> None:
    draft_id = draft(database, "Өтініш")
    row = row_of(database, draft_id)

    assert (row.key, row.title, row.file, row.revision) == ("case", "Өтініш", "case.bpmn", 1)
    assert (row.created_by, row.created_at) == (row.saved_by, row.saved_at) == (FIRST, NOW)
    assert (row.state, row.base_version, row.deployed_version) == (DraftState.OPEN, None, None)
    assert history(database, draft_id) == [(1, "imported", FIRST)]


def test_a_version_is_opened_byte_for_byte_and_remembered(runtime: Runtime) -> None:
    opened = open_version(runtime.database, "case", 1, actor=SECOND, now=NOW)

    assert row_of(runtime.database, opened.draft_id).base_version == 1
    assert history(runtime.database, opened.draft_id) == [(1, "opened", SECOND)]
    with runtime.database.snapshot() as connection:
        assert revision_row(connection, opened.draft_id, 1).xml == CASE


@pytest.mark.parametrize(("key", "version"), [("case", 2), ("nothing", 1)])
def test_what_is_not_deployed_is_not_opened(runtime: Runtime, key: str, version: int) -> None:
    with pytest.raises(UnknownDefinition):
        open_version(runtime.database, key, version, actor=FIRST, now=NOW)


def test_drafts_of_one_process_stand_beside_each_other(database: Database) -> None:
    first, second = draft(database), draft(database, actor=SECOND)

    with database.snapshot() as connection:
        assert {row.id for row in open_drafts(connection, key="case")} == {first, second}
        assert open_drafts(connection, key="other") == []


# --- saving


def test_a_save_is_the_next_revision(database: Database) -> None:
    draft_id = draft(database)
    saved = save(database, draft_id, "second", expected=1, actor=SECOND, now=LATER)

    assert (saved.revision, saved.saved_at, saved.unchanged) == (2, LATER, False)
    row = row_of(database, draft_id)
    assert (row.revision, row.title, row.saved_by, row.saved_at) == (2, "second", SECOND, LATER)
    assert row.created_by == FIRST
    assert names(database, draft_id) == ["second", "case"]


def test_a_draft_follows_the_id_of_its_process(database: Database) -> None:
    draft_id = draft(database)
    renamed = model("n", key="renamed")
    save_draft(database, draft_id, renamed, expected=1, actor=FIRST, now=NOW)

    assert row_of(database, draft_id).key == "renamed"


def test_the_same_bytes_write_nothing(database: Database) -> None:
    draft_id = draft(database)
    saved = save(database, draft_id, "case", expected=1, actor=SECOND, now=LATER)

    assert (saved.revision, saved.saved_at, saved.unchanged) == (1, NOW, True)
    assert row_of(database, draft_id).saved_by == FIRST
    assert len(history(database, draft_id)) == 1


def test_who_comes_second_is_told_who_was_first_and_nothing_is_written(database: Database) -> None:
    draft_id = draft(database)
    save(database, draft_id, "first", expected=1, actor=SECOND, now=LATER)

    with pytest.raises(DraftOutdated) as outdated:
        save(database, draft_id, "second", expected=1)

    error = outdated.value
    assert (error.by, error.at, error.revision) == (SECOND, LATER, 2)
    assert names(database, draft_id) == ["first", "case"]


@pytest.mark.parametrize("expected", [0, 2, -1])
def test_a_revision_that_is_not_the_newest_is_no_ground_to_save_on(
    database: Database, expected: int
) -> None:
    draft_id = draft(database)

    with pytest.raises(DraftOutdated):
        save(database, draft_id, "x", expected=expected)
    assert len(history(database, draft_id)) == 1


def test_of_two_savers_at_one_revision_exactly_one_wins(database: Database) -> None:
    draft_id, start = draft(database), Barrier(2)

    def attempt(actor: str) -> str:
        start.wait()
        try:
            save(database, draft_id, actor, expected=1, actor=actor)
        except DraftOutdated:
            return "outdated"
        return actor

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, (FIRST, SECOND)))

    (winner,) = set(outcomes) - {"outdated"}
    assert sorted(outcomes) == sorted(["outdated", winner])
    assert row_of(database, draft_id).revision == 2
    assert names(database, draft_id) == [winner, "case"]


def test_what_is_not_there_is_not_saved(database: Database) -> None:
    with pytest.raises(UnknownDraft):
        save(database, 7, "x", expected=1)


# --- autosaves replace each other


def at(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def test_autosaves_of_one_person_in_one_span_leave_the_last(database: Database) -> None:
    draft_id = draft(database)
    for number in (1, 2, 3):
        save(database, draft_id, f"n{number}", expected=number, now=NOW + at(number))

    assert history(database, draft_id) == [(4, "saved", FIRST), (1, "imported", FIRST)]
    assert names(database, draft_id) == ["n3", "case"]


def test_of_every_span_the_last_is_kept(database: Database) -> None:
    draft_id = draft(database)
    for number, minute in enumerate((0, 4, 5, 9, 10), start=1):
        save(database, draft_id, f"m{minute}", expected=number, now=NOW + at(minute))

    assert names(database, draft_id) == ["m10", "m9", "m4", "case"]


def test_a_colleagues_save_is_never_replaced(database: Database) -> None:
    draft_id = draft(database)
    for number, actor in enumerate((FIRST, SECOND, FIRST, SECOND), start=1):
        save(database, draft_id, f"{actor}{number}", expected=number, actor=actor)

    assert [who for _number, _origin, who in history(database, draft_id)] == [
        SECOND,
        FIRST,
        SECOND,
        FIRST,
        FIRST,
    ]


def test_what_was_restored_is_never_replaced(database: Database) -> None:
    draft_id = draft(database)
    save(database, draft_id, "saved", expected=1)
    restore_revision(database, draft_id, 1, expected=2, actor=FIRST, now=NOW)
    save(database, draft_id, "again", expected=3)

    origins = [origin for _number, origin, _who in history(database, draft_id)]
    assert origins == ["saved", "restored", "saved", "imported"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([FIRST, SECOND]), st.integers(0, 400)), min_size=1, max_size=12
    )
)
def test_whoever_saves_whenever_the_newest_stays_and_each_persons_last_of_a_span(
    sqlite_database: Database, steps: list[tuple[str, int]]
) -> None:
    draft_id, now = draft(sqlite_database), NOW
    last: dict[tuple[str, int], str] = {}
    for number, (actor, seconds) in enumerate(steps, start=1):
        now += timedelta(seconds=seconds)
        save(sqlite_database, draft_id, f"n{number}", expected=number, actor=actor, now=now)
        last[(actor, int(now.timestamp()) // 300)] = f"n{number}"

    kept = names(sqlite_database, draft_id)
    assert kept[0] == f"n{len(steps)}"
    assert kept[-1] == "case"
    assert set(last.values()) <= set(kept)


# --- restoring and copying


def test_a_restored_revision_is_the_newest_and_what_was_between_stays(database: Database) -> None:
    draft_id = draft(database)
    save(database, draft_id, "second", expected=1)
    restored = restore_revision(database, draft_id, 1, expected=2, actor=SECOND, now=LATER)

    assert restored.revision == 3
    assert names(database, draft_id) == ["case", "second", "case"]
    assert history(database, draft_id)[0] == (3, "restored", SECOND)


def test_to_restore_one_must_have_seen_the_newest(database: Database) -> None:
    draft_id = draft(database)
    save(database, draft_id, "second", expected=1)

    with pytest.raises(DraftOutdated):
        restore_revision(database, draft_id, 1, expected=1, actor=SECOND, now=LATER)


def test_a_revision_that_is_not_there_is_not_restored(database: Database) -> None:
    draft_id = draft(database)

    with pytest.raises(UnknownRevision):
        restore_revision(database, draft_id, 9, expected=1, actor=FIRST, now=NOW)


def test_a_copy_is_a_draft_of_its_own(runtime: Runtime) -> None:
    database = runtime.database
    first = open_version(database, "case", 1, actor=FIRST, now=NOW).draft_id
    copy = copy_draft(database, first, model("mine"), actor=SECOND, now=LATER).draft_id
    save(database, copy, "mine too", expected=1, actor=SECOND, now=LATER)

    assert row_of(database, copy).base_version == 1
    assert history(database, copy)[-1] == (1, "copied", SECOND)
    assert names(database, first) == ["case"]


def test_a_copy_of_nothing_is_refused(database: Database) -> None:
    with pytest.raises(UnknownDraft):
        copy_draft(database, 7, model(), actor=FIRST, now=NOW)


# --- an imported draft becomes a revision of another


def move(database: Database, draft_id: int, target_id: int, **expected: int) -> int:
    given_ = {"expected": 1, "target_expected": 1} | expected
    return move_draft(
        database, draft_id, target_id=target_id, actor=SECOND, now=LATER, **given_
    ).revision


def test_a_moved_draft_is_the_others_newest_revision_and_closed(database: Database) -> None:
    target, brought = draft(database, "old"), draft(database, "new", actor=SECOND)

    assert move(database, brought, target) == 2
    assert names(database, target) == ["new", "old"]
    assert history(database, target)[0] == (2, "imported", SECOND)
    assert row_of(database, brought).state == DraftState.DISCARDED


def test_a_target_that_was_saved_meanwhile_takes_nothing_and_nothing_is_closed(
    database: Database,
) -> None:
    target, brought = draft(database, "old"), draft(database, "new")
    save(database, target, "meanwhile", expected=1)

    with pytest.raises(DraftOutdated):
        move(database, brought, target)
    assert row_of(database, brought).state == DraftState.OPEN


def test_a_draft_is_not_moved_into_itself(database: Database) -> None:
    draft_id = draft(database)

    with pytest.raises(DraftClosed):
        move(database, draft_id, draft_id)
    assert row_of(database, draft_id).state == DraftState.OPEN


@pytest.mark.parametrize("target_id", [0, 99])
def test_a_draft_is_not_moved_into_nothing(database: Database, target_id: int) -> None:
    draft_id = draft(database)

    with pytest.raises(UnknownDraft):
        move(database, draft_id, target_id)
    assert row_of(database, draft_id).state == DraftState.OPEN


# --- closing


def test_a_discarded_draft_is_out_of_the_list_and_its_history_stays(database: Database) -> None:
    draft_id = draft(database)
    discard_draft(database, draft_id, expected=1, actor=SECOND, now=LATER)
    row = row_of(database, draft_id)

    assert (row.state, row.closed_by, row.closed_at) == (DraftState.DISCARDED, SECOND, LATER)
    assert history(database, draft_id) == [(1, "imported", FIRST)]
    with database.snapshot() as connection:
        assert open_drafts(connection) == []
        assert [each.id for each in closed_drafts(connection, limit=5)] == [draft_id]


def test_what_one_has_not_seen_one_does_not_discard(database: Database) -> None:
    draft_id = draft(database)
    save(database, draft_id, "second", expected=1)

    with pytest.raises(DraftOutdated):
        discard_draft(database, draft_id, expected=1, actor=SECOND, now=LATER)
    assert row_of(database, draft_id).state == DraftState.OPEN


@pytest.mark.parametrize("state", [DraftState.DEPLOYED, DraftState.DISCARDED])
def test_a_closed_draft_is_not_changed(database: Database, state: DraftState) -> None:
    draft_id = draft(database)
    with database.transaction() as connection:
        close_draft(
            connection, draft_id, expected=1, state=state, version=4, actor=SECOND, now=LATER
        )
    attempts = (
        lambda: save(database, draft_id, "x", expected=1),
        lambda: restore_revision(database, draft_id, 1, expected=1, actor=FIRST, now=NOW),
        lambda: discard_draft(database, draft_id, expected=1, actor=FIRST, now=NOW),
    )
    for attempt in attempts:
        with pytest.raises(DraftClosed) as closed:
            attempt()
        assert (closed.value.by, closed.value.state) == (SECOND, state)


def test_of_a_saver_and_a_discarder_exactly_one_wins(database: Database) -> None:
    draft_id, start = draft(database), Barrier(2)

    def attempt(saves: bool) -> bool:
        start.wait()
        try:
            if saves:
                save(database, draft_id, "x", expected=1)
            else:
                discard_draft(database, draft_id, expected=1, actor=SECOND, now=NOW)
        except (DraftOutdated, DraftClosed):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, (True, False))) == [False, True]


def test_the_revision_before_is_the_newest_that_is_kept(database: Database) -> None:
    draft_id = draft(database)
    for number in (1, 2, 3):
        save(database, draft_id, f"n{number}", expected=number)

    with database.snapshot() as connection:
        before = revision_before(connection, draft_id, 4)
        assert before is not None
        assert before.number == 1
        assert revision_before(connection, draft_id, 1) is None
        with pytest.raises(UnknownRevision):
            revision_row(connection, draft_id, 2)
