"""Which posts persons held, for naming who acted with role and office."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from audit.actors import Post
from engine.storage.columns import Record
from engine.words import Words
from people.roles import Role
from people.tables import ASSIGNMENT, OFFICE, PERSON


def names_of(connection: Connection, person_ids: Collection[str]) -> dict[str, str]:
    """Full names by person id; ids that nobody has are left out."""
    statement = select(PERSON.c.id, PERSON.c.surname, PERSON.c.name, PERSON.c.patronymic)
    rows = connection.execute(statement.where(PERSON.c.id.in_(sorted(person_ids))))
    return {
        row.id: " ".join(part for part in (row.surname, row.name, row.patronymic) if part)
        for row in rows
    }


def posts_of(connection: Connection, person_ids: Collection[str]) -> tuple[Post, ...]:
    """Every post that these persons ever held, the earliest first."""
    statement = (
        select(ASSIGNMENT, OFFICE.c.name_kk, OFFICE.c.name_ru, OFFICE.c.name_en)
        .outerjoin(OFFICE, OFFICE.c.id == ASSIGNMENT.c.office_id)
        .where(ASSIGNMENT.c.person_id.in_(sorted(person_ids)))
        .order_by(ASSIGNMENT.c.from_date, ASSIGNMENT.c.id)
    )
    return tuple(_post(row) for row in connection.execute(statement))


def _post(row: Record) -> Post:
    office = None
    if row.office_id is not None:
        office = Words(kk=row.name_kk, ru=row.name_ru, en=row.name_en)
    return Post(
        person_id=row.person_id,
        role=Role(row.role),
        office_id=row.office_id,
        office=office,
        since=row.from_date,
        until=row.to_date,
    )
