"""Scenarios that analysts keep. They hold no personal data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.storage.columns import LONGEST_KEY, Base, table_of


class ModelScenarioRow(Base):
    """A scripted run of a process and what it should come to, kept with its key and not with one draft."""

    __tablename__ = "model_scenario"
    __table_args__ = (UniqueConstraint("key", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), comment="process id")
    name: Mapped[str] = mapped_column(String(100))
    content: Mapped[str] = mapped_column(Text, comment="JSON: a scenario file")
    saved_by: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime]


SCENARIO = table_of(ModelScenarioRow)
