"""Statements on the outbox. All take a connection; none commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from engine.storage.columns import Record, table_of
from engine.storage.vault import Vault
from workers.notices.events import NoticeKind, told_again
from workers.store import upsert
from workers.tables import NoticeState, NotificationRow

NOTICE = table_of(NotificationRow)


@dataclass(frozen=True, kw_only=True)
class NewNotification:
    """event_key: one notice per event, channel and recipient; a second with the same key is not written."""

    event_key: str
    channel: str
    kind: str
    language: str
    subject: str
    body: str
    created_at: datetime
    instance_id: str | None = None
    recipient: str | None = None
    address: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Message:
    """A claimed notice, opened for its adapter. attempt: 1 for the first."""

    id: int
    event_key: str
    channel: str
    recipient: str | None
    address: str
    language: str
    subject: str
    body: str
    created_at: datetime
    attempt: int


@dataclass(frozen=True, kw_only=True)
class CabinetNotice:
    """A notice as its recipient sees it."""

    id: int
    instance_id: str | None
    kind: str
    language: str
    subject: str
    body: str
    sent_at: datetime
    read_at: datetime | None


def add_notification(connection: Connection, vault: Vault, new: NewNotification) -> int:
    """Write a notice into the outbox; its id, or the id of the one that has its event key already."""
    statement = (
        upsert(connection, NOTICE)
        .values(
            instance_id=new.instance_id,
            event_key=new.event_key,
            recipient=new.recipient,
            address=vault.seal(new.address.encode(), _context(new.event_key, "address")),
            channel=new.channel,
            kind=new.kind,
            language=new.language,
            subject=new.subject,
            body=vault.seal(new.body.encode(), _context(new.event_key, "body")),
            created_at=new.created_at,
            due_at=new.due_at or new.created_at,
            state=NoticeState.WAITING,
            attempts=0,
            error="",
        )
        .on_conflict_do_nothing(index_elements=["event_key"])
    )
    connection.execute(statement)
    same = select(NOTICE.c.id).where(NOTICE.c.event_key == new.event_key)
    return int(connection.execute(same).scalar_one())


def claim_due(
    connection: Connection, vault: Vault, *, now: datetime, lease: timedelta
) -> Message | None:
    """Take the notice that has waited longest, in one statement; also one whose sender died `lease` ago."""
    free = or_(
        NOTICE.c.state == NoticeState.WAITING,
        (NOTICE.c.state == NoticeState.SENDING) & (NOTICE.c.claimed_at <= now - lease),
    )
    oldest = (
        select(NOTICE.c.id)
        .where(free, NOTICE.c.due_at <= now)
        .order_by(NOTICE.c.due_at, NOTICE.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    statement = (
        update(NOTICE)
        .where(NOTICE.c.id == oldest, free)
        .values(state=NoticeState.SENDING, claimed_at=now, attempts=NOTICE.c.attempts + 1)
        .returning(NOTICE)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else _message(vault, row)


def mark_sent(connection: Connection, message: Message, *, at: datetime) -> bool:
    """False where another sender has claimed it since."""
    return _close(connection, message, state=NoticeState.SENT, sent_at=at, error="")


def mark_waiting(connection: Connection, message: Message, *, due_at: datetime, error: str) -> bool:
    return _close(connection, message, state=NoticeState.WAITING, due_at=due_at, error=error)


def mark_failed(connection: Connection, message: Message, *, error: str) -> bool:
    return _close(connection, message, state=NoticeState.FAILED, error=error)


def cabinet_notices(
    connection: Connection,
    vault: Vault,
    person_id: str,
    *,
    limit: int = 200,
    before: int | None = None,
    instance_id: str | None = None,
    language: str | None = None,
) -> tuple[CabinetNotice, ...]:
    """What was told to a person here, newest first; of one case; before: those older than this one.

    language: the reader's, in which notices of the office are told anew; None for the person's own.
    """
    statement = select(NOTICE).where(*_shown_to(person_id))
    if before is not None:
        statement = statement.where(NOTICE.c.id < before)
    if instance_id is not None:
        statement = statement.where(NOTICE.c.instance_id == instance_id)
    rows = connection.execute(statement.order_by(NOTICE.c.id.desc()).limit(limit))
    return tuple(_cabinet_notice(vault, row, language) for row in rows)


def count_unread(connection: Connection, person_id: str, *, most: int) -> int:
    """Up to `most`, along the index of recipients."""
    unread = select(NOTICE.c.id).where(*_shown_to(person_id), NOTICE.c.read_at.is_(None))
    counted = select(func.count()).select_from(unread.limit(most).subquery())
    return int(connection.execute(counted).scalar_one())


def mark_all_read(connection: Connection, *, person_id: str, upto: int, at: datetime) -> None:
    """Those that the person was shown: a later one stays unread."""
    statement = (
        update(NOTICE)
        .where(*_shown_to(person_id), NOTICE.c.read_at.is_(None), NOTICE.c.id <= upto)
        .values(read_at=at)
    )
    connection.execute(statement)


def _shown_to(person_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        NOTICE.c.recipient == person_id,
        NOTICE.c.channel.in_(("cabinet", "office")),
        NOTICE.c.state == NoticeState.SENT,
    )


def mark_read(connection: Connection, notice_id: int, *, person_id: str, at: datetime) -> bool:
    """The first reading stands. False where it is not this person's, or was read before."""
    statement = (
        update(NOTICE)
        .where(
            NOTICE.c.id == notice_id, NOTICE.c.recipient == person_id, NOTICE.c.read_at.is_(None)
        )
        .values(read_at=at)
    )
    return connection.execute(statement).rowcount == 1


def _close(connection: Connection, message: Message, **values: object) -> bool:
    """The attempt's number is the fence: a sender that lost its claim changes nothing."""
    statement = (
        update(NOTICE)
        .where(
            NOTICE.c.id == message.id,
            NOTICE.c.state == NoticeState.SENDING,
            NOTICE.c.attempts == message.attempt,
        )
        .values(**values)
    )
    return connection.execute(statement).rowcount == 1


def _message(vault: Vault, row: Record) -> Message:
    return Message(
        id=row.id,
        event_key=row.event_key,
        channel=row.channel,
        recipient=row.recipient,
        address=_opened(vault, row, "address"),
        language=row.language,
        subject=row.subject,
        body=_opened(vault, row, "body"),
        created_at=row.created_at,
        attempt=row.attempts,
    )


def _cabinet_notice(vault: Vault, row: Record, language: str | None) -> CabinetNotice:
    subject, body, told_in = row.subject, _opened(vault, row, "body"), row.language
    if row.channel == "office":
        told_in = language or told_in
        text = told_again(NoticeKind(row.kind), body, told_in)
        subject, body = text.subject, text.body
    return CabinetNotice(
        id=row.id,
        instance_id=row.instance_id,
        kind=row.kind,
        language=told_in,
        subject=subject,
        body=body,
        sent_at=row.sent_at,
        read_at=row.read_at,
    )


def _opened(vault: Vault, row: Record, column: str) -> str:
    sealed: bytes = getattr(row, column)
    return vault.unseal(sealed, _context(row.event_key, column)).decode()


def _context(event_key: str, column: str) -> str:
    return f"notification:{event_key}:{column}"
