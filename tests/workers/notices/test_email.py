"""Letters over a real local mail server: once each, however it misbehaves and wherever the sender dies."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.notices.certificates import self_signed, serving
from tests.workers.notices.outboxes import message, row_of, send, write
from tests.workers.notices.smtp_sink import Sink, running
from tests.workers.samples import NOW
from workers.notices.accepted import AcceptedNotes
from workers.notices.delivery import DeliveryFailed
from workers.notices.email import EmailAdapter
from workers.notices.letter import message_id
from workers.notices.mail_server import MailServer, Security
from workers.notices.sender import BACKOFF, LEASE
from workers.notices.store import Message

SENDER = "ruqsat@bilim.example.kz"


class Killed(BaseException):
    """The process ends here."""


@dataclass
class DiesAfter:
    """The real adapter in a process that is killed once the letter is handed over, before the row is marked."""

    adapter: EmailAdapter

    def deliver(self, message: Message) -> None:
        self.adapter.deliver(message)
        raise Killed

    def settle(self, message: Message) -> None:
        raise AssertionError("a dead process settles nothing")


class UnwrittenNotes(AcceptedNotes):
    """A machine that dies between the server's yes and the note of it."""

    def add(self, event_key: str) -> None:
        raise Killed


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running(Sink()) as listening:
        yield listening


def _adapter(sink: Sink, folder: Path, security: Security = Security.NONE) -> EmailAdapter:
    return EmailAdapter(
        server=MailServer(host="127.0.0.1", port=sink.port, security=security),
        sender=SENDER,
        accepted=AcceptedNotes(folder / "accepted"),
        timeout=2,
    )


def _write(database: Database, vault: Vault, event_key: str = "e-1") -> None:
    write(database, vault, event_key, channel="email", address="aigul@example.kz")


def _refusal(sink: Sink, folder: Path, **changed: object) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        _adapter(sink, folder).deliver(message(**changed))
    return failed.value


def test_a_letter_arrives_whole(sink: Sink, tmp_path: Path) -> None:
    _adapter(sink, tmp_path).deliver(message())
    (letter,) = sink.parsed()
    assert sink.envelopes == [(SENDER, "aigul@example.kz")]
    assert letter["Message-ID"] == message_id("case-1:ready:email", SENDER)
    assert letter["Subject"] == "№ 2016-000123 өтініш бойынша нәтиже дайын"
    assert "Нәтиже 24.12.2016 дейін сақталады." in letter.get_content()


def test_a_sent_letter_is_marked_and_leaves_no_note(
    database: Database, vault: Vault, sink: Sink, tmp_path: Path
) -> None:
    _write(database, vault)
    adapter = _adapter(sink, tmp_path)
    assert send(database, vault, adapter) == 1
    assert send(database, vault, adapter, NOW + LEASE) == 0
    assert len(sink.letters) == 1
    assert row_of(database).state == "sent"
    assert list((tmp_path / "accepted").iterdir()) == []


