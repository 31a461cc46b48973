"""Visits to desks, as the figures count them. The query takes a connection and does not commit."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from audit.figures import FigureScope
from audit.queries.figures import meant_cases
from workers.registers import TAKEN_BY_PARTNER
from workers.store import NUMBER
from workers.visits import DESK_VISIT, DeskVisit, VisitFigures, visit_figures


def desk_figures(connection: Connection, scope: FigureScope) -> VisitFigures:
    """Of the cases that count: served is who was given the receipt of acceptance or of refusal."""
    given = (
        select(NUMBER.c.instance_id, func.min(NUMBER.c.allotted_at).label("served_at"))
        .where(NUMBER.c.register.in_([each.value for each in TAKEN_BY_PARTNER]))
        .group_by(NUMBER.c.instance_id)
        .subquery()
    )
    statement = (
        select(DESK_VISIT.c.arrived_at, DESK_VISIT.c.service_started_at, given.c.served_at)
        .join(given, given.c.instance_id == DESK_VISIT.c.instance_id)
        .where(DESK_VISIT.c.instance_id.in_(meant_cases(scope)))
    )
    rows = connection.execute(statement)
    return visit_figures(
        DeskVisit(
            arrived_at=row.arrived_at,
            service_started_at=row.service_started_at,
            served_at=row.served_at,
        )
        for row in rows
    )
