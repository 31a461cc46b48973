"""Tables of drafts of models. Models hold no personal data: their bytes lie as they are."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.storage.columns import LONGEST_KEY, Base, table_of

LONGEST_TITLE = 200
LONGEST_FILE_NAME = 200  # as `process_definition.file` holds it


class DraftState(StrEnum):
    OPEN = "open"
    DEPLOYED = "deployed"  #: it became `deployed_version`; its history stays readable
    DISCARDED = "discarded"  #: by a person; its history stays readable


class Origin(StrEnum):
    """How a revision came about."""

    IMPORTED = "imported"  #: a file was sent
    OPENED = "opened"  #: a deployed version was opened as a draft
    SAVED = "saved"  #: in the editor
    RESTORED = "restored"  #: an earlier revision was made the newest
    COPIED = "copied"  #: from another draft


class ModelDraftRow(Base):
    """A model that analysts share and work at; `key` and `title` are those of its newest revision."""

    __tablename__ = "model_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), index=True, comment="process id")
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), comment="process or file name")
    file: Mapped[str] = mapped_column(String(LONGEST_FILE_NAME))
    state: Mapped[DraftState] = mapped_column(String(10), index=True)
    base_version: Mapped[int | None] = mapped_column(comment="deployed version it is made from")
    deployed_version: Mapped[int | None] = mapped_column(comment="what it became")
    revision: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime]
    closed_by: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[datetime | None]


class ModelDraftRevisionRow(Base):
    """The bytes of a draft at one time; numbers may have gaps where autosaves replaced each other."""

    __tablename__ = "model_draft_revision"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("model_draft.id"))
    number: Mapped[int]
    xml: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    origin: Mapped[Origin] = mapped_column(String(10))
    saved_by: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime]


class ModelDraftPresenceRow(Base):
    """Who has a draft open in the editor."""

    __tablename__ = "model_draft_presence"

    draft_id: Mapped[int] = mapped_column(ForeignKey("model_draft.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]


MODEL_DRAFT = table_of(ModelDraftRow)
REVISION = table_of(ModelDraftRevisionRow)
PRESENCE = table_of(ModelDraftPresenceRow)
