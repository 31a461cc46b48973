"""Hash chain over the events of one instance (design.md, section 8; docs/history-format.md)."""

from __future__ import annotations

import hashlib
import secrets

from engine.history.canonical import canonical
from engine.history.events import Event

GENESIS = bytes(32)
"""What stands before the first event; the first payload names the instance and the model."""

SALT = 32  # bytes


def new_salt() -> bytes:
    """Random: without it a short payload could be guessed from its hash after it was erased."""
    return secrets.token_bytes(SALT)


def payload_hash(salt: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(b"\x02" + salt + payload).digest()


def link(previous: bytes, event: Event) -> bytes:
    """Hash of an event; `previous` is the hash of the event before it, 32 bytes."""
    return hashlib.sha256(b"\x01" + previous + canonical(event.as_json())).digest()
