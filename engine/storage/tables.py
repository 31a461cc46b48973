"""Tables of the engine. State, payloads and drafts are enciphered bytes; what is searched has a column of its own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.step.states import (
    InstanceStatus,
    JobState,
    MessageState,
    UserTaskState,
    WaitState,
)
from engine.storage.columns import Base, table_of


class ProcessDefinitionRow(Base):
    __tablename__ = "process_definition"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    version_tag: Mapped[str] = mapped_column(String(100), default="")
    rules: Mapped[str] = mapped_column(String(50), default="", comment="legal edition")
    file: Mapped[str] = mapped_column(String(200))
    xml: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), index=True, comment="of xml and forms")
    lowered: Mapped[bytes] = mapped_column(LargeBinary, comment="what runs")
    lowering_version: Mapped[int]
    forms: Mapped[str] = mapped_column(Text, comment="JSON: form key to the form's file text")
    deployed_by: Mapped[str] = mapped_column(String(64))
    deployed_at: Mapped[datetime]
    comment: Mapped[str] = mapped_column(Text, default="")


class DefinitionPictureRow(Base):
    """A document that took the place of a version's own on pages: drawn or named otherwise, it executes the same."""

    __tablename__ = "definition_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"), index=True)
    xml: Mapped[bytes] = mapped_column(LargeBinary)
    deployed_by: Mapped[str] = mapped_column(String(64))
    deployed_at: Mapped[datetime]
    comment: Mapped[str] = mapped_column(Text, default="")


class ProcessInstanceRow(Base):
    __tablename__ = "process_instance"
    __table_args__ = (
        Index("ix_process_instance_office_id_status", "office_id", "status"),
        Index("ix_process_instance_started_at", "started_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"), index=True)
    business_key: Mapped[str] = mapped_column(String(100), index=True)
    office_id: Mapped[int | None] = mapped_column(comment="the provider's office")
    partner_office_id: Mapped[int | None] = mapped_column(
        index=True, comment="the office that took the application, if another"
    )
    starter: Mapped[str] = mapped_column(String(64), comment="person who started it")
    status: Mapped[InstanceStatus] = mapped_column(String(12))
    state: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[int]
    head_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    overdue_at: Mapped[datetime | None] = mapped_column(comment="when it was escalated")
    outcome: Mapped[str | None] = mapped_column(String(100), comment="id of the last end event")


class HistoryEventRow(Base):
    __tablename__ = "history_event"

    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    element_id: Mapped[str] = mapped_column(String(100))
    actor: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    payload_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    engine_version: Mapped[int] = mapped_column(comment="replay version")
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class EventPayloadRow(Base):
    __tablename__ = "event_payload"

    instance_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="salt and payload, enciphered")


class UserTaskRow(Base):
    __tablename__ = "user_task"
    __table_args__ = (
        Index("ix_user_task_open", "office_id", "lane", "state", "due_at"),
        Index("ix_user_task_arrived", "office_id", "lane", "state", "id"),
        Index("ix_user_task_instance_id", "instance_id", "state"),
        Index("ix_user_task_assignee", "assignee", "state"),
        Index("ix_user_task_closed", "closed_by", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    element_id: Mapped[str] = mapped_column(String(100))
    token: Mapped[int]
    lane: Mapped[str] = mapped_column(String(200))
    candidate_groups: Mapped[str] = mapped_column(Text, default="")
    office_id: Mapped[int | None]
    state: Mapped[UserTaskState] = mapped_column(String(10))
    assignee: Mapped[str | None] = mapped_column(String(64))
    form_key: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    overdue_at: Mapped[datetime | None] = mapped_column(comment="when it was escalated")
    follow_up_at: Mapped[datetime | None] = mapped_column(comment="its holder wants to see it then")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(64))


class JobRow(Base):
    __tablename__ = "job"
    __table_args__ = (Index("ix_job_queue", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), index=True)
    element_id: Mapped[str] = mapped_column(String(100))
    token: Mapped[int]
    type: Mapped[str] = mapped_column(String(100))
    state: Mapped[JobState] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0, comment="attempts that failed")
    retries: Mapped[str] = mapped_column(String(50), default="", comment="R3/PT1M")
    due_at: Mapped[datetime]
    worker_id: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0, comment="raised at each activation")
    error: Mapped[str] = mapped_column(Text, default="", comment="of the last failed attempt")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class TimerRow(Base):
    __tablename__ = "timer"
    __table_args__ = (Index("ix_timer_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), index=True)
    element_id: Mapped[str] = mapped_column(String(100))
    token: Mapped[int]
    due_at: Mapped[datetime]
    state: Mapped[WaitState] = mapped_column(String(10))


class MessageSubscriptionRow(Base):
    __tablename__ = "message_subscription"
    __table_args__ = (Index("ix_message_subscription_match", "name", "correlation_key", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), index=True)
    element_id: Mapped[str] = mapped_column(String(100))
    token: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10), comment="message or signal")
    name: Mapped[str] = mapped_column(String(200))
    correlation_key: Mapped[str] = mapped_column(String(200))
    state: Mapped[WaitState] = mapped_column(String(10))


