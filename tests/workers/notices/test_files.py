from __future__ import annotations

from pathlib import Path

import pytest

from tests.workers.notices.outboxes import message
from workers.notices.accepted import AcceptedNotes
from workers.notices.delivery import DeliveryFailed
from workers.notices.files import file_stem, write_event_file
from workers.notices.sms import SmsAdapter, SmsFiles


@pytest.mark.parametrize(("first", "second"), [("a:b", "a-b"), ("a/b", "a.b"), ("..", "__")])
def test_two_events_never_share_a_file(first: str, second: str) -> None:
    assert file_stem(first) != file_stem(second)
    assert not set(file_stem(first)) & set("/\\.:")


def test_a_file_is_written_whole_and_again_the_same(tmp_path: Path) -> None:
    for _ in range(2):
        write_event_file(tmp_path / "outbox", "case:ready:sms", ".txt", b"text")
    (written,) = (tmp_path / "outbox").iterdir()
    assert written.read_bytes() == b"text"


def test_a_folder_that_cannot_be_written_is_a_failed_delivery(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file in the way")
    with pytest.raises(DeliveryFailed, match="File exists") as failed:
        write_event_file(tmp_path / "outbox", "e-1", ".txt", b"text")
    assert not failed.value.permanent


def test_a_short_message_is_telephone_and_text(tmp_path: Path) -> None:
    told = message(address="+77011234567", subject="Нәтиже дайын", body="Келіңіз")
    adapter = SmsAdapter(SmsFiles(tmp_path))
    for _ in range(2):
        adapter.deliver(told)
        adapter.settle(told)
    (written,) = tmp_path.iterdir()
    assert written.read_text(encoding="utf-8") == "+77011234567\nНәтиже дайын. Келіңіз\n"


@pytest.mark.parametrize("phone", ["", "1414", "87011234567", "+7701123456", "+77011234567\n1"])
def test_what_is_no_telephone_is_not_tried(tmp_path: Path, phone: str) -> None:
    with pytest.raises(DeliveryFailed, match="ten digits") as failed:
        SmsAdapter(SmsFiles(tmp_path)).deliver(message(address=phone))
    assert failed.value.permanent
    assert list(tmp_path.iterdir()) == []


def test_a_note_is_there_until_it_is_removed(tmp_path: Path) -> None:
    notes = AcceptedNotes(tmp_path / "accepted")
    assert not notes.holds("a:b")
    for _ in range(2):
        notes.add("a:b")
    assert notes.holds("a:b")
    assert not notes.holds("a-b")
    for _ in range(2):
        notes.remove("a:b")
    assert not notes.holds("a:b")


def test_a_note_that_cannot_be_kept_is_logged_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "accepted").write_text("a file in the way")
    notes = AcceptedNotes(tmp_path / "accepted")
    notes.add("e-1")
    notes.remove("e-1")
    assert len(caplog.records) == 2
    assert all("e-1" in record.getMessage() for record in caplog.records)
