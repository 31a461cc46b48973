"""The query of the task list. It takes a connection and commits nothing.

It never sorts all open tasks: each (office, lane, state) is read in the order of its index up to one page, and the pages are
merged. So its time does not grow with the number of open tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    func,
    or_,
    select,
    true,
    union_all,
)

from engine.step.states import OPEN_TASK, UserTaskState
from engine.storage.columns import Record
from engine.storage.tables import INSTANCE, TASK
from people.actor import Actor
from people.roles import STAFF, Role, lane_of
from web.tasks.store import HOLDER, own_tasks, post_condition, posts_of

EARLIER = TASK.alias("earlier")
MOST_COUNTED = 999  # more is told as more than that


class Show(StrEnum):
    """Which tasks the list shows."""

    MINE = "mine"  #: but what was put off
    FREE = "free"  #: nobody's
    ALL = "all"  #: of the actor's lanes, whoever holds them
    OFFICE = "office"  #: of every lane of the offices that the actor heads
    LATER = "later"  #: the actor's own that were put off
    DONE = "done"  #: what the actor has done today


class Sort(StrEnum):
    DUE = "due"  #: the soonest due first, those without a term last
    ARRIVED = "arrived"  #: the last come first


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page begins or ends; tasks without a term come last."""

    due_at: datetime | None
    id: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the list is asked for.

    found: ids of the cases that a search names, None where nothing is searched; element_id: of the model, empty for each.
    today: the beginning of the day, aware UTC; after, before: at most one of them.
    """

    actor: Actor
    now: datetime
    today: datetime
    show: Show = Show.ALL
    sort: Sort = Sort.DUE
    found: CompoundSelect[str] | None = None
    element_id: str = ""
    overdue: bool = False
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
    TASK.c.form_key,
    TASK.c.follow_up_at,
    TASK.c.closed_at,
    INSTANCE.c.business_key,
    INSTANCE.c.definition_id,
    HOLDER.c.surname,
    HOLDER.c.name,
    HOLDER.c.patronymic,
    select(EARLIER.c.id)
    .where(
        EARLIER.c.instance_id == TASK.c.instance_id,
        EARLIER.c.element_id == TASK.c.element_id,
        EARLIER.c.state == UserTaskState.COMPLETED,
        EARLIER.c.id < TASK.c.id,
    )
    .exists()
    .label("returned"),
)
"""returned: was done before in the same case, and has come again."""


def listed_tasks(connection: Connection, wanted: Wanted) -> Sequence[Record]:
    """One page and, where there are more, one row more."""
    pages = [_branch(wanted, *condition) for condition in _conditions(wanted)]
    if not pages:
        return []
    ids = union_all(*(select(page.subquery().c.id) for page in pages)).subquery()
    joined = TASK.join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id).outerjoin(
        HOLDER, HOLDER.c.id == TASK.c.assignee
    )
    statement = (
        select(*LISTED)
        .select_from(joined)
        .where(TASK.c.id.in_(select(ids.c.id)))
        .order_by(*_order(wanted))
        .limit(wanted.limit + 1)
    )
    rows = list(connection.execute(statement))
    return rows[::-1] if wanted.before is not None else rows


def counted_tasks(connection: Connection, wanted: Wanted) -> Mapping[Show, int]:
    """How many tasks lie in each view of the list, up to MOST_COUNTED + 1; other filters count as in the page."""
    return {show: count_tasks(connection, replace(wanted, show=show)) for show in Show}


def numbers_of_tasks(
    connection: Connection, wanted: Wanted, by: ColumnElement[Any]
) -> Mapping[Any, int]:
    """How many of a view have each value of a column of TASK; each branch of the view counts up to MOST_COUNTED + 1."""
    branches = _bounded(wanted)
    if not branches:
        return {}
    ids = union_all(*(select(each.subquery().c.id) for each in branches)).subquery()
    statement = select(by, func.count()).where(TASK.c.id.in_(select(ids.c.id))).group_by(by)
    return {row[0]: row[1] for row in connection.execute(statement)}


def count_tasks(connection: Connection, wanted: Wanted) -> int:
    """How many tasks a view has, up to MOST_COUNTED + 1."""
    branches = _bounded(wanted)
    if not branches:
        return 0
    counts = (select(func.count().label("n")).select_from(each.subquery()) for each in branches)
    total = union_all(*counts).subquery()
    found = connection.execute(select(func.sum(total.c.n))).scalar_one()
    return min(int(found), MOST_COUNTED + 1)


def _bounded(wanted: Wanted) -> list[Select[int]]:
    everything = replace(wanted, after=None, before=None, limit=MOST_COUNTED)
    return [
        _filtered(everything, condition).limit(MOST_COUNTED + 1) for condition in _shown(everything)
    ]


def _conditions(wanted: Wanted) -> Iterator[tuple[ColumnElement[bool], bool | None]]:
    """What each branch asks for, and whether it looks at tasks without a term; None where terms do not order it."""
    for condition in _shown(wanted):
        if wanted.sort is Sort.ARRIVED:
            yield condition, None
            continue
        for undated in (False, True):
            if not _is_behind(wanted, undated=undated):
                yield condition, undated


def _is_behind(wanted: Wanted, *, undated: bool) -> bool:
    """Whether the page cannot reach these: with a term after one without, or the other way back."""
    if wanted.after is not None and wanted.after.due_at is None and not undated:
        return True
    return wanted.before is not None and wanted.before.due_at is not None and undated


def _shown(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    actor, put_off = wanted.actor, TASK.c.follow_up_at > wanted.now
    match wanted.show:
        case Show.MINE | Show.LATER:
            if posts_of(actor):
                later = wanted.show is Show.LATER
                yield and_(own_tasks(actor), put_off if later else ~func.coalesce(put_off, False))
        case Show.DONE:
            yield and_(TASK.c.closed_by == actor.person_id, TASK.c.closed_at >= wanted.today)
        case Show.OFFICE:
            yield from _offices(actor)
        case _:
            states = (UserTaskState.CREATED,) if wanted.show is Show.FREE else OPEN_TASK
            for post in posts_of(actor):
                for state in states:
                    yield and_(post_condition(*post), TASK.c.state == state)


def _offices(actor: Actor) -> Iterator[ColumnElement[bool]]:
    for office_id in sorted(actor.offices_as(Role.HEAD)):
        for lane in (*map(lane_of, sorted(STAFF)), ""):
            for state in OPEN_TASK:
                of_office = and_(TASK.c.office_id == office_id, TASK.c.lane == lane)
                yield and_(of_office, TASK.c.state == state)


def _filtered(wanted: Wanted, condition: ColumnElement[bool]) -> Select[int]:
    statement = select(TASK.c.id).where(condition)
    if wanted.found is not None:
        statement = statement.where(TASK.c.instance_id.in_(wanted.found))
    if wanted.element_id:
        statement = statement.where(TASK.c.element_id == wanted.element_id)
    if wanted.overdue:
        statement = statement.where(TASK.c.due_at < wanted.now)
    return statement


def _branch(wanted: Wanted, condition: ColumnElement[bool], undated: bool | None) -> Select[int]:
    statement = _filtered(wanted, condition)
    if undated is not None:
        has_term = TASK.c.due_at.is_(None) if undated else TASK.c.due_at.is_not(None)
        statement = statement.where(has_term)
    edge = wanted.before or wanted.after
    if edge is not None:
        statement = statement.where(_beyond(edge, wanted, undated=undated))
    return statement.order_by(*_branch_order(wanted)).limit(wanted.limit + 1)


def _beyond(edge: Place, wanted: Wanted, *, undated: bool | None) -> ColumnElement[bool]:
    due, number, backwards = TASK.c.due_at, TASK.c.id, wanted.before is not None
    if undated is None:
        return number > edge.id if backwards else number < edge.id
    further = number < edge.id if backwards else number > edge.id
    if undated:
        # all of those without a term stand behind one that has it
        return further if edge.due_at is None else true()
    if edge.due_at is None:
        return true()
    past = due < edge.due_at if backwards else due > edge.due_at
    return or_(past, and_(due == edge.due_at, further))


def _branch_order(wanted: Wanted) -> list[ColumnElement[Any]]:
    """As the indexes have it; what is looked at backwards is read from its other end."""
    arrived = wanted.sort is Sort.ARRIVED
    columns: list[ColumnElement[Any]] = [TASK.c.id] if arrived else [TASK.c.due_at, TASK.c.id]
    downwards = arrived is (wanted.before is None)
    return [column.desc() if downwards else column for column in columns]


def _order(wanted: Wanted) -> list[ColumnElement[Any]]:
    ordered = _branch_order(wanted)
    if wanted.sort is Sort.ARRIVED:
        return ordered
    undated = TASK.c.due_at.is_(None)
    return [undated if wanted.before is None else undated.desc(), *ordered]
