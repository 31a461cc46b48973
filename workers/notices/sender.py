"""Sending what lies in the outbox. A notice is claimed, sent, then marked; a sender that dies between is followed by another
once its lease has passed, and the event key makes the second sending recognisable as the first."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from engine.storage.database import Database
from engine.storage.vault import Vault
from workers.notices import store
from workers.notices.delivery import Adapter, DeliveryFailed, KeepsNothing
from workers.notices.store import Message

LEASE = timedelta(minutes=5)
ROUND = timedelta(
    seconds=30
)  # then a round stops: a dead server must not hold up the end of the node
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
BATCH = 100


class _NoAdapter(KeepsNothing):
    def deliver(self, message: Message) -> None:
        raise DeliveryFailed(message.event_key, f"no adapter for channel {message.channel}")


NO_ADAPTER = _NoAdapter()


def send_due(
    database: Database,
    vault: Vault,
    adapters: Mapping[str, Adapter],
    now: datetime,
    *,
    seconds: Callable[[], float] = time.monotonic,
) -> int:
    """Send what is due, at most BATCH and for about ROUND; how many were sent. Safe to run in many nodes at once.

    seconds: a clock that only runs; a claim late in a slow round is dated when it is made, else its lease would be short.
    """
    sent, began = 0, seconds()
    for _ in range(BATCH):
        at = now + timedelta(seconds=seconds() - began)
        message = _claimed(database, vault, at) if at - now <= ROUND else None
        if message is None:
            break
        sent += _send(database, adapters, message, at)
    return sent


def _claimed(database: Database, vault: Vault, at: datetime) -> Message | None:
    with database.transaction() as connection:
        return store.claim_due(connection, vault, now=at, lease=LEASE)


def _send(
    database: Database, adapters: Mapping[str, Adapter], message: Message, at: datetime
) -> bool:
    adapter = adapters.get(message.channel, NO_ADAPTER)
    try:
        adapter.deliver(message)
    except DeliveryFailed as failure:
        _put_back(database, message, failure, at)
        return False
    with database.transaction() as connection:
        marked = store.mark_sent(connection, message, at=at)
    adapter.settle(message)
    return marked


def _put_back(database: Database, message: Message, failure: DeliveryFailed, at: datetime) -> None:
    with database.transaction() as connection:
        if failure.permanent or message.attempt > len(BACKOFF):
            store.mark_failed(connection, message, error=failure.reason)
        else:
            due_at = at + BACKOFF[message.attempt - 1]
            store.mark_waiting(connection, message, due_at=due_at, error=failure.reason)
