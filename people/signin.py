"""Signing in and out: password against hash, a limit on attempts, a session in the database."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from engine.storage.database import Database
from people import store
from people.errors import SignInRefused, SignInThrottled
from people.passwords import Hasher

MOST_ATTEMPTS = 10  # with one login within WINDOW, failed or under way
WINDOW = timedelta(minutes=15)
TOKEN_BYTES = 32


def sign_in(
    database: Database,
    hasher: Hasher,
    *,
    login: str,
    password: str,
    now: datetime,
    lasts: timedelta,
) -> str:
    """Open a session; its token, for the cookie. Raises SignInRefused, SignInThrottled."""
    person_id = admitted_person(database, hasher, login=login, password=password, now=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with database.transaction() as connection:
        store.open_session(connection, token, person_id, now=now, lasts=lasts)
    return token


def admitted_person(
    database: Database, hasher: Hasher, *, login: str, password: str, now: datetime
) -> str:
    """Id of the person whose login and password these are. Raises SignInRefused, SignInThrottled.

    The attempt is recorded before the password is looked at, so that many at once do not slip under the limit; the hash
    is computed outside any transaction, so that nobody else waits for it.
    """
    with database.transaction() as connection:
        count, first = store.attempts_since(connection, login, now - WINDOW)
        if count >= MOST_ATTEMPTS:
            raise SignInThrottled((first or now) + WINDOW)
        store.record_attempt(connection, login, now=now)
        person = store.person_by_login(connection, login)
    password_hash = None if person is None else person.password_hash
    if not hasher.matches(password_hash, password) or person is None:
        raise SignInRefused
    with database.transaction() as connection:
        store.forget_attempts(connection, login)
    return person.id


def sign_out(database: Database, token: str) -> None:
    """Close a session; a token that opens none is no error."""
    with database.transaction() as connection:
        store.close_session(connection, token)
