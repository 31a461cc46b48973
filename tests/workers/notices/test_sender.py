from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.notices.outboxes import Recorder, row_of, send, write
from tests.workers.samples import NOW
from workers.notices.delivery import CabinetAdapter
from workers.notices.sender import BACKOFF, BATCH, LEASE, ROUND, send_due
from workers.notices.store import claim_due, mark_failed, mark_sent, mark_waiting
from workers.notices.unsent_store import send_again, unsent_notices


def test_what_is_due_is_sent_once(database: Database, vault: Vault) -> None:
    write(database, vault)
    recorder = Recorder()
    assert send(database, vault, recorder) == 1
    assert send(database, vault, recorder) == 0
    assert recorder.delivered == ["e-1"]
    assert recorder.settled == ["e-1"]
    assert (row_of(database).state, row_of(database).sent_at) == ("sent", NOW)


def test_what_is_not_due_waits(database: Database, vault: Vault) -> None:
    write(database, vault, due_at=NOW + timedelta(minutes=1))
    assert send(database, vault, Recorder()) == 0
    assert send(database, vault, Recorder(), NOW + timedelta(minutes=1)) == 1


def test_the_oldest_goes_first(database: Database, vault: Vault) -> None:
    write(database, vault, "late", due_at=NOW)
    write(database, vault, "early", due_at=NOW - timedelta(hours=1))
    recorder = Recorder()
    send(database, vault, recorder)
    assert recorder.delivered == ["early", "late"]


def test_a_failed_delivery_is_tried_again_later(database: Database, vault: Vault) -> None:
    write(database, vault)
    recorder = Recorder(failures=1)
    assert send(database, vault, recorder) == 0
    row = row_of(database)
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "no signal")
    assert row.due_at == NOW + BACKOFF[0]
    assert send(database, vault, recorder, NOW + BACKOFF[0]) == 1
    assert (row_of(database).state, row_of(database).error) == ("sent", "")


def test_after_the_last_attempt_it_has_failed(database: Database, vault: Vault) -> None:
    write(database, vault)
    recorder, at = Recorder(failures=99), NOW
    for wait in (*BACKOFF, timedelta()):
        send(database, vault, recorder, at)
        at += wait
    row = row_of(database)
    assert (row.state, row.attempts) == ("failed", len(BACKOFF) + 1)
    assert send(database, vault, Recorder(), at + timedelta(days=9)) == 0


def test_a_channel_without_adapter_is_a_failed_delivery(database: Database, vault: Vault) -> None:
    write(database, vault, channel="telegraph")
    assert send(database, vault, Recorder()) == 0
    assert "no adapter for channel telegraph" in row_of(database).error


def test_a_sender_that_died_is_followed_by_another_after_its_lease(
    database: Database, vault: Vault
) -> None:
    write(database, vault)
    with database.transaction() as connection:
        assert claim_due(connection, vault, now=NOW, lease=LEASE)
    recorder = Recorder()
    assert send(database, vault, recorder, NOW + LEASE - timedelta(seconds=1)) == 0
    assert send(database, vault, recorder, NOW + LEASE) == 1


def test_a_sender_that_lost_its_claim_changes_nothing(database: Database, vault: Vault) -> None:
    write(database, vault)
    with database.transaction() as connection:
        slow = claim_due(connection, vault, now=NOW, lease=LEASE)
    with database.transaction() as connection:
        claim_due(connection, vault, now=NOW + LEASE, lease=LEASE)
    assert slow is not None
    with database.transaction() as connection:
        assert not mark_sent(connection, slow, at=NOW)
        assert not mark_failed(connection, slow, error="x")
        assert not mark_waiting(connection, slow, due_at=NOW, error="x")
    assert (row_of(database).state, row_of(database).attempts) == ("sending", 2)


def test_many_senders_send_each_notice_once(database: Database, vault: Vault) -> None:
    for number in range(20):
        write(database, vault, f"e-{number}")
    recorder = Recorder()
    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _: send(database, vault, recorder), range(4)))
    assert sent == 20
    assert sorted(recorder.delivered) == sorted(f"e-{number}" for number in range(20))


