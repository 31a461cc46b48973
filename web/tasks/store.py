"""Queries of the task list and of one task. Each takes a connection, none commits.

The list never sorts all open tasks: each (office, lane, state) is read in the order of its index up to one page, and the
pages are merged. So its time does not grow with the number of open tasks.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    false,
    func,
    or_,
    select,
)

from engine.errors import UnknownUserTask
from engine.history.events import EventKind
from engine.step.states import OPEN_TASK, UserTaskState
from engine.storage.columns import Record
from engine.storage.tables import EVENT, INSTANCE, TASK
from people.actor import Actor
from people.roles import STAFF, Role, lane_of
from people.tables import PERSON

HOLDER = PERSON.alias("holder")
CLOSER = PERSON.alias("closer")
EARLIER = TASK.alias("earlier")
MOST_COUNTED = 999  # more is told as "more than"


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


def returned_by(connection: Connection, row: Record) -> Record | None:
    """The task after which this one has come again: element_id, closed_at, closer_name; None where it is the first time."""
    earlier = and_(TASK.c.instance_id == row.instance_id, TASK.c.id < row.id)
    done = TASK.c.state == UserTaskState.COMPLETED
    again = select(TASK.c.id).where(earlier, done, TASK.c.element_id == row.element_id)
    statement = (
        select(TASK.c.element_id, TASK.c.closed_at, _full_name(CLOSER).label("closer_name"))
        .select_from(TASK.outerjoin(CLOSER, CLOSER.c.id == TASK.c.closed_by))
        .where(earlier, done, again.exists())
        .order_by(TASK.c.closed_at.desc(), TASK.c.id.desc())
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def step_before(connection: Connection, row: Record) -> Record | None:
    """The last task of the case that was done before this one came: element_id, closed_at, closer_name."""
    earlier = and_(TASK.c.instance_id == row.instance_id, TASK.c.closed_at <= row.created_at)
    statement = (
        select(TASK.c.element_id, TASK.c.closed_at, _full_name(CLOSER).label("closer_name"))
        .select_from(TASK.outerjoin(CLOSER, CLOSER.c.id == TASK.c.closed_by))
        .where(earlier, TASK.c.state == UserTaskState.COMPLETED, TASK.c.id != row.id)
        .order_by(TASK.c.closed_at.desc(), TASK.c.id.desc())
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def handing(connection: Connection, row: Record) -> Record | None:
    """By which event the task came to who holds it: kind, actor_name; None where the case names them, or nobody does."""
    kinds = (EventKind.USER_TASK_CLAIMED, EventKind.USER_TASK_ASSIGNED)
    statement = (
        select(EVENT.c.kind, _full_name(CLOSER).label("actor_name"))
        .select_from(EVENT.outerjoin(CLOSER, CLOSER.c.id == EVENT.c.actor))
        .where(
            EVENT.c.instance_id == row.instance_id,
            EVENT.c.element_id == row.element_id,
            EVENT.c.kind.in_([kind.value for kind in kinds]),
            EVENT.c.at >= row.created_at,
        )
        .order_by(EVENT.c.seq.desc())
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def next_of_case(connection: Connection, actor: Actor, instance_id: str) -> Record | None:
    """What the case now has for the actor: theirs, or nobody's and for a post of theirs; the soonest due first."""
    posts = (post_condition(*post) for post in posts_of(actor))
    free = or_(TASK.c.assignee.is_(None), TASK.c.assignee == actor.person_id)
    of_case = TASK.c.instance_id == instance_id
    return _soonest(
        connection, and_(of_case, or_(false(), *posts), TASK.c.state.in_(OPEN_TASK), free)
    )


def next_of_own(connection: Connection, actor: Actor) -> Record | None:
    """The soonest due of those that the actor holds."""
    return _soonest(connection, own_tasks(actor))


def _soonest(connection: Connection, condition: ColumnElement[bool]) -> Record | None:
    columns = (TASK.c.id, TASK.c.element_id, INSTANCE.c.business_key, INSTANCE.c.definition_id)
    statement = (
        select(*columns)
        .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
        .where(condition)
        .order_by(TASK.c.due_at.is_(None), TASK.c.due_at, TASK.c.id)
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def posts_of(actor: Actor) -> list[tuple[int, Role, str]]:
    """Office, role and lane of each post of theirs that works on one; what lies in no lane is for each of them too."""
    return [
        (post.office_id, post.role, lane)
        for post in actor.assignments
        if post.role in STAFF and post.office_id is not None
        for lane in (lane_of(post.role), "")
        if lane is not None
    ]


def post_condition(office_id: int, role: Role, lane: str) -> ColumnElement[bool]:
    """As `people.rights` says it: the lane of the role, in the office, unless its groups name others only."""
    groups = func.replace(TASK.c.candidate_groups, " ", "")
    named = ("," + groups + ",").contains(f",{role.value},", autoescape=True)
    return and_(
        TASK.c.office_id == office_id,
        TASK.c.lane == lane,
        or_(TASK.c.candidate_groups == "", named),
    )


def own_tasks(actor: Actor) -> ColumnElement[bool]:
    posts = [post_condition(*post) for post in posts_of(actor)]
    held = and_(TASK.c.assignee == actor.person_id, TASK.c.state == UserTaskState.ASSIGNED)
    return and_(held, or_(*posts)) if posts else false()


def _full_name(person: FromClause) -> ColumnElement[str]:
    parts = (person.c.surname, person.c.name, person.c.patronymic)
    return func.trim(parts[0] + " " + parts[1] + " " + parts[2])
