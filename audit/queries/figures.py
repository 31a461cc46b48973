"""Figures from the tables of cases, user tasks and jobs; the counting is done by the database, or row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from audit.figures import (
    CaseFigures,
    FigureScope,
    OutcomeCount,
    StepFigures,
    Term,
    Visit,
    step_figures,
)
from audit.queries.cases import is_late
from engine.step.states import InstanceStatus, JobState, UserTaskState
from engine.storage.columns import Instant, Record
from engine.storage.tables import DEFINITION, INSTANCE, JOB, TASK

ROWS = 1000  # fetched at a time
HISTORY = ("id", "definition_id", "business_key", "revision", "head_hash")


def case_figures(connection: Connection, scope: FigureScope, *, now: datetime) -> CaseFigures:
    """Cases by status, outcome and term; a case that runs has kept its term until it passes."""
    term = case(
        (INSTANCE.c.due_at.is_(None), Term.NONE.value),
        (is_late(now), Term.BROKEN.value),
        else_=Term.KEPT.value,
    ).label("term")
    ended = case((INSTANCE.c.ended_at.is_(None), null()), else_=INSTANCE.c.outcome)
    outcome = ended.label("ended_as")
    statement = (
        select(INSTANCE.c.status, outcome, term, func.count().label("cases"))
        .where(*_criteria(scope))
        .group_by(
            INSTANCE.c.status, "ended_as", "term"
        )  # by label: PostgreSQL sees two bound values as two columns
        .order_by(INSTANCE.c.status, "ended_as", "term")
    )
    counts = tuple(
        OutcomeCount(
            status=InstanceStatus(row.status),
            outcome=row.ended_as,
            term=Term(row.term),
            cases=row.cases,
        )
        for row in connection.execute(statement)
    )
    return CaseFigures(counts=counts)


def meant_cases(scope: FigureScope) -> Select[str]:
    """Ids of the cases that count."""
    return select(INSTANCE.c.id).where(*_criteria(scope))


def scope_cases(
    connection: Connection, scope: FigureScope, *, limit: int | None = None
) -> tuple[Sequence[Record], int]:
    """The cases that count, the newest first and no more than `limit`, as their histories are read; and how many in all."""
    meant = _criteria(scope)
    newest = (INSTANCE.c.started_at.desc(), INSTANCE.c.id.desc())
    columns = (INSTANCE.c[name] for name in HISTORY)
    query = select(*columns).where(*meant).order_by(*newest).limit(limit)
    total = connection.execute(select(func.count()).select_from(INSTANCE).where(*meant)).scalar()
    return connection.execute(query).all(), int(total or 0)


Norm = Callable[[str, datetime], datetime | None]
"""Until when an element that was opened then keeps to its norm."""


def task_figures(
    connection: Connection, scope: FigureScope, *, now: datetime, norm: Norm
) -> tuple[StepFigures, ...]:
    """Frequency, duration and term of each user task and queued job, by element; a step without a term by its norm."""
    return tuple(step_figures(_visits(connection, scope, norm), now=now))


def _visits(connection: Connection, scope: FigureScope, norm: Norm) -> Iterator[Visit]:
    meant = meant_cases(scope)
    tasks = _part(TASK, meant, UserTaskState.COMPLETED, TASK.c.due_at)
    jobs = _part(JOB, meant, JobState.COMPLETED, literal(None, Instant()))
    visits = union_all(tasks, jobs).subquery()
    ordered = select(visits).order_by(visits.c.element_id).execution_options(yield_per=ROWS)
    for row in connection.execute(ordered):
        yield Visit(
            element_id=row.element_id,
            opened_at=row.created_at,
            closed_at=row.closed_at,
            completed=bool(row.completed),
            due_at=row.due or norm(row.element_id, row.created_at),
        )


def _part(
    table: Table, meant: Select[str], completed: str, due: ColumnElement[datetime | None]
) -> Select[*tuple[object, ...]]:
    return select(
        table.c.element_id,
        table.c.created_at,
        table.c.closed_at,
        case((table.c.state == completed, 1), else_=0).label("completed"),
        due.label("due"),
    ).where(table.c.instance_id.in_(meant))


def _criteria(scope: FigureScope) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if scope.definition_id is not None:
        found.append(INSTANCE.c.definition_id == scope.definition_id)
    if scope.key:
        versions = select(DEFINITION.c.id).where(DEFINITION.c.key == scope.key)
        found.append(INSTANCE.c.definition_id.in_(versions))
    if scope.started_from is not None:
        found.append(INSTANCE.c.started_at >= scope.started_from)
    if scope.started_until is not None:
        found.append(INSTANCE.c.started_at < scope.started_until)
    for offices in ((scope.office_id,) if scope.office_id is not None else None, scope.within):
        if offices is not None:
            wanted = sorted(offices)
            found.append(
                or_(INSTANCE.c.office_id.in_(wanted), INSTANCE.c.partner_office_id.in_(wanted))
            )
    return found
