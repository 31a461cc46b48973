"""Queries that only the pages need: what an address names, and whether the database fits."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from engine.errors import DatabaseAway
from engine.step.states import OPEN_TASK
from engine.storage.columns import Base, Record
from engine.storage.database import Database
from engine.storage.tables import INSTANCE, TASK
from people.rights import Case, Paper, Subject, Task
from people.tables import PERSON
from workers.documents.store import DOCUMENT
from workers.store import CASE_PERSON

APPLICANT_OF = (CASE_PERSON.c.instance_id == INSTANCE.c.id) & (
    CASE_PERSON.c.relation == "applicant"
)
CASES = INSTANCE.outerjoin(CASE_PERSON, APPLICANT_OF).outerjoin(
    PERSON, PERSON.c.iin_hash == CASE_PERSON.c.iin_hash
)
HELD_IN = (
    (TASK.c.instance_id == INSTANCE.c.id)
    & TASK.c.state.in_(OPEN_TASK)
    & TASK.c.assignee.is_not(None)
)
CASE_COLUMNS = (
    INSTANCE.c.id.label("case_id"),
    INSTANCE.c.office_id.label("case_office_id"),
    INSTANCE.c.partner_office_id,
    INSTANCE.c.starter,
    PERSON.c.id.label("applicant_id"),
)


class Schema(StrEnum):
    CURRENT = "current"
    OLD = "old"  #: tables or columns that this version needs are missing
    UNREACHABLE = "unreachable"


def case_subject(connection: Connection, instance_id: str) -> Subject | None:
    """A case as far as rights look at it."""
    joined = CASES.outerjoin(TASK, HELD_IN)
    statement = select(*CASE_COLUMNS, TASK.c.assignee).select_from(joined)
    rows = connection.execute(statement.where(INSTANCE.c.id == instance_id)).all()
    if not rows:
        return None
    holders = frozenset(row.assignee for row in rows if row.assignee is not None)
    return Subject(case=replace(_case(rows[0]), holders=holders))


def task_subject(connection: Connection, user_task_id: int) -> Subject | None:
    """A user task, open or closed, with its case."""
    columns = (TASK.c.id, TASK.c.lane, TASK.c.office_id, TASK.c.assignee, TASK.c.candidate_groups)
    statement = (
        select(*CASE_COLUMNS, *columns)
        .select_from(CASES.join(TASK, TASK.c.instance_id == INSTANCE.c.id))
        .where(TASK.c.id == user_task_id)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else Subject(case=_case(row), task=_task(row))


def paper_subject(connection: Connection, document_id: str) -> Subject | None:
    """A document with its case, if it lies in one yet; a void document is not published."""
    columns = (DOCUMENT.c.id, DOCUMENT.c.owner, DOCUMENT.c.published_at, DOCUMENT.c.voided_at)
    joined = DOCUMENT.outerjoin(CASES, DOCUMENT.c.instance_id == INSTANCE.c.id)
    statement = select(*CASE_COLUMNS, *columns).select_from(joined)
    row = connection.execute(statement.where(DOCUMENT.c.id == document_id)).one_or_none()
    if row is None:
        return None
    published = row.published_at is not None and row.voided_at is None
    paper = Paper(document_id=row.id, owner=row.owner, published=published)
    return Subject(case=None if row.case_id is None else _case(row), paper=paper)


def schema_state(database: Database, *, known_current: bool = False) -> Schema:
    """Whether the database answers and has every table and column of this version; more of either is fine.

    known_current: was found current before; then only whether it answers.
    """
    try:
        with database.snapshot() as connection:
            connection.execute(text("SELECT 1"))
            return Schema.CURRENT if known_current or not _missing(connection) else Schema.OLD
    except (DatabaseAway, SQLAlchemyError):
        return Schema.UNREACHABLE


def _missing(connection: Connection) -> set[str]:
    """`table.column` of what is not there."""
    looking = inspect(connection)
    present = set(looking.get_table_names())
    there = {f"{name}.{column['name']}" for name in present for column in looking.get_columns(name)}
    needed = {
        f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.c
    }
    return needed - there


def _case(row: Record) -> Case:
    """On the portal the starter applies; at a desk (a partner office) whose identification number the case has."""
    starter = row.starter if row.partner_office_id is None else None
    return Case(
        instance_id=row.case_id,
        office_id=row.case_office_id,
        partner_office_id=row.partner_office_id,
        applicants=frozenset(each for each in (starter, row.applicant_id) if each is not None),
    )


def _task(row: Record) -> Task:
    groups = (group.strip() for group in row.candidate_groups.split(","))
    return Task(
        user_task_id=row.id,
        lane=row.lane,
        office_id=row.office_id,
        assignee=row.assignee,
        candidate_groups=tuple(group for group in groups if group),
    )
