"""Queries of the pages around a case: what the tables hold of one, and who took part in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Table, select, union_all

from engine.step.states import OPEN_TASK, JobState, UserTaskState, WaitState
from engine.storage.columns import Record
from engine.storage.tables import EVENT, INCIDENT, INSTANCE, JOB, SUBSCRIPTION, TASK, TIMER
from people.roles import Role
from people.tables import ASSIGNMENT, PERSON
from people.values import local_day
from workers.documents.store import DOCUMENT, SIGNATURE
from workers.notices.store import NOTICE
from workers.registers import Register
from workers.store import NUMBER

OPEN_JOB = (JobState.AVAILABLE, JobState.ACTIVATED, JobState.FAILED)


def open_places() -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Tables of what a case waits for, each with the condition that a row is open; timers are not among them."""
    return (
        (TASK, TASK.c.state.in_(OPEN_TASK)),
        (JOB, JOB.c.state.in_(OPEN_JOB)),
        (SUBSCRIPTION, SUBSCRIPTION.c.state == WaitState.WAITING),
    )


def standing_at(connection: Connection, instance_ids: Sequence[str]) -> Mapping[str, list[str]]:
    """Ids of the elements where something is open or awaited, by instance; timers are not asked."""
    statement = union_all(
        *(
            select(table.c.instance_id, table.c.element_id).where(
                table.c.instance_id.in_(instance_ids), open_one
            )
            for table, open_one in open_places()
        )
    )
    found: dict[str, list[str]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.instance_id, []).append(row.element_id)
    return found


def receipt_numbers(connection: Connection, instance_ids: Sequence[str]) -> Mapping[str, str]:
    """The acceptance receipt of each case that has one."""
    statement = select(NUMBER.c.instance_id, NUMBER.c.number).where(
        NUMBER.c.instance_id.in_(instance_ids),
        NUMBER.c.register == Register.RECEIPT.value,
        NUMBER.c.voided_at.is_(None),
    )
    return {row.instance_id: row.number for row in connection.execute(statement)}


def case_by_receipt(connection: Connection, number: str, offices: Collection[int]) -> str | None:
    """The case for which one of these branches gave this acceptance receipt."""
    statement = select(NUMBER.c.instance_id).where(
        NUMBER.c.number == number,
        NUMBER.c.register == Register.RECEIPT.value,
        NUMBER.c.office_id.in_(sorted(offices)),
        NUMBER.c.voided_at.is_(None),
    )
    found = connection.execute(statement).scalar()
    return None if found is None else str(found)


# --- one case


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What a case waits for. kind: task, job, message or timer; user_task_id: of a task."""

    kind: str
    element_id: str
    due_at: datetime | None = None
    lane: str = ""
    assignee: str | None = None
    office_id: int | None = None
    candidate_groups: tuple[str, ...] = ()
    user_task_id: int | None = None
    message: str = ""


def waits_of(connection: Connection, instance_id: str) -> tuple[Wait, ...]:
    """All that is open in a case: tasks by term, then jobs, messages and timers."""
    rows = {
        table.name: connection.execute(
            select(table).where(table.c.instance_id == instance_id, condition).order_by(table.c.id)
        ).all()
        for table, condition in (*open_places(), (TIMER, TIMER.c.state == WaitState.WAITING))
    }
    tasks = [
        Wait(
            kind="task",
            element_id=row.element_id,
            due_at=row.due_at,
            lane=row.lane,
            assignee=row.assignee,
            office_id=row.office_id,
            candidate_groups=tuple(filter(None, map(str.strip, row.candidate_groups.split(",")))),
            user_task_id=row.id,
        )
        for row in rows[TASK.name]
    ]
    jobs = [Wait(kind="job", element_id=row.element_id) for row in rows[JOB.name]]
    messages = [
        Wait(kind="message", element_id=row.element_id, message=row.name)
        for row in rows[SUBSCRIPTION.name]
    ]
    timers = [
        Wait(kind="timer", element_id=row.element_id, due_at=row.due_at) for row in rows[TIMER.name]
    ]
    return (*tasks, *jobs, *messages, *timers)


def completed_tasks(connection: Connection, instance_id: str) -> list[str]:
    """Element ids of the user tasks that people completed, once for each time."""
    statement = select(TASK.c.element_id).where(
        TASK.c.instance_id == instance_id, TASK.c.state == UserTaskState.COMPLETED
    )
    return list(connection.execute(statement.order_by(TASK.c.id)).scalars())


def event_rows(connection: Connection, instance_id: str) -> Sequence[Record]:
    """Events as they are stored, whether they fit or not."""
    columns = [EVENT.c[name] for name in ("seq", "kind", "element_id", "actor", "at")]
    statement = select(*columns).where(EVENT.c.instance_id == instance_id)
    return connection.execute(statement.order_by(EVENT.c.seq)).all()


def notices_of(connection: Connection, instance_id: str) -> Sequence[Record]:
    """Notices of a case, without their texts, in the order in which they were written."""
    names = ("recipient", "channel", "kind", "subject", "state", "created_at", "sent_at")
    statement = select(*(NOTICE.c[name] for name in names)).where(
        NOTICE.c.instance_id == instance_id
    )
    return connection.execute(statement.order_by(NOTICE.c.id)).all()


def signatures_in(connection: Connection, instance_id: str) -> Mapping[str, list[Record]]:
    """Signatures (signer_name, signed_at, mark) by document."""
    columns = [SIGNATURE.c[name] for name in ("document_id", "signer_name", "signed_at", "mark")]
    statement = (
        select(*columns)
        .join(DOCUMENT, DOCUMENT.c.id == SIGNATURE.c.document_id)
        .where(DOCUMENT.c.instance_id == instance_id)
        .order_by(SIGNATURE.c.id)
    )
    found: dict[str, list[Record]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.document_id, []).append(row)
    return found


# --- people and incidents


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person who acted. posts: (role, first day, last day or None)."""

    name: str
    posts: tuple[tuple[Role, date, date | None], ...]

    def roles_at(self, instant: datetime) -> tuple[Role, ...]:
        """The roles held on the local day of an instant."""
        day = local_day(instant)
        return tuple(
            role
            for role, first, last in self.posts
            if first <= day and (last is None or day <= last)
        )


