"""Cases whose results go to a branch today, and the lists that were made of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select

from engine.step.states import OPEN_TASK, UserTaskState
from engine.storage.columns import Record
from engine.storage.tables import INSTANCE, TASK
from people.roles import Role
from people.tables import ASSIGNMENT
from people.values import local_day
from workers.documents.kinds import Kind
from workers.documents.store import DOCUMENT

FORM = "hand-over"
MAKERS = (Role.SPECIALIST, Role.CHANCELLERY)
KEPT = 50  # lists on the page, the newest first


def cases_to_hand_over(
    connection: Connection, office_id: int, *, since: datetime, until: datetime
) -> Sequence[Record]:
    """Instances of an office with their branch: the hand-over is open, or was done from `since` up to but without `until`."""
    done = (
        (TASK.c.state == UserTaskState.COMPLETED)
        & (TASK.c.closed_at >= since)
        & (TASK.c.closed_at < until)
    )
    names = ("id", "definition_id", "business_key", "partner_office_id", "state")
    statement = (
        select(*(INSTANCE.c[name] for name in names))
        .where(
            INSTANCE.c.office_id == office_id,
            INSTANCE.c.partner_office_id.is_not(None),
            INSTANCE.c.id.in_(
                select(TASK.c.instance_id).where(
                    TASK.c.form_key == FORM, or_(TASK.c.state.in_(OPEN_TASK), done)
                )
            ),
        )
        .order_by(INSTANCE.c.partner_office_id, INSTANCE.c.business_key)
    )
    return connection.execute(statement).all()


def kept_lists(
    connection: Connection, offices: Collection[int], person_id: str, *, limit: int = KEPT
) -> Sequence[Record]:
    """The newest lists (id, file_name, created_at, created_by) that a person may open.

    Their own, and those whose maker could, on the day, make lists for no office but `offices`.
    """
    columns = (DOCUMENT.c[name] for name in ("id", "file_name", "created_at", "created_by"))
    held_here = select(ASSIGNMENT.c.person_id).where(ASSIGNMENT.c.office_id.in_(sorted(offices)))
    statement = (
        select(*columns)
        .where(
            DOCUMENT.c.kind == Kind.HAND_OVER_LIST.value,
            or_(DOCUMENT.c.created_by == person_id, DOCUMENT.c.created_by.in_(held_here)),
        )
        .order_by(DOCUMENT.c.created_at.desc(), DOCUMENT.c.id)
        .limit(limit)
    )
    return [
        row
        for row in connection.execute(statement)
        if row.created_by == person_id or may_share(connection, row, offices)
    ]


def kept_list(connection: Connection, list_id: str) -> Record | None:
    """One list as `kept_lists` has it, whosoever it is; no other document."""
    columns = (DOCUMENT.c[name] for name in ("id", "file_name", "created_at", "created_by"))
    statement = select(*columns).where(
        DOCUMENT.c.id == list_id, DOCUMENT.c.kind == Kind.HAND_OVER_LIST.value
    )
    return connection.execute(statement).one_or_none()


def may_share(connection: Connection, row: Record, offices: Collection[int]) -> bool:
    """Whether the offices for which its maker could make a list that day are all among `offices`."""
    day = local_day(row.created_at)
    statement = select(ASSIGNMENT.c.office_id).where(
        ASSIGNMENT.c.person_id == row.created_by,
        ASSIGNMENT.c.role.in_(MAKERS),
        ASSIGNMENT.c.from_date <= day,
        or_(ASSIGNMENT.c.to_date.is_(None), ASSIGNMENT.c.to_date >= day),
    )
    held = set(connection.execute(statement).scalars())
    return bool(held) and held <= set(offices)
