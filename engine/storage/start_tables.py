"""Tables of what starts a process but a person, and of signals on their way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.step.states import MessageState, WaitState
from engine.storage.columns import Base, table_of


class StartListenerRow(Base):
    """What a start event of the newest version of a process waits for; an older version's are canceled."""

    __tablename__ = "start_listener"
    __table_args__ = (
        UniqueConstraint("definition_id", "number"),
        Index("ix_start_listener_match", "kind", "name", "state"),
        Index("ix_start_listener_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"))
    key: Mapped[str] = mapped_column(String(100), index=True)
    number: Mapped[int] = mapped_column(comment="of what starts the process, in its document")
    element_id: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(12), comment="message, signal, timer or conditional")
    name: Mapped[str] = mapped_column(String(200), comment="of the message or signal")
    armed_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(comment="of a timer: when it fires next")
    nth: Mapped[int] = mapped_column(default=0, comment="of a timer: which time that will be")
    state: Mapped[WaitState] = mapped_column(String(10))


class SignalRow(Base):
    """A signal on its way. `after`: the last subscription that has had it; `until`: the newest that waited when it was sent.

    `started`: the last start event that has had it, with its process. `instance_id`: it is left to this one alone, which
    was suspended when its turn came.
    """

    __tablename__ = "signal_broadcast"
    __table_args__ = (Index("ix_signal_broadcast_state", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="variables, enciphered")
    sent_by: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]
    sender_id: Mapped[str | None] = mapped_column(
        ForeignKey("process_instance.id"), comment="those that waited in it have had it"
    )
    business_key: Mapped[str] = mapped_column(String(100), comment="for cases that it starts")
    office_id: Mapped[int | None]
    partner_office_id: Mapped[int | None]
    after: Mapped[int]
    until: Mapped[int]
    started: Mapped[str] = mapped_column(Text, default="")
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("process_instance.id"))
    state: Mapped[MessageState] = mapped_column(String(10))
    settled_at: Mapped[datetime | None]


LISTENER = table_of(StartListenerRow)
SIGNAL = table_of(SignalRow)


def signal_context(name: str, sent_at: datetime) -> str:
    """What the sealed variables of a signal are bound to."""
    return f"signal:{len(name)}:{name}:{sent_at.isoformat()}"
