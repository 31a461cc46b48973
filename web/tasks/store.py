"""Queries of the task list and of one task. Each takes a connection, none commits.

The list never sorts all open tasks: each (office, lane, state) is read in the order of its index up to one page, and the
pages are merged. So its time does not grow with the number of open tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)

from engine.errors import UnknownUserTask
from engine.step.states import OPEN_TASK, UserTaskState
from engine.storage.columns import Record
from engine.storage.tables import INSTANCE, TASK
from people.actor import Actor
from people.roles import STAFF, Role, lane_of
from people.tables import PERSON

HOLDER = PERSON.alias("holder")
CLOSER = PERSON.alias("closer")
LAST_LETTER = "\U0010ffff"  # sorts behind everything that a case number may go on with


class Show(StrEnum):
    """Which tasks the list shows."""

    ALL = "all"  #: of the actor's lanes, whoever holds them
    MINE = "mine"
    FREE = "free"  #: nobody's
    OFFICE = "office"  #: of every lane of the offices that the actor heads


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page begins or ends; tasks without a term come last."""

    due_at: datetime | None
    id: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the list is asked for. case_numbers: exact ones; case_prefix: how they begin; both empty: every case."""

    actor: Actor
    show: Show = Show.ALL
    case_prefix: str = ""
    case_numbers: tuple[str, ...] = ()
    after: Place | None = None
    before: Place | None = None
    limit: int = 50


LISTED = (
    TASK.c.id,
    TASK.c.instance_id,
    TASK.c.element_id,
    TASK.c.office_id,
    TASK.c.lane,
    TASK.c.state,
    TASK.c.assignee,
    TASK.c.created_at,
    TASK.c.due_at,
    INSTANCE.c.business_key,
    INSTANCE.c.definition_id,
    HOLDER.c.surname,
    HOLDER.c.name,
    HOLDER.c.patronymic,
)


def listed_tasks(connection: Connection, wanted: Wanted) -> Sequence[Record]:
    """One page and, where there are more, one row more; the soonest due first."""
    pages = [_branch(wanted, *condition) for condition in _conditions(wanted)]
    if not pages:
        return []
    ids = union_all(*(select(page.subquery().c.id) for page in pages)).subquery()
    joined = TASK.join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id).outerjoin(
        HOLDER, HOLDER.c.id == TASK.c.assignee
    )
    backwards = wanted.before is not None
    statement = (
        select(*LISTED)
        .select_from(joined)
        .where(TASK.c.id.in_(select(ids.c.id)))
        .order_by(*_order(backwards=backwards))
        .limit(wanted.limit + 1)
    )
    rows = list(connection.execute(statement))
    return rows[::-1] if backwards else rows


def task_record(connection: Connection, user_task_id: int) -> Record:
    """A task, open or closed, with its case and the names of who holds or closed it. Raises UnknownUserTask."""
    joined = (
        TASK.join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
        .outerjoin(HOLDER, HOLDER.c.id == TASK.c.assignee)
        .outerjoin(CLOSER, CLOSER.c.id == TASK.c.closed_by)
    )
    statement = (
        select(
            *TASK.c,
            INSTANCE.c.business_key,
            INSTANCE.c.definition_id,
            INSTANCE.c.office_id.label("case_office_id"),
            INSTANCE.c.state.label("case_state"),
            _full_name(HOLDER).label("holder_name"),
            _full_name(CLOSER).label("closer_name"),
        )
        .select_from(joined)
        .where(TASK.c.id == user_task_id)
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownUserTask(user_task_id)
    return row


def next_task(connection: Connection, actor: Actor, instance_id: str) -> Record | None:
    """What to go on with: the task that the same case now has for the actor, else the soonest due of their own."""
    same_case = and_(
        TASK.c.instance_id == instance_id,
        or_(*(_post_condition(*post) for post in _posts(actor))),
        TASK.c.state.in_(OPEN_TASK),
        or_(TASK.c.assignee.is_(None), TASK.c.assignee == actor.person_id),
    )
    for condition in (same_case, _own(actor)):
        columns = (TASK.c.id, TASK.c.element_id, INSTANCE.c.business_key, INSTANCE.c.definition_id)
        statement = (
            select(*columns)
            .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
            .where(condition)
            .order_by(*_order(backwards=False))
            .limit(1)
        )
        row = connection.execute(statement).one_or_none()
        if row is not None:
            return row
    return None


def _conditions(wanted: Wanted) -> Iterator[tuple[ColumnElement[bool], bool]]:
    """What each branch asks for, and whether it looks at tasks without a term."""
    for condition in _shown(wanted.actor, wanted.show):
        for undated in (False, True):
            if not _is_behind(wanted, undated=undated):
                yield condition, undated


def _is_behind(wanted: Wanted, *, undated: bool) -> bool:
    """Whether the page cannot reach these: with a term after one without, or the other way back."""
    if wanted.after is not None and wanted.after.due_at is None and not undated:
        return True
    return wanted.before is not None and wanted.before.due_at is not None and undated


def _shown(actor: Actor, show: Show) -> Iterator[ColumnElement[bool]]:
    if show is Show.MINE:
        if _posts(actor):
            yield _own(actor)
        return
    if show is Show.OFFICE:
        for office_id in sorted(actor.offices_as(Role.HEAD)):
            for role in sorted(STAFF):
                for state in OPEN_TASK:
                    lane = and_(TASK.c.office_id == office_id, TASK.c.lane == lane_of(role))
                    yield and_(lane, TASK.c.state == state)
        return
    states = (UserTaskState.CREATED,) if show is Show.FREE else OPEN_TASK
    for post in _posts(actor):
        for state in states:
            yield and_(_post_condition(*post), TASK.c.state == state)


def _branch(wanted: Wanted, condition: ColumnElement[bool], undated: bool) -> Select[int]:
    backwards = wanted.before is not None
    has_term = TASK.c.due_at.is_(None) if undated else TASK.c.due_at.is_not(None)
    statement = select(TASK.c.id).where(condition, has_term)
    if wanted.case_prefix or wanted.case_numbers:
        cases = select(INSTANCE.c.id).where(_case_condition(wanted))
        statement = statement.where(TASK.c.instance_id.in_(cases))
    edge = wanted.before if backwards else wanted.after
    if edge is not None:
        statement = statement.where(_beyond(edge, undated=undated, backwards=backwards))
    order = (TASK.c.due_at, TASK.c.id)
    ordered = statement.order_by(*(column.desc() if backwards else column for column in order))
    return ordered.limit(wanted.limit + 1)


def _beyond(edge: Place, *, undated: bool, backwards: bool) -> ColumnElement[bool]:
    due, number = TASK.c.due_at, TASK.c.id
    further = number < edge.id if backwards else number > edge.id
    if undated:
        # all of those without a term stand behind one that has it
        return further if edge.due_at is None else true()
    if edge.due_at is None:
        return true()
    past = due < edge.due_at if backwards else due > edge.due_at
    return or_(past, and_(due == edge.due_at, further))


def _case_condition(wanted: Wanted) -> ColumnElement[bool]:
    key = INSTANCE.c.business_key
    prefix = wanted.case_prefix
    begins = and_(key >= prefix, key < prefix + LAST_LETTER) if prefix else None
    exact = key.in_(wanted.case_numbers) if wanted.case_numbers else None
    return or_(*(each for each in (begins, exact) if each is not None))


def _order(
    *, backwards: bool
) -> tuple[ColumnElement[bool], ColumnElement[datetime | None], ColumnElement[int]]:
    undated, due, number = TASK.c.due_at.is_(None), TASK.c.due_at, TASK.c.id
    return (undated.desc(), due.desc(), number.desc()) if backwards else (undated, due, number)


def _posts(actor: Actor) -> list[tuple[int, Role]]:
    """Office and role of each post of theirs that works on a lane."""
    return [
        (post.office_id, post.role)
        for post in actor.assignments
        if post.role in STAFF and post.office_id is not None
    ]


def _post_condition(office_id: int, role: Role) -> ColumnElement[bool]:
    """As `people.rights` says it: the lane of the role, in the office, unless its groups name others only."""
    groups = func.replace(TASK.c.candidate_groups, " ", "")
    named = ("," + groups + ",").contains(f",{role.value},", autoescape=True)
    return and_(
        TASK.c.office_id == office_id,
        TASK.c.lane == lane_of(role),
        or_(TASK.c.candidate_groups == "", named),
    )


def _own(actor: Actor) -> ColumnElement[bool]:
    posts = [_post_condition(*post) for post in _posts(actor)]
    held = and_(TASK.c.assignee == actor.person_id, TASK.c.state == UserTaskState.ASSIGNED)
    return and_(held, or_(*posts)) if posts else false()


def _full_name(person: FromClause) -> ColumnElement[str]:
    parts = (person.c.surname, person.c.name, person.c.patronymic)
    return func.trim(parts[0] + " " + parts[1] + " " + parts[2])
