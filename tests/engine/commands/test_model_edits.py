"""What the editor sends is merged into the bytes as they were written."""

from __future__ import annotations

import pytest

from engine.commands.model_drafts import DraftOutdated, open_draft
from engine.commands.model_edits import Edit, copy_edit, save_edit
from engine.model.findings import ModelRefused
from engine.modelling.document import read_draft
from engine.modelling.store import UnknownDraft, draft_row, revision_row
from engine.storage.database import Database
from tests.conftest import NOW
from tests.engine.commands.drafting import FIRST, SECOND, names

WRITTEN = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Kept by hand. -->
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:t">
  <bpmn:process   id="case" name="case" isExecutable="true">
    <bpmn:task id="A" name="Бірінші"/>
  </bpmn:process>
</bpmn:definitions>
""".encode()
BASELINE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:t">'
    '<process id="case" name="case" isExecutable="true"><task id="A" name="Бірінші" /></process>'
    "</definitions>\n"
).encode()
EDITED = BASELINE.replace("Бірінші".encode(), "Екінші".encode())


@pytest.fixture
def draft_id(database: Database) -> int:
    model = read_draft(WRITTEN, file="case.bpmn")
    return open_draft(database, model, actor=FIRST, now=NOW).draft_id


def edit(xml: bytes = EDITED, *, revision: int = 1, baseline: bytes = BASELINE) -> Edit:
    return Edit(revision=revision, xml=xml, baseline=baseline)


def newest(database: Database, draft_id: int) -> bytes:
    with database.snapshot() as connection:
        revision = draft_row(connection, draft_id).revision
        return bytes(revision_row(connection, draft_id, revision).xml)


def test_only_what_was_edited_is_changed(database: Database, draft_id: int) -> None:
    saved = save_edit(database, draft_id, edit(), actor=FIRST, now=NOW)

    assert saved.revision == 2
    expected = WRITTEN.replace("Бірінші".encode(), "Екінші".encode())
    assert newest(database, draft_id) == expected


def test_opening_and_saving_changes_not_a_byte(database: Database, draft_id: int) -> None:
    saved = save_edit(database, draft_id, edit(BASELINE), actor=FIRST, now=NOW)

    assert saved.unchanged
    assert newest(database, draft_id) == WRITTEN


def test_a_second_save_is_made_from_what_was_sent_with_the_first(
    database: Database, draft_id: int
) -> None:
    save_edit(database, draft_id, edit(), actor=FIRST, now=NOW)
    back = edit(BASELINE, revision=2, baseline=EDITED)
    save_edit(database, draft_id, back, actor=FIRST, now=NOW)

    assert newest(database, draft_id) == WRITTEN


def test_who_is_second_saves_nothing(database: Database, draft_id: int) -> None:
    save_edit(database, draft_id, edit(), actor=FIRST, now=NOW)

    with pytest.raises(DraftOutdated) as outdated:
        save_edit(database, draft_id, edit(BASELINE), actor=SECOND, now=NOW)
    assert outdated.value.by == FIRST


@pytest.mark.parametrize("xml", [b"", b"<a/>", b"<", BASELINE.replace(b"process", b"nothing")])
def test_what_is_no_model_is_refused_and_the_draft_stays(
    database: Database, draft_id: int, xml: bytes
) -> None:
    for command in (save_edit, copy_edit):
        with pytest.raises(ModelRefused):
            command(database, draft_id, edit(xml), actor=FIRST, now=NOW)
    assert newest(database, draft_id) == WRITTEN


def test_what_could_not_be_saved_becomes_a_draft_of_its_own(
    database: Database, draft_id: int
) -> None:
    save_edit(database, draft_id, edit(), actor=FIRST, now=NOW)
    mine = EDITED.replace("Екінші".encode(), "Менікі".encode())
    made = copy_edit(database, draft_id, edit(mine), actor=SECOND, now=NOW)

    expected = WRITTEN.replace("Бірінші".encode(), "Менікі".encode())
    assert newest(database, made.draft_id) == expected
    assert names(database, draft_id)[0] == "case"


def test_a_copy_outlives_the_revision_that_it_was_made_from(
    database: Database, draft_id: int
) -> None:
    """Autosaves of the colleague have taken the place of the revision by now."""
    save_edit(database, draft_id, edit(), actor=FIRST, now=NOW)
    third = BASELINE.replace("Бірінші".encode(), "Үшінші".encode())
    save_edit(database, draft_id, edit(third, revision=2, baseline=EDITED), actor=FIRST, now=NOW)
    mine = EDITED.replace("Екінші".encode(), "Менікі".encode())
    late = edit(mine, revision=2, baseline=EDITED)
    made = copy_edit(database, draft_id, late, actor=SECOND, now=NOW)

    assert "Менікі".encode() in newest(database, made.draft_id)


@pytest.mark.parametrize("command", [save_edit, copy_edit])
def test_nothing_is_saved_into_what_is_not_there(database: Database, command) -> None:
    with pytest.raises(UnknownDraft):
        command(database, 7, edit(), actor=FIRST, now=NOW)
