"""Sending what lies in the outbox. A notice is claimed, sent, then marked; a sender that dies between is followed by another,
and the event key makes the second sending the same as the first."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from engine.database import Database
from engine.errors import EngineError
from engine.vault import Vault
from workers.notices import store
from workers.notices.store import Message

LEASE = timedelta(minutes=5)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
BATCH = 100


class DeliveryFailed(EngineError):
    """An adapter could not deliver; it is tried again until BACKOFF is spent."""

    def __init__(self, event_key: str, reason: str) -> None:
        super().__init__(f"notice {event_key}: {reason}")
        self.event_key, self.reason = event_key, reason


class Adapter(Protocol):
    """A channel. Must do nothing new when it is given the same event key again."""

    def deliver(self, message: Message) -> None:
        """Raises DeliveryFailed."""


class _NoAdapter:
    def deliver(self, message: Message) -> None:
        raise DeliveryFailed(message.event_key, f"no adapter for channel {message.channel}")


NO_ADAPTER = _NoAdapter()


class CabinetAdapter:
    """The cabinet shows what is marked as sent: nothing else is to be done."""

    def deliver(self, message: Message) -> None:
        if message.recipient is None:
            raise DeliveryFailed(message.event_key, "the notice has no recipient")


@dataclass(frozen=True)
class FileAdapter:
    """One file an event in `folder`; the same event again gives the same file."""

    folder: Path

    def deliver(self, message: Message) -> None:
        target = self.folder / f"{file_stem(message.event_key)}.txt"
        text = f"{message.address}\n{message.subject}\n\n{message.body}\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            partial = target.with_suffix(f".{os.getpid()}.part")
            partial.write_text(text, encoding="utf-8")
            partial.replace(target)
        except OSError as error:
            raise DeliveryFailed(message.event_key, str(error)) from error


def send_due(
    database: Database, vault: Vault, adapters: Mapping[str, Adapter], now: datetime
) -> int:
    """Send what is due, at most BATCH; how many were sent. Safe to run in many nodes at once."""
    sent = 0
    for _ in range(BATCH):
        with database.transaction() as connection:
            message = store.claim_due(connection, vault, now=now, lease=LEASE)
        if message is None:
            break
        sent += _send(database, adapters, message, now)
    return sent


def _send(
    database: Database, adapters: Mapping[str, Adapter], message: Message, now: datetime
) -> bool:
    adapter = adapters.get(message.channel, NO_ADAPTER)
    try:
        adapter.deliver(message)
    except DeliveryFailed as failure:
        _put_back(database, message, failure.reason, now)
        return False
    with database.transaction() as connection:
        return store.mark_sent(connection, message, at=now)


def _put_back(database: Database, message: Message, reason: str, now: datetime) -> None:
    with database.transaction() as connection:
        if message.attempt > len(BACKOFF):
            store.mark_failed(connection, message, error=reason)
        else:
            due_at = now + BACKOFF[message.attempt - 1]
            store.mark_waiting(connection, message, due_at=due_at, error=reason)


def file_stem(event_key: str) -> str:
    """The key as a file name; two keys never share one."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", event_key)
    if plain == event_key:
        return plain
    return f"{plain[:100]}-{hashlib.sha256(event_key.encode()).hexdigest()[:12]}"
