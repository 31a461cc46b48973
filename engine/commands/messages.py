"""Messages that are kept for who will wait for them. Source: Zeebe, message correlation and time to live.

A message is written first and delivered by a command of its own, so that a message sent earlier is never overtaken.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Connection, insert, select, update

from engine.commands.events import Message, give_message
from engine.commands.mailing import sealed_message
from engine.commands.stepping import Deferred, carried_out
from engine.errors import EngineError, InvalidVariables, NobodyWaits
from engine.model.bounds import CORRELATION_KEY, EVENT_NAME
from engine.step.limits import LimitReached
from engine.step.states import MessageState
from engine.storage.columns import Record
from engine.storage.message_queries import deliverable_messages
from engine.storage.runtime import Runtime
from engine.storage.tables import BUFFERED, message_context

LOG = logging.getLogger("ruqsat.messages")


@dataclass(frozen=True, kw_only=True)
class Published:
    """instance_id: who got it at once; None where it is kept."""

    message_id: int
    instance_id: str | None


class NoTimeToLive(EngineError):
    """A message that is published must be kept for some time."""

    def __init__(self, name: str) -> None:
        super().__init__(f"message {name}: the time to live must be longer than nothing")
        self.name = name


def publish_message(
    runtime: Runtime,
    name: str,
    correlation_key: str,
    variables: Mapping[str, object],
    *,
    time_to_live: timedelta,
    actor: str,
    now: datetime,
) -> Published:
    """Give a message to the instance that waits longest for it, else to the process that it starts, or keep it until there is one.

    What nobody waited for within its time to live is listed by `expired_messages`. Raises InvalidVariables, NoTimeToLive.
    """
    if time_to_live <= timedelta():
        raise NoTimeToLive(name)
    for what, text, most in (("name", name, EVENT_NAME), ("key", correlation_key, CORRELATION_KEY)):
        if len(text) > most or "\0" in text:
            raise InvalidVariables(
                f"{what} of the message", f"at most {most} characters, and no NUL"
            )
    sealed = sealed_message(runtime.vault, name, correlation_key, variables)
    with runtime.database.transaction() as connection:
        values = {
            "name": name,
            "correlation_key": correlation_key,
            "sealed": sealed,
            "sent_by": actor,
            "sent_at": now,
            "expires_at": now + time_to_live,
            "state": MessageState.WAITING,
        }
        made = insert(BUFFERED).returning(BUFFERED.c.id)
        message_id = int(connection.execute(made, values).scalar_one())
    _deliver_kept(runtime, _before(runtime, message_id), now)
    return Published(message_id=message_id, instance_id=_receiver(runtime, message_id))


def deliver_buffered(runtime: Runtime, *, now: datetime, limit: int = 100) -> int:
    """Give kept messages to those that wait for them by now or that they start, one transaction each; expire those whose time
    is over. How many were given.
    """
    expired = (
        update(BUFFERED)
        .where(BUFFERED.c.state == MessageState.WAITING, BUFFERED.c.expires_at <= now)
        .values(state=MessageState.EXPIRED, settled_at=now)
    )
    with runtime.database.transaction() as connection:
        connection.execute(expired)
    with runtime.database.snapshot() as connection:
        found = deliverable_messages(connection, now, limit=limit)
    return _deliver_kept(runtime, found, now)


def _before(runtime: Runtime, message_id: int) -> list[int]:
    """This message and those of the same name and key that were sent earlier and are still kept."""
    same = select(BUFFERED.c.name, BUFFERED.c.correlation_key).where(BUFFERED.c.id == message_id)
    with runtime.database.snapshot() as connection:
        name, key = connection.execute(same).one()
        query = select(BUFFERED.c.id).where(
            BUFFERED.c.name == name,
            BUFFERED.c.correlation_key == key,
            BUFFERED.c.state == MessageState.WAITING,
            BUFFERED.c.id <= message_id,
        )
        return list(connection.execute(query.order_by(BUFFERED.c.id)).scalars())


def _receiver(runtime: Runtime, message_id: int) -> str | None:
    query = select(BUFFERED.c.instance_id).where(BUFFERED.c.id == message_id)
    with runtime.database.snapshot() as connection:
        receiver: str | None = connection.execute(query).scalar_one()
    return receiver


def _deliver_kept(runtime: Runtime, message_ids: list[int], now: datetime) -> int:
    return sum(_delivered(runtime, message_id, now) for message_id in message_ids)


def _delivered(runtime: Runtime, message_id: int, now: datetime) -> bool:
    """One message that its receiver cannot take must not keep the others from theirs."""

    def command(connection: Connection, deferred: Deferred) -> bool:
        query = select(BUFFERED).where(BUFFERED.c.id == message_id).with_for_update()
        message = connection.execute(query).one()
        if message.state != MessageState.WAITING or message.expires_at <= now:
            return False
        _give(runtime, connection, message, deferred, now)
        return True

    try:
        return carried_out(runtime, command)
    except (NobodyWaits, LimitReached):
        return False
    except EngineError:
        LOG.exception("message %s was not taken; it is tried again until it expires", message_id)
        return False


def _give(
    runtime: Runtime, connection: Connection, message: Record, deferred: Deferred, now: datetime
) -> None:
    """The instance moves and the message is delivered in the same transaction: it is taken once."""
    name, key = message.name, message.correlation_key
    kept = Message(
        name=name,
        correlation_key=key,
        variables=orjson.loads(runtime.vault.unseal(message.sealed, message_context(name, key))),
        sent_at=message.sent_at,
        office_id=message.office_id,
        partner_office_id=message.partner_office_id,
    )
    receiver = give_message(
        runtime, connection, kept, actor=message.sent_by, now=now, deferred=deferred
    )
    settled = update(BUFFERED).where(BUFFERED.c.id == message.id)
    connection.execute(
        settled.values(state=MessageState.DELIVERED, settled_at=now, instance_id=receiver)
    )
