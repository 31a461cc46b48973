"""Notices that have not reached anybody: what an administrator sees and may send again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from workers.notices.store import NOTICE
from workers.tables import NoticeState


@dataclass(frozen=True, kw_only=True)
class UnsentNotice:
    """A notice with a failed attempt behind it. Neither text nor address: they stay sealed.

    due_at: of the next attempt; none follows where `state` is failed.
    """

    id: int
    instance_id: str | None
    channel: str
    kind: str
    language: str
    subject: str
    state: NoticeState
    attempts: int
    error: str
    created_at: datetime
    due_at: datetime


def unsent_notices(connection: Connection, *, limit: int = 200) -> tuple[UnsentNotice, ...]:
    """Those given up first, then those to be tried again; the oldest first."""
    columns = (NOTICE.c[name] for name in UnsentNotice.__dataclass_fields__)
    statement = (
        select(*columns)
        .where(
            or_(
                NOTICE.c.state == NoticeState.FAILED,
                (NOTICE.c.state == NoticeState.WAITING) & (NOTICE.c.error != ""),
            )
        )
        .order_by(NOTICE.c.state, NOTICE.c.created_at, NOTICE.c.id)  # failed before waiting
        .limit(limit)
    )
    return tuple(UnsentNotice(**row) for row in connection.execute(statement).mappings())


def send_again(connection: Connection, notice_id: int, *, at: datetime) -> bool:
    """One more attempt at a notice that was given up, from `at` on. False where it was not given up."""
    statement = (
        update(NOTICE)
        .where(NOTICE.c.id == notice_id, NOTICE.c.state == NoticeState.FAILED)
        .values(state=NoticeState.WAITING, due_at=at)
    )
    return connection.execute(statement).rowcount == 1
