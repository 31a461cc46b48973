"""E-mail: letters handed to a mail server, or laid into a folder where none is connected.

What is promised: a notice is handed over at least once, always as the same letter with the same Message-ID, and twice only
where this process dies between the server's yes and the note of it on this machine's disk (or, with the note written,
where another machine takes over before the row is marked). Exactly once cannot be had from SMTP (RFC 5321, 6.1).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from workers.notices.accepted import AcceptedNotes
from workers.notices.delivery import DeliveryFailed, KeepsNothing
from workers.notices.files import write_event_file
from workers.notices.letter import LetterUnfit, letter, mailbox
from workers.notices.mail_server import MailServer, Security
from workers.notices.store import Message

TIMEOUT = 15  # seconds for each answer: a dozen answers stay within the sender's lease
BAD_ADDRESS = (
    "5.1."  # RFC 3463: permanent, and it is the address; other refusals may be a mistake of ours
)


@dataclass(frozen=True, kw_only=True)
class EmailAdapter:
    """sender: an address alone; its domain is what we greet with."""

    server: MailServer
    sender: str
    accepted: AcceptedNotes
    timeout: float = TIMEOUT

    def deliver(self, message: Message) -> None:
        if self.accepted.holds(message.event_key):
            return
        written = _letter(message, self.sender)
        try:
            with self._session() as session:
                address = mailbox(message.address).addr_spec
                session.send_message(written, mailbox(self.sender).addr_spec, [address])
                self.accepted.add(message.event_key)
        except (smtplib.SMTPException, OSError) as error:
            raise _failure(message, error) from error

    def settle(self, message: Message) -> None:
        self.accepted.remove(message.event_key)

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """A server that is slow to say goodbye has the letter all the same: only what comes before counts."""
        client = self._connected()
        try:
            if self.server.security is Security.STARTTLS:
                client.starttls(context=ssl.create_default_context())
            if self.server.user:
                client.login(self.server.user, self.server.password)
            yield client
        finally:
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()

    def _connected(self) -> smtplib.SMTP:
        server, greeting = self.server, mailbox(self.sender).domain
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(
                server.host,
                server.port,
                greeting,
                timeout=self.timeout,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(server.host, server.port, greeting, timeout=self.timeout)


@dataclass(frozen=True, kw_only=True)
class EmlFiles(KeepsNothing):
    """One .eml file an event in `folder`; the same event again gives the same file."""

    folder: Path
    sender: str

    def deliver(self, message: Message) -> None:
        written = _letter(message, self.sender)
        write_event_file(self.folder, message.event_key, ".eml", written.as_bytes())


def _letter(message: Message, sender: str) -> EmailMessage:
    try:
        return letter(message, sender)
    except LetterUnfit as unfit:
        raise DeliveryFailed(message.event_key, str(unfit), permanent=True) from unfit


def _failure(message: Message, error: smtplib.SMTPException | OSError) -> DeliveryFailed:
    """The server's words without the address, which they like to repeat."""
    said = _said(error)
    for address in (message.address, mailbox(message.address).addr_spec):
        said = said.replace(address, "…")
    permanent = isinstance(error, smtplib.SMTPRecipientsRefused) and f" {BAD_ADDRESS}" in said
    return DeliveryFailed(message.event_key, f"mail server: {said}", permanent=permanent)


def _said(error: smtplib.SMTPException | OSError) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, text),) = error.recipients.values()
        return f"{code} {_decoded(text)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