class BufferedMessageRow(Base):
    """A message that was published; kept until somebody waits for it or its time to live is over."""

    __tablename__ = "buffered_message"
    __table_args__ = (
        Index("ix_buffered_message_match", "name", "correlation_key", "state"),
        Index("ix_buffered_message_expiry", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    correlation_key: Mapped[str] = mapped_column(String(200))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="variables, enciphered")
    sent_by: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[MessageState] = mapped_column(String(10))
    settled_at: Mapped[datetime | None] = mapped_column(comment="when delivered or expired")
    instance_id: Mapped[str | None] = mapped_column(
        ForeignKey("process_instance.id"), comment="who got it"
    )
    office_id: Mapped[int | None] = mapped_column(
        comment="of the case that sent it: a case that it starts belongs there"
    )
    partner_office_id: Mapped[int | None]


class IncidentRow(Base):
    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_open", "instance_id", sqlite_where=text("resolved_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    element_id: Mapped[str] = mapped_column(String(100))
    token: Mapped[int]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    message: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="", comment="why it is resolved")


class DraftRow(Base):
    """What a person has typed into a form and not sent yet; uploaded files lie in `document`."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(100), comment="user-task:ID or form:KEY")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime]


class CalendarOverrideRow(Base):
    """A day that the government moved; wins over the package of holidays."""

    __tablename__ = "calendar_override"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), comment="working or day-off")
    legal_ref: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str] = mapped_column(String(64))
    entered_at: Mapped[datetime]


class CalendarChangeRow(Base):
    """A day that was entered or taken back; what was taken back stays on record here."""

    __tablename__ = "calendar_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    change: Mapped[str] = mapped_column(String(10), comment="entered or removed")
    kind: Mapped[str] = mapped_column(String(10), comment="working or day-off")
    legal_ref: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(comment="when the last open term followed")


DEFINITION = table_of(ProcessDefinitionRow)
PICTURE = table_of(DefinitionPictureRow)
INSTANCE = table_of(ProcessInstanceRow)
EVENT = table_of(HistoryEventRow)
PAYLOAD = table_of(EventPayloadRow)
TASK = table_of(UserTaskRow)
JOB = table_of(JobRow)
TIMER = table_of(TimerRow)
SUBSCRIPTION = table_of(MessageSubscriptionRow)
BUFFERED = table_of(BufferedMessageRow)
INCIDENT = table_of(IncidentRow)
DRAFT = table_of(DraftRow)
OVERRIDE = table_of(CalendarOverrideRow)
CALENDAR_CHANGE = table_of(CalendarChangeRow)


def payload_context(instance_id: str, seq: int) -> str:
    """What a sealed payload is bound to: it opens nowhere else."""
    return f"payload:{instance_id}:{seq}"


def message_context(name: str, correlation_key: str) -> str:
    """What the sealed variables of a kept message are bound to."""
    return f"message:{len(name)}:{name}:{correlation_key}"


def state_context(instance_id: str) -> str:
    return f"state:{instance_id}"
