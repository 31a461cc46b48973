from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.database import Database
from engine.vault import Vault
from tests.workers.samples import NOW
from workers.notices.sender import (
    BACKOFF,
    BATCH,
    LEASE,
    Adapter,
    CabinetAdapter,
    DeliveryFailed,
    FileAdapter,
    file_stem,
    send_due,
)
from workers.notices.store import (
    NOTICE,
    Message,
    NewNotification,
    add_notification,
    claim_due,
    mark_failed,
    mark_sent,
    mark_waiting,
)


@dataclass
class Recorder:
    """An adapter that keeps what it delivered, or fails as often as it is told to."""

    failures: int = 0
    delivered: list[str] = field(default_factory=list)

    def deliver(self, message: Message) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise DeliveryFailed(message.event_key, "no signal")
        self.delivered.append(message.event_key)


def _write(database: Database, vault: Vault, event_key: str = "e-1", **changed: Any) -> int:
    values: dict[str, Any] = {
        "event_key": event_key,
        "channel": "file",
        "kind": "ready",
        "language": "kk",
        "subject": "Нәтиже дайын",
        "body": "Келіңіз",
        "address": "+77011234567",
        "created_at": NOW,
    }
    with database.transaction() as connection:
        return add_notification(connection, vault, NewNotification(**{**values, **changed}))


def _row(database: Database, event_key: str = "e-1") -> Any:
    with database.snapshot() as connection:
        return connection.execute(select(NOTICE).where(NOTICE.c.event_key == event_key)).one()


def _send(database: Database, vault: Vault, adapter: Adapter, at: datetime = NOW) -> int:
    return send_due(database, vault, {"file": adapter}, at)


def test_what_is_due_is_sent_once(database: Database, vault: Vault) -> None:
    _write(database, vault)
    recorder = Recorder()
    assert _send(database, vault, recorder) == 1
    assert _send(database, vault, recorder) == 0
    assert recorder.delivered == ["e-1"]
    assert (_row(database).state, _row(database).sent_at) == ("sent", NOW)


def test_what_is_not_due_waits(database: Database, vault: Vault) -> None:
    _write(database, vault, due_at=NOW + timedelta(minutes=1))
    assert _send(database, vault, Recorder()) == 0
    assert _send(database, vault, Recorder(), NOW + timedelta(minutes=1)) == 1


def test_the_oldest_goes_first(database: Database, vault: Vault) -> None:
    _write(database, vault, "late", due_at=NOW)
    _write(database, vault, "early", due_at=NOW - timedelta(hours=1))
    recorder = Recorder()
    _send(database, vault, recorder)
    assert recorder.delivered == ["early", "late"]


def test_a_failed_delivery_is_tried_again_later(database: Database, vault: Vault) -> None:
    _write(database, vault)
    recorder = Recorder(failures=1)
    assert _send(database, vault, recorder) == 0
    row = _row(database)
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "no signal")
    assert row.due_at == NOW + BACKOFF[0]
    assert _send(database, vault, recorder, NOW + BACKOFF[0]) == 1
    assert (_row(database).state, _row(database).error) == ("sent", "")


def test_after_the_last_attempt_it_has_failed(database: Database, vault: Vault) -> None:
    _write(database, vault)
    recorder, at = Recorder(failures=99), NOW
    for wait in (*BACKOFF, timedelta()):
        _send(database, vault, recorder, at)
        at += wait
    row = _row(database)
    assert (row.state, row.attempts) == ("failed", len(BACKOFF) + 1)
    assert _send(database, vault, Recorder(), at + timedelta(days=9)) == 0


def test_a_channel_without_adapter_is_a_failed_delivery(database: Database, vault: Vault) -> None:
    _write(database, vault, channel="sms")
    assert _send(database, vault, Recorder()) == 0
    assert "no adapter for channel sms" in _row(database).error


def test_a_sender_that_died_is_followed_by_another_after_its_lease(
    database: Database, vault: Vault
) -> None:
    _write(database, vault)
    with database.transaction() as connection:
        assert claim_due(connection, vault, now=NOW, lease=LEASE)
    recorder = Recorder()
    assert _send(database, vault, recorder, NOW + LEASE - timedelta(seconds=1)) == 0
    assert _send(database, vault, recorder, NOW + LEASE) == 1


def test_a_sender_that_lost_its_claim_changes_nothing(database: Database, vault: Vault) -> None:
    _write(database, vault)
    with database.transaction() as connection:
        slow = claim_due(connection, vault, now=NOW, lease=LEASE)
    with database.transaction() as connection:
        claim_due(connection, vault, now=NOW + LEASE, lease=LEASE)
    assert slow is not None
    with database.transaction() as connection:
        assert not mark_sent(connection, slow, at=NOW)
        assert not mark_failed(connection, slow, error="x")
        assert not mark_waiting(connection, slow, due_at=NOW, error="x")
    assert (_row(database).state, _row(database).attempts) == ("sending", 2)


def test_many_senders_send_each_notice_once(database: Database, vault: Vault) -> None:
    for number in range(20):
        _write(database, vault, f"e-{number}")
    recorder = Recorder()
    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _: _send(database, vault, recorder), range(4)))
    assert sent == 20
    assert sorted(recorder.delivered) == sorted(f"e-{number}" for number in range(20))


def test_one_round_sends_a_batch_at_most(sqlite_database: Database, vault: Vault) -> None:
    for number in range(BATCH + 1):
        _write(sqlite_database, vault, f"e-{number}")
    assert _send(sqlite_database, vault, Recorder()) == BATCH
    assert _send(sqlite_database, vault, Recorder()) == 1


def test_a_file_is_written_whole_and_again_the_same(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    _write(database, vault, "case:ready:file")
    folder = tmp_path / "outbox"
    assert send_due(database, vault, {"file": FileAdapter(folder)}, NOW) == 1
    (written,) = folder.iterdir()
    assert written.read_text(encoding="utf-8") == "+77011234567\nНәтиже дайын\n\nКеліңіз\n"
    with database.transaction() as connection:
        connection.execute(NOTICE.update().values(state="waiting"))
    assert send_due(database, vault, {"file": FileAdapter(folder)}, NOW) == 1
    assert list(folder.iterdir()) == [written]


def test_a_folder_that_cannot_be_written_is_a_failed_delivery(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    (tmp_path / "outbox").write_text("a file in the way")
    _write(database, vault)
    assert send_due(database, vault, {"file": FileAdapter(tmp_path / "outbox")}, NOW) == 0
    assert _row(database).state == "waiting"


def test_the_cabinet_needs_a_recipient(database: Database, vault: Vault) -> None:
    _write(database, vault, "nobody", channel="cabinet")
    _write(database, vault, "somebody", channel="cabinet", recipient="person-9")
    assert send_due(database, vault, {"cabinet": CabinetAdapter()}, NOW) == 1
    assert _row(database, "somebody").state == "sent"
    assert _row(database, "nobody").error == "the notice has no recipient"


@pytest.mark.parametrize(("first", "second"), [("a:b", "a-b"), ("a/b", "a.b"), ("..", "__")])
def test_two_events_never_share_a_file(first: str, second: str) -> None:
    assert file_stem(first) != file_stem(second)
    assert not set(file_stem(first)) & set("/\\.:")
