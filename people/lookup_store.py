"""Public look-ups are counted in the table of attempts to sign in, and forgotten with them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, func, insert, select

from people.tables import ATTEMPT


def record_lookup(connection: Connection, key: str, *, now: datetime) -> None:
    connection.execute(insert(ATTEMPT).values(login_hash=_hashed(key), at=now))


def lookups_since(connection: Connection, key: str, since: datetime) -> tuple[int, datetime | None]:
    """How many look-ups under this key were recorded after `since`, and the first of them."""
    statement = select(func.count(), func.min(ATTEMPT.c.at)).where(
        ATTEMPT.c.login_hash == _hashed(key), ATTEMPT.c.at > since
    )
    count, first = connection.execute(statement).one()
    return count, first


def _hashed(key: str) -> str:
    """Logins are hashed in small letters: none can be typed that counts as a look-up."""
    return sha256(f"LOOK-UP {key}".encode()).hexdigest()
