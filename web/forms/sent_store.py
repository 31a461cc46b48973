"""Forms that were sent: rows of their own, each written with what sending it did. Each takes a connection, none commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from engine.errors import EngineError
from people.tables import SENT_FORM
from workers.store import upsert


class SentBefore(EngineError):
    """The same page was sent already; what it did is done."""


def note_sent(
    connection: Connection, key: str, *, person_id: str, instance_id: str, at: datetime
) -> None:
    """Raises SentBefore; of two at once the second one waits for the first, and then does nothing."""
    row = {"key": key, "person_id": person_id, "instance_id": instance_id, "at": at}
    statement = upsert(connection, SENT_FORM).values(**row).on_conflict_do_nothing()
    if connection.execute(statement).rowcount != 1:
        raise SentBefore(f"form {key} was sent before")


def sent_case(connection: Connection, key: str, person_id: str) -> str | None:
    """The case that this person's form went to; None where it was not sent."""
    found = select(SENT_FORM.c.instance_id).where(
        SENT_FORM.c.key == key, SENT_FORM.c.person_id == person_id
    )
    return connection.execute(found).scalar()
