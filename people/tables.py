"""Tables of persons, offices, assignments, sessions and the log of reads."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from engine.storage.columns import Base, table_of
from people.roles import Role
from people.values import OfficeKind, OfficeLevel


def _one_of(column: str, values: type[Role] | type[OfficeKind] | type[OfficeLevel]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class OfficeRow(Base):
    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint(_one_of("kind", OfficeKind), name="kind"),
        CheckConstraint(_one_of("level", OfficeLevel), name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    name_kk: Mapped[str] = mapped_column(Text)
    name_ru: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    address_kk: Mapped[str] = mapped_column(Text)
    address_ru: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(32))
    bin: Mapped[str] = mapped_column(String(12))
    branch_no: Mapped[str] = mapped_column(String(20), comment="of a State Corporation branch")
    level: Mapped[str] = mapped_column(String(10))
    head_position_kk: Mapped[str] = mapped_column(Text)
    head_position_ru: Mapped[str] = mapped_column(Text)
    serves_id: Mapped[int | None] = mapped_column(
        ForeignKey("office.id"), comment="the provider whose applications a branch takes"
    )


class PersonRow(Base):
    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200), comment="argon2id")
    surname: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    patronymic: Mapped[str] = mapped_column(Text)
    position_kk: Mapped[str] = mapped_column(Text)
    position_ru: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(32))
    email: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    iin_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment="keyed, for search"
    )
    iin_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class AssignmentRow(Base):
    """A person holds a role in an office from a day to a day, both included; Kazakhstan's days."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "office_id", "from_date"),
        Index("ix_assignment_office_id_role", "office_id", "role"),
        CheckConstraint(_one_of("role", Role), name="role"),
        CheckConstraint("to_date IS NULL OR to_date >= from_date", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    from_date: Mapped[date]
    to_date: Mapped[date | None] = mapped_column(comment="last day; empty while it lasts")


class SessionRow(Base):
    __tablename__ = "session"

    id_hash: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="SHA-256 of the cookie's token"
    )
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ServiceAccountRow(Base):
    """A token by which a system of others signs in as a person of ours who has no password."""

    __tablename__ = "service_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="keyed")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(comment="opens nothing from then on")
    revoked_at: Mapped[datetime | None]


class KeptReplyRow(Base):
    """What was answered to a request that bore an Idempotency-Key: the same again gets the same, and does nothing."""

    __tablename__ = "kept_reply"

    person_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64), comment="keyed; of method, path, body")
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="the answer's body, enciphered")
    at: Mapped[datetime] = mapped_column(index=True)


class SignInAttemptRow(Base):
    """Attempts since the last success; the login is hashed, people type passwords into that field."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_login_hash_at", "login_hash", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class SavedFilterRow(Base):
    """A view of the task list that a person keeps under a name."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(Text, comment="of the address, without what is searched for")


class SentFormRow(Base):
    """A form that was sent, by the random key of its page: the same page sent again does nothing again."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str] = mapped_column(String(32), index=True)
    at: Mapped[datetime]


class ReadLogRow(Base):
    """Who was shown which personal data, when. Source: law 94-V, art. 22 (accounting of actions)."""

    __tablename__ = "read_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(40))
    instance_id: Mapped[str | None] = mapped_column(String(32), index=True)
    subject: Mapped[str] = mapped_column(Text, comment="the page or document shown")


OFFICE = table_of(OfficeRow)
PERSON = table_of(PersonRow)
ASSIGNMENT = table_of(AssignmentRow)
SESSION = table_of(SessionRow)
ACCOUNT = table_of(ServiceAccountRow)
REPLY = table_of(KeptReplyRow)
ATTEMPT = table_of(SignInAttemptRow)
SAVED_FILTER = table_of(SavedFilterRow)
SENT_FORM = table_of(SentFormRow)
READ = table_of(ReadLogRow)
