"""A page that is sent twice, by a double click or by going back, does what it does once.

Its form holds a random key; the row with this key commits with what the form did.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from flask import request

from people.store import Connection
from web.access import signed_in
from web.forms.sent_store import SentBefore, note_sent, sent_case
from web.platform import current_platform

ONCE = "once"  # name of the field

__all__ = ["ONCE", "SentBefore", "done_before", "note_once", "once_key"]


def once_key() -> str:
    """The key of the page that was sent, so that it is the same while it is mended; else a new one."""
    return _sent_key() or secrets.token_hex(16)


def done_before() -> str | None:
    """The case that this same page went to when it was sent before."""
    with current_platform().database.snapshot() as connection:
        return sent_case(connection, _sent_key(), signed_in().person_id)


def note_once(connection: Connection, instance_id: str, now: datetime) -> None:
    """Remember, with what it does, that this page was sent. Raises SentBefore."""
    if key := _sent_key():
        person_id = signed_in().person_id
        note_sent(connection, key, person_id=person_id, instance_id=instance_id, at=now)


def _sent_key() -> str:
    """Empty where the form has none, as a program's may."""
    key = request.form.get(ONCE, "")
    return key if re.fullmatch("[0-9a-f]{32}", key) else ""