def known_people(connection: Connection, person_ids: Collection[str]) -> Mapping[str, Known]:
    """Names and posts of people by id; who is no person of ours is left out."""
    name = (PERSON.c.surname, PERSON.c.name, PERSON.c.patronymic)
    post = (ASSIGNMENT.c.role, ASSIGNMENT.c.from_date, ASSIGNMENT.c.to_date)
    statement = (
        select(PERSON.c.id, *name, *post)
        .outerjoin(ASSIGNMENT, ASSIGNMENT.c.person_id == PERSON.c.id)
        .where(PERSON.c.id.in_(sorted(person_ids)))
        .order_by(PERSON.c.id, ASSIGNMENT.c.id)
    )
    found: dict[str, Known] = {}
    for row in connection.execute(statement):
        before = found[row.id].posts if row.id in found else ()
        held = ((Role(row.role), row.from_date, row.to_date),) if row.role else ()
        full = " ".join(part for part in (row.surname, row.name, row.patronymic) if part)
        found[row.id] = Known(name=full, posts=(*before, *held))
    return found


def held_task(connection: Connection, instance_id: str, person_id: str) -> Record | None:
    """The open user task of a case that a person holds, the oldest first."""
    statement = (
        select(TASK.c.id, TASK.c.element_id, TASK.c.token, TASK.c.lane)
        .where(
            TASK.c.instance_id == instance_id,
            TASK.c.state.in_(OPEN_TASK),
            TASK.c.assignee == person_id,
        )
        .order_by(TASK.c.id)
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def done_in_lane(connection: Connection, instance_id: str, lane: str) -> Sequence[str]:
    """Elements of the user tasks of a lane that were completed in a case, the last one first, each once."""
    statement = (
        select(TASK.c.element_id)
        .where(
            TASK.c.instance_id == instance_id,
            TASK.c.lane == lane,
            TASK.c.state == UserTaskState.COMPLETED,
        )
        .order_by(TASK.c.id.desc())
    )
    return tuple(dict.fromkeys(connection.execute(statement).scalars()))


def incident_rows(connection: Connection, *, instance_id: str | None = None) -> Sequence[Record]:
    """Open incidents with the number of their case and its model, by case, the oldest first."""
    names = ("id", "instance_id", "element_id", "message", "opened_at")
    columns = [INCIDENT.c[name] for name in names]
    columns += [INSTANCE.c.business_key, INSTANCE.c.definition_id]
    statement = (
        select(*columns)
        .join(INSTANCE, INSTANCE.c.id == INCIDENT.c.instance_id)
        .where(INCIDENT.c.resolved_at.is_(None))
        .order_by(INSTANCE.c.started_at, INSTANCE.c.id, INCIDENT.c.opened_at, INCIDENT.c.id)
    )
    if instance_id is not None:
        statement = statement.where(INCIDENT.c.instance_id == instance_id)
    return connection.execute(statement).all()
