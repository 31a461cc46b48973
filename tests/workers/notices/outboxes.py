"""Rows of the outbox for tests, and an adapter that keeps what it delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.samples import NOW
from workers.notices.delivery import Adapter, DeliveryFailed
from workers.notices.sender import send_due
from workers.notices.store import NOTICE, Message, NewNotification, add_notification


@dataclass
class Recorder:
    """An adapter that keeps what it delivered, or fails as often as it is told to."""

    failures: int = 0
    permanent: bool = False
    delivered: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)

    def deliver(self, message: Message) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise DeliveryFailed(message.event_key, "no signal", permanent=self.permanent)
        self.delivered.append(message.event_key)

    def settle(self, message: Message) -> None:
        self.settled.append(message.event_key)


def write(database: Database, vault: Vault, event_key: str = "e-1", **changed: Any) -> int:
    values: dict[str, Any] = {
        "event_key": event_key,
        "channel": "sms",
        "kind": "ready",
        "language": "kk",
        "subject": "Нәтиже дайын",
        "body": "Келіңіз",
        "address": "+77011234567",
        "created_at": NOW,
    }
    with database.transaction() as connection:
        return add_notification(connection, vault, NewNotification(**{**values, **changed}))


def row_of(database: Database, event_key: str = "e-1") -> Any:
    with database.snapshot() as connection:
        return connection.execute(select(NOTICE).where(NOTICE.c.event_key == event_key)).one()


def send(
    database: Database, vault: Vault, adapters: Adapter | Mapping[str, Adapter], at: datetime = NOW
) -> int:
    """One round in which no time passes; one adapter stands for every channel."""
    channels = adapters if isinstance(adapters, Mapping) else dict.fromkeys(CHANNELS, adapters)
    return send_due(database, vault, channels, at, seconds=lambda: 0.0)


CHANNELS = ("cabinet", "email", "sms")


def message(**changed: Any) -> Message:
    values: dict[str, Any] = {
        "id": 1,
        "event_key": "case-1:ready:email",
        "channel": "email",
        "recipient": None,
        "address": "aigul@example.kz",
        "language": "kk",
        "subject": "№ 2016-000123 өтініш бойынша нәтиже дайын",
        "body": "Нәтиже 24.12.2016 дейін сақталады.",
        "created_at": NOW,
        "attempt": 1,
    }
    return Message(**{**values, **changed})
