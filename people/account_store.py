"""Queries and single-statement writes of service accounts and of the answers that are kept for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from engine.storage.columns import Record
from engine.storage.vault import Vault
from people import store
from people.actor import Actor
from people.errors import RequestUnderWay
from people.tables import ACCOUNT, PERSON, REPLY
from people.values import normal_login


def add_account(
    connection: Connection, person_id: str, token_hash: str, *, now: datetime, expires_at: datetime
) -> None:
    values = {"created_at": now, "expires_at": expires_at, "revoked_at": None}
    connection.execute(insert(ACCOUNT).values(person_id=person_id, token_hash=token_hash, **values))


def revoke(connection: Connection, name: str, *, now: datetime) -> int:
    """How many accounts of this name had not been revoked before."""
    of_name = select(PERSON.c.id).where(PERSON.c.login == normal_login(name))
    held = update(ACCOUNT).where(ACCOUNT.c.person_id.in_(of_name), ACCOUNT.c.revoked_at.is_(None))
    return connection.execute(held.values(revoked_at=now)).rowcount


def accounts(connection: Connection) -> Sequence[Record]:
    """All of them, by name."""
    query = select(PERSON.c.login, ACCOUNT.c.created_at, ACCOUNT.c.expires_at, ACCOUNT.c.revoked_at)
    joined = query.join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    return connection.execute(joined.order_by(PERSON.c.login)).all()


def actor_of_account(connection: Connection, token_hash: str, *, now: datetime) -> Actor | None:
    """Whose token it is; None where it is unknown, revoked or has expired."""
    opened = (
        (ACCOUNT.c.token_hash == token_hash)
        & (ACCOUNT.c.expires_at > now)
        & ACCOUNT.c.revoked_at.is_(None)
    )
    return store.actor_by(connection, ACCOUNT, opened, now=now)


def actor_of_person(connection: Connection, person_id: str, *, now: datetime) -> Actor | None:
    """A person with what they hold today."""
    named = select(PERSON.c.id.label("person_id")).where(PERSON.c.id == person_id).subquery()
    return store.actor_by(connection, named, true(), now=now)


def kept_reply(
    connection: Connection, vault: Vault, person_id: str, key: str
) -> tuple[str, bytes] | None:
    """Hash of the request that bore this key, and what was answered."""
    query = select(REPLY.c.request_hash, REPLY.c.sealed)
    row = connection.execute(
        query.where(REPLY.c.person_id == person_id, REPLY.c.key == key)
    ).first()
    if row is None:
        return None
    return row.request_hash, vault.unseal(row.sealed, _context(person_id, key))


def keep_reply(
    connection: Connection,
    vault: Vault,
    person_id: str,
    key: str,
    request_hash: str,
    body: bytes,
    *,
    now: datetime,
) -> None:
    """Raises RequestUnderWay where another request with this key was faster."""
    sealed = vault.seal(body, _context(person_id, key))
    values = {"request_hash": request_hash, "sealed": sealed, "at": now}
    try:
        connection.execute(insert(REPLY).values(person_id=person_id, key=key, **values))
    except IntegrityError as error:
        raise RequestUnderWay(key) from error


def forget_replies(connection: Connection, *, before: datetime) -> None:
    """Housekeeping."""
    connection.execute(delete(REPLY).where(REPLY.c.at < before))


def _context(person_id: str, key: str) -> str:
    return f"reply:{person_id}:{key}"
