"""Tables of the workers: documents, registers of numbers, the outbox, and who a case is about.

Names, identity numbers and texts are enciphered; what is searched has a keyed hash of its own.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.storage.columns import Base


class NoticeState(StrEnum):
    WAITING = "waiting"  #: to be sent from `due_at` on
    SENDING = "sending"  #: a sender has claimed it at `claimed_at`
    SENT = "sent"
    FAILED = "failed"  #: attempts are spent


class DocumentContentRow(Base):
    """Bytes of a document, stored once however many documents have them."""

    __tablename__ = "document_content"

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True, comment="keyed")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class DocumentRow(Base):
    __tablename__ = "document"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    instance_id: Mapped[str | None] = mapped_column(String(32), index=True)
    owner: Mapped[str | None] = mapped_column(
        String(64), index=True, comment="person who uploaded it"
    )
    kind: Mapped[str] = mapped_column(String(40))
    media_type: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(comment="bytes")
    content_hash: Mapped[str] = mapped_column(ForeignKey("document_content.content_hash"))
    language: Mapped[str] = mapped_column(String(5), default="", comment="kk,ru of what we made")
    number: Mapped[str | None] = mapped_column(String(60))
    check_code: Mapped[str | None] = mapped_column(
        String(26), unique=True, comment="128 random bits"
    )
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime | None] = mapped_column(
        comment="since when the applicant's cabinet shows it"
    )
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(String(64))
    void_reason: Mapped[str] = mapped_column(Text, default="")


class DocumentSignatureRow(Base):
    __tablename__ = "document_signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"), index=True)
    signer: Mapped[str] = mapped_column(String(64), comment="person")
    signer_name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str] = mapped_column(String(300))
    signed_at: Mapped[datetime]
    adapter: Mapped[str] = mapped_column(String(20))
    mark: Mapped[str] = mapped_column(String(20), comment="ТЕСТ: without legal force")
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    report: Mapped[str] = mapped_column(Text, comment="JSON of the verification at signing")


class RegisterNumberRow(Base):
    """One line of a register. A number is never taken out: what did not happen is void, with who and why."""

    __tablename__ = "register_number"
    __table_args__ = (
        UniqueConstraint("office_id", "register", "year", "serial"),
        Index("ix_register_number_end", "year", "serial"),
        Index("ix_register_number_period", "office_id", "register", "allotted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int]
    register: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60), index=True)
    instance_id: Mapped[str | None] = mapped_column(String(32), index=True)
    document_id: Mapped[str | None] = mapped_column(String(32))
    allotted_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(String(64))
    void_reason: Mapped[str] = mapped_column(Text, default="")


class RegisterCounterRow(Base):
    __tablename__ = "register_counter"

    office_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    register: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class NotificationRow(Base):
    """The outbox: written with the command that gives the reason, sent afterwards."""

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_queue", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str | None] = mapped_column(String(32), index=True)
    event_key: Mapped[str] = mapped_column(
        String(200), unique=True, comment="one notice per event, channel and recipient"
    )
    recipient: Mapped[str | None] = mapped_column(String(64), index=True, comment="person")
    address: Mapped[bytes] = mapped_column(LargeBinary, comment="phone or e-mail, sealed")
    channel: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str] = mapped_column(String(200), comment="names nobody")
    body: Mapped[bytes] = mapped_column(LargeBinary, comment="sealed")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[NoticeState] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
    read_at: Mapped[datetime | None]


class DeskVisitRow(Base):
    """When an applicant came to a desk and when they were served: what the 15 minutes of the standard are measured by."""

    __tablename__ = "desk_visit"

    instance_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    arrived_at: Mapped[datetime]
    service_started_at: Mapped[datetime]


class NameBeginningRow(Base):
    """How the words of a name begin, hashed: a part of a name finds the case, and nobody can read it here."""

    __tablename__ = "name_beginning"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    instance_id: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    relation: Mapped[str] = mapped_column(String(10), primary_key=True)


class CasePersonRow(Base):
    """Whom a case is about, for search by staff and for the applicant's own list."""

    __tablename__ = "case_person"

    instance_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    relation: Mapped[str] = mapped_column(
        String(10), primary_key=True, comment="applicant or pupil"
    )
    iin_hash: Mapped[str] = mapped_column(String(64), index=True)
    iin: Mapped[bytes] = mapped_column(LargeBinary, comment="sealed")
    name: Mapped[bytes] = mapped_column(LargeBinary, comment="sealed")
    name_hash: Mapped[str] = mapped_column(String(64), index=True, comment="full name, normalised")
    surname_hash: Mapped[str] = mapped_column(String(64), index=True)