def test_one_round_sends_a_batch_at_most(sqlite_database: Database, vault: Vault) -> None:
    for number in range(BATCH + 1):
        write(sqlite_database, vault, f"e-{number}")
    assert send(sqlite_database, vault, Recorder()) == BATCH
    assert send(sqlite_database, vault, Recorder()) == 1


def test_the_cabinet_needs_a_recipient(database: Database, vault: Vault) -> None:
    write(database, vault, "nobody", channel="cabinet")
    write(database, vault, "somebody", channel="cabinet", recipient="person-9")
    assert send(database, vault, CabinetAdapter()) == 1
    assert row_of(database, "somebody").state == "sent"
    nobody = row_of(database, "nobody")
    assert (nobody.state, nobody.error) == ("failed", "the notice has no recipient")


def test_what_cannot_succeed_is_not_tried_again(database: Database, vault: Vault) -> None:
    write(database, vault)
    recorder = Recorder(failures=1, permanent=True)
    assert send(database, vault, recorder) == 0
    assert (row_of(database).state, row_of(database).attempts) == ("failed", 1)
    assert send(database, vault, recorder, NOW + timedelta(days=9)) == 0
    assert recorder.settled == []


def test_a_slow_round_stops_and_the_next_goes_on(sqlite_database: Database, vault: Vault) -> None:
    for number in range(5):
        write(sqlite_database, vault, f"e-{number}")
    ticks = iter(range(0, 1000, 12))  # seconds: each notice takes twelve
    recorder = Recorder()
    sent = send_due(
        sqlite_database, vault, {"sms": recorder}, NOW, seconds=lambda: float(next(ticks))
    )
    assert sent == len(recorder.delivered) == 2
    assert send(sqlite_database, vault, recorder) == 3


def test_a_claim_late_in_a_round_has_its_whole_lease(
    sqlite_database: Database, vault: Vault
) -> None:
    for number in range(2):
        write(sqlite_database, vault, f"e-{number}")
    ticks = iter([0.0, 0.0, 20.0, 99.0])
    send_due(sqlite_database, vault, {"sms": Recorder()}, NOW, seconds=lambda: next(ticks))
    late = row_of(sqlite_database, "e-1")
    assert late.claimed_at == late.sent_at == NOW + timedelta(seconds=20)
    assert timedelta(seconds=20) < ROUND < LEASE


def test_what_has_not_arrived_is_listed_with_its_reason(database: Database, vault: Vault) -> None:
    for key in ("lost", "late", "sent", "new"):
        write(database, vault, key, due_at=NOW if key != "new" else NOW + timedelta(days=1))
    send(database, vault, Recorder(failures=1, permanent=True))
    with database.transaction() as connection:
        late = row_of(database, "late")
    assert late.state == "sent"
    write(database, vault, "later", created_at=NOW - timedelta(hours=1))
    send(database, vault, Recorder(failures=1))
    with database.snapshot() as connection:
        listed = unsent_notices(connection)
    assert [(each.state, each.error) for each in listed] == [
        ("failed", "no signal"),
        ("waiting", "no signal"),
    ]
    assert listed[1].due_at == NOW + BACKOFF[0]
    assert not hasattr(listed[0], "address")


def test_what_was_given_up_may_be_sent_again_once(database: Database, vault: Vault) -> None:
    number = write(database, vault)
    send(database, vault, Recorder(failures=1, permanent=True))
    later, recorder = NOW + timedelta(days=3), Recorder()
    with database.transaction() as connection:
        assert send_again(connection, number, at=later)
        assert not send_again(connection, number, at=later)
    assert send(database, vault, recorder, later) == 1
    assert send(database, vault, recorder, later) == 0
    with database.transaction() as connection:
        assert not send_again(connection, number, at=later)
        assert unsent_notices(connection) == ()
