"""Who asks, from the header Authorization: a token as Bearer; account and token, or login and password, as Basic."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app, request

from people import account_store, store
from people.actor import Actor
from people.errors import SignInRefused
from people.signin import admitted_person
from web.platform import Platform, current_platform

EXTENSION = "ruqsat_rest_signin"
REMEMBERED = timedelta(minutes=1)  # a password is dear to check, and comes with every request
MOST = 1000  # remembered at once


@dataclass
class Remembered:
    """Who was admitted by which password a moment ago, by a keyed hash of both under a key of this process."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    until: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def person(self, digest: str, now: datetime) -> str | None:
        person_id, until = self.until.get(digest, ("", now))
        return person_id if until > now else None

    def keep(self, digest: str, person_id: str, now: datetime) -> None:
        if len(self.until) >= MOST:
            self.until.clear()
        self.until[digest] = (person_id, now + REMEMBERED)


def actor_by_authorization() -> Actor | None:
    """None without the header, and with one that opens nothing. Raises SignInThrottled."""
    sent = request.authorization
    if sent is None:
        return None
    if sent.type == "bearer":
        return _by_token(sent.token or "")
    if sent.type != "basic" or not sent.username or not sent.password:
        return None
    return _by_token(sent.password, name=sent.username) or _by_password(
        sent.username, sent.password
    )


def _by_token(token: str, name: str | None = None) -> Actor | None:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        actor = account_store.actor_of_account(
            connection, platform.vault.digest(token), now=platform.clock()
        )
        if actor is None or name is None:
            return actor
        person = store.person_by_login(connection, name)
    return actor if person is not None and person.id == actor.person_id else None


def _by_password(login: str, password: str) -> Actor | None:
    platform = current_platform()
    now = platform.clock()
    remembered = current_app.extensions.setdefault(EXTENSION, Remembered())
    digest = platform.vault.digest(remembered.key + f"{len(login)}:{login}{password}".encode())
    person_id = remembered.person(digest, now) or _admitted(platform, login, password)
    if person_id is None:
        return None
    remembered.keep(digest, person_id, now)
    with platform.database.snapshot() as connection:
        return account_store.actor_of_person(connection, person_id, now=now)


def _admitted(platform: Platform, login: str, password: str) -> str | None:
    try:
        return admitted_person(
            platform.database,
            platform.hasher,
            login=login,
            password=password,
            now=platform.clock(),
        )
    except SignInRefused:
        return None
