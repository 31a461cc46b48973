"""Queries of the start pages, each bounded by MOST_COUNTED. They take a connection and commit nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from audit.figures import Term
from audit.queries.cases import is_late
from engine.step.states import WaitState
from engine.storage.columns import Record
from engine.storage.tables import INCIDENT, INSTANCE, SUBSCRIPTION
from web.tasks.list_store import MOST_COUNTED

BOUND = MOST_COUNTED + 1


def cases_by_term(
    connection: Connection, offices: Collection[int] | None, *, since: datetime, now: datetime
) -> Mapping[Term, int]:
    """The last cases begun since then, by whether their term is kept; offices: None for every one."""
    term = case((is_late(now), Term.BROKEN.value), else_=Term.KEPT.value).label("term")
    statement = select(term).where(INSTANCE.c.started_at >= since, INSTANCE.c.due_at.is_not(None))
    if offices is not None:
        # plus nothing: the time is the narrower of the two, and has an index
        statement = statement.where((INSTANCE.c.office_id + 0).in_(sorted(offices)))
    last = statement.order_by(INSTANCE.c.started_at.desc()).limit(BOUND).subquery()
    rows = connection.execute(select(last.c.term, func.count()).group_by(last.c.term))
    return {Term(name): number for name, number in rows}


def awaiting_message(
    connection: Connection, message: str, branches: Collection[int]
) -> Sequence[Record]:
    """Cases of these branches that wait for a message: id, business_key, due_at; the first to wait first."""
    statement = (
        select(INSTANCE.c.id, INSTANCE.c.business_key, INSTANCE.c.due_at)
        .join(SUBSCRIPTION, SUBSCRIPTION.c.instance_id == INSTANCE.c.id)
        .where(
            SUBSCRIPTION.c.name == message,
            SUBSCRIPTION.c.state == WaitState.WAITING,
            INSTANCE.c.partner_office_id.in_(sorted(branches)),
        )
        .order_by(SUBSCRIPTION.c.id)
        .limit(BOUND)
    )
    return connection.execute(statement).all()


def open_incidents(connection: Connection) -> Sequence[Record]:
    """What went wrong in each (element_id, message), the oldest first."""
    statement = (
        select(INCIDENT.c.element_id, INCIDENT.c.message)
        .where(INCIDENT.c.resolved_at.is_(None))
        .order_by(INCIDENT.c.id)
        .limit(BOUND)
    )
    return connection.execute(statement).all()