def test_while_the_server_is_down_it_is_tried_again_and_then_sent_once(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    _write(database, vault)
    sink = Sink()
    with running(sink):
        pass
    adapter, at = _adapter(sink, tmp_path), NOW
    for attempt, wait in enumerate(BACKOFF[:3], 1):
        assert send(database, vault, adapter, at) == 0
        row = row_of(database)
        assert (row.state, row.attempts, row.due_at) == ("waiting", attempt, at + wait)
        assert "mail server: ConnectionRefusedError" in row.error
        at += wait
        assert send(database, vault, adapter, at - timedelta(seconds=1)) == 0
    with running(sink):
        assert send(database, vault, adapter, at) == 1
        assert send(database, vault, adapter, at + timedelta(days=9)) == 0
    assert len(sink.letters) == 1
    assert (row_of(database).state, row_of(database).error) == ("sent", "")


def test_a_sender_killed_before_the_mark_is_followed_and_nothing_goes_twice(
    database: Database, vault: Vault, sink: Sink, tmp_path: Path
) -> None:
    _write(database, vault)
    adapter = _adapter(sink, tmp_path)
    with pytest.raises(Killed):
        send(database, vault, DiesAfter(adapter))
    assert row_of(database).state == "sending"
    assert send(database, vault, adapter, NOW + LEASE - timedelta(seconds=1)) == 0
    assert send(database, vault, adapter, NOW + LEASE) == 1
    assert len(sink.letters) == 1
    assert row_of(database).state == "sent"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_where_no_note_is_found_the_same_letter_goes_again(
    database: Database, vault: Vault, sink: Sink, tmp_path: Path, elsewhere: bool
) -> None:
    """What is left of the promise: a receiver knows the repetition by its Message-ID and bytes."""
    _write(database, vault)
    adapter = _adapter(sink, tmp_path)
    unnoted = replace(adapter, accepted=UnwrittenNotes(tmp_path / "accepted"))
    with pytest.raises(Killed):
        send(database, vault, DiesAfter(adapter) if elsewhere else unnoted)
    follower = _adapter(sink, tmp_path / "another node") if elsewhere else adapter
    assert send(database, vault, follower, NOW + LEASE) == 1
    first, second = sink.letters
    assert first == second
    assert send(database, vault, follower, NOW + 2 * LEASE) == 0


def test_a_server_that_hangs_up_at_the_goodbye_has_the_letter(
    database: Database, vault: Vault, sink: Sink, tmp_path: Path
) -> None:
    sink.replies["QUIT"] = ""
    _write(database, vault)
    assert send(database, vault, _adapter(sink, tmp_path)) == 1
    assert len(sink.letters) == 1


def test_a_full_disk_under_the_notes_does_not_send_again(
    database: Database, vault: Vault, sink: Sink, tmp_path: Path
) -> None:
    (tmp_path / "accepted").write_text("a file in the way")
    _write(database, vault)
    assert send(database, vault, _adapter(sink, tmp_path)) == 1
    assert row_of(database).state == "sent"


@pytest.mark.parametrize(
    ("verb", "reply", "seen"),
    [
        ("EHLO", "", "SMTPServerDisconnected"),
        ("MAIL", "451 4.3.0 later", "451 4.3.0 later"),
        ("RCPT", "450 4.2.0 greylisted", "450 4.2.0 greylisted"),
        ("RCPT", "554 5.7.1 relay access denied", "554 5.7.1 relay access denied"),
        ("DATA", "452 4.3.1 no room", "452 4.3.1 no room"),
        ("DATA-END", "554 5.7.1 spam", "554 5.7.1 spam"),
        ("DATA-END", "", "SMTPServerDisconnected"),
    ],
)
def test_a_refusal_is_seen_and_tried_again(
    sink: Sink, tmp_path: Path, verb: str, reply: str, seen: str
) -> None:
    sink.replies[verb] = reply
    failed = _refusal(sink, tmp_path)
    assert seen in failed.reason
    assert not failed.permanent
    assert sink.letters == []


def test_a_mailbox_that_does_not_exist_is_given_up_and_not_named(
    database: Database, vault: Vault, sink: Sink, tmp_path: Path
) -> None:
    sink.replies["RCPT"] = "550 5.1.1 <aigul@example.kz> user unknown"
    _write(database, vault)
    assert send(database, vault, _adapter(sink, tmp_path)) == 0
    row = row_of(database)
    assert (row.state, row.attempts) == ("failed", 1)
    assert row.error == "mail server: 550 5.1.1 <…> user unknown"


def test_an_address_that_would_break_the_head_never_reaches_the_server(
    sink: Sink, tmp_path: Path
) -> None:
    failed = _refusal(sink, tmp_path, address="a@b.kz\r\nBcc: x@y.kz")
    assert failed.permanent
    assert "b.kz" not in failed.reason
    assert sink.envelopes == []


def test_an_address_in_kazakh_letters_needs_a_server_that_takes_it(
    sink: Sink, tmp_path: Path
) -> None:
    assert "SMTPUTF8" in _refusal(sink, tmp_path, address="айгүл@example.kz").reason
    sink.extensions = ("SMTPUTF8", "8BITMIME")
    _adapter(sink, tmp_path).deliver(message(address="айгүл@мысал.қаз"))
    assert sink.envelopes == [(SENDER, "айгүл@xn--80awbu3c.xn--80ao21a")]


def test_a_server_that_does_not_answer_is_given_up_in_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sink = Sink(port=silent.getsockname()[1])
        adapter = replace(_adapter(sink, tmp_path), timeout=0.2)
        with pytest.raises(DeliveryFailed, match=r"(?i)timed? ?out"):
            adapter.deliver(message())


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_over_tls_the_sender_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    sink = Sink(context=serving(certificate), extensions=("STARTTLS", "AUTH PLAIN"))
    with running(sink, implicit_tls=security is Security.TLS):
        adapter = _adapter(sink, tmp_path, security)
        named = replace(adapter.server, user="ruqsat", password="sesame")
        replace(adapter, server=named).deliver(message())
    assert (sink.logins, sink.encrypted) == ([["ruqsat", "sesame"]], [True])


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_knows_is_not_trusted(tmp_path: Path, security: Security) -> None:
    sink = Sink(context=serving(self_signed(tmp_path)), extensions=("STARTTLS",))
    with (
        running(sink, implicit_tls=security is Security.TLS),
        pytest.raises(DeliveryFailed, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        _adapter(sink, tmp_path, security).deliver(message())
    assert sink.letters == []


def test_a_server_without_starttls_gets_neither_password_nor_letter(
    sink: Sink, tmp_path: Path
) -> None:
    adapter = _adapter(sink, tmp_path, Security.STARTTLS)
    named = replace(adapter.server, user="ruqsat", password="sesame")
    with pytest.raises(DeliveryFailed, match="STARTTLS"):
        replace(adapter, server=named).deliver(message())
    assert (sink.logins, sink.letters) == ([], [])


def test_a_wrong_password_is_seen_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    sink = Sink(context=serving(certificate), extensions=("AUTH PLAIN",))
    sink.replies["AUTH"] = "535 5.7.8 no"
    with running(sink, implicit_tls=True):
        adapter = _adapter(sink, tmp_path, Security.TLS)
        named = replace(adapter.server, user="ruqsat", password="sesame")
        with pytest.raises(DeliveryFailed, match="535") as failed:
            replace(adapter, server=named).deliver(message())
    assert not failed.value.permanent
    assert "sesame" not in failed.value.reason
