"""The floor: the same business by hand in the SQLAlchemy ORM, without an engine: one row updated and one event inserted a step."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from engine.expression.values import Variables
from engine.storage.columns import Instant
from engine.storage.database import Database

STEPS = (
    ("checked", {"checked": True}),
    ("decided", {"decision": "granted", "order_no": "12-е"}),
    ("issued", {"signed": True}),
)


class FloorBase(DeclarativeBase):
    type_annotation_map = {datetime: Instant}  # noqa: RUF012 - SQLAlchemy reads it as a plain dict


class FloorCase(FloorBase):
    __tablename__ = "floor_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    data: Mapped[str] = mapped_column(Text)


class FloorEvent(FloorBase):
    __tablename__ = "floor_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("floor_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    data: Mapped[str] = mapped_column(Text)


def run_floor(database: Database, variables: Variables, now: datetime) -> None:
    """One case from start to end in four commits."""
    with Session(database.writing) as session:
        data = {**variables, "valid": True, "receipt_no": "2016-000001"}
        case = FloorCase(status="started", data=json.dumps(data))
        session.add(case)
        session.flush()
        session.add(FloorEvent(case_id=case.id, kind="started", at=now, data=json.dumps(variables)))
        case_id = case.id
        session.commit()
    for kind, answer in STEPS:
        with Session(database.writing) as session:
            case = session.get_one(FloorCase, case_id)
            case.data = json.dumps({**json.loads(case.data), **answer})
            case.status = kind
            session.add(FloorEvent(case_id=case_id, kind=kind, at=now, data=json.dumps(answer)))
            session.commit()
