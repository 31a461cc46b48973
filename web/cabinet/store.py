"""Queries of the applicant's cabinet. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, union

from engine.step.states import OPEN_TASK
from engine.storage.columns import Record
from engine.storage.tables import INSTANCE, TASK
from people.tables import PERSON
from web.cases.list_store import Found
from workers.store import CASE_PERSON

MOST = 200  # cases shown: nobody has more children than that


def own_cases(connection: Connection, person_id: str) -> Found:
    """Cases in which this person applied, the last started first: by the portal, or at a desk by their number.

    Both ways go along an index: the applicant holds the first task of a portal case.
    """
    names = ("id", "business_key", "definition_id", "office_id", "status", "started_at")
    columns = [INSTANCE.c[name] for name in (*names, "ended_at", "due_at", "outcome")]
    statement = (
        select(*columns)
        .where(INSTANCE.c.id.in_(_applied(person_id)))
        .order_by(INSTANCE.c.started_at.desc(), INSTANCE.c.id.desc())
        .limit(MOST)
    )
    rows = tuple(connection.execute(statement))
    return Found(rows=rows, more_above=False, more_below=False)


def own_drafts(connection: Connection, person_id: str) -> Sequence[Record]:
    """Open tasks that the applicant holds, with the number of the case: applications begun and not sent."""
    statement = (
        select(TASK.c.id, TASK.c.element_id, TASK.c.created_at, TASK.c.instance_id)
        .add_columns(INSTANCE.c.business_key)
        .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
        .where(TASK.c.assignee == person_id, TASK.c.state.in_(OPEN_TASK))
        .where(INSTANCE.c.starter == person_id, INSTANCE.c.partner_office_id.is_(None))
        .order_by(TASK.c.created_at.desc())
    )
    return connection.execute(statement).all()


def _applied(person_id: str) -> Any:
    by_portal = (
        select(TASK.c.instance_id)
        .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
        .where(
            TASK.c.assignee == person_id,
            INSTANCE.c.starter == person_id,
            INSTANCE.c.partner_office_id.is_(None),
        )
    )
    by_number = (
        select(CASE_PERSON.c.instance_id)
        .join(PERSON, PERSON.c.iin_hash == CASE_PERSON.c.iin_hash)
        .where(PERSON.c.id == person_id, CASE_PERSON.c.relation == "applicant")
    )
    return union(by_portal, by_number)
