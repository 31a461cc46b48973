"""Queries and writes of the operator about people. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from engine.storage.columns import Record
from people.errors import RoleHeld
from people.roles import Role
from people.tables import ASSIGNMENT, OFFICE, PERSON
from people.values import Office, Person


def set_password(connection: Connection, person_id: str, password_hash: str | None) -> None:
    """None: nobody signs in with a password."""
    changed = update(PERSON).where(PERSON.c.id == person_id)
    connection.execute(changed.values(password_hash=password_hash))


def end_roles(
    connection: Connection,
    person_id: str,
    *,
    last_day: date,
    role: Role | None = None,
    office_id: int | None = None,
) -> int:
    """End what is held beyond that day, all of it where no role is given; what would begin later is taken away."""
    mine: list[Any] = [ASSIGNMENT.c.person_id == person_id]
    if role is not None:
        mine += [ASSIGNMENT.c.role == role, ASSIGNMENT.c.office_id == office_id]
    later = delete(ASSIGNMENT).where(*mine, ASSIGNMENT.c.from_date > last_day)
    held = or_(ASSIGNMENT.c.to_date.is_(None), ASSIGNMENT.c.to_date > last_day)
    ended = update(ASSIGNMENT).where(*mine, held).values(to_date=last_day)
    return int(connection.execute(later).rowcount + connection.execute(ended).rowcount)


def refuse_held(
    connection: Connection, person: Person, role: Role, office_id: int | None, *, on: date
) -> None:
    """Raise RoleHeld where the person holds the same on that day or will hold it later."""
    lasting = or_(ASSIGNMENT.c.to_date.is_(None), ASSIGNMENT.c.to_date >= on)
    found = select(ASSIGNMENT.c.id).where(
        ASSIGNMENT.c.person_id == person.id,
        ASSIGNMENT.c.role == role,
        ASSIGNMENT.c.office_id == office_id,
        lasting,
    )
    if connection.execute(found).first() is not None:
        raise RoleHeld(person.login, role)


def serving(office: Office, provider: Office | None) -> Office:
    return replace(office, serves_id=provider.id if provider else None)


def posts(connection: Connection, *, on: date) -> Sequence[Record]:
    """Everybody with what they hold on that day or later, a row a post; those without any have one empty row.

    Columns: login, surname, name, patronymic, may_sign_in, role, office, from_date, to_date.
    """
    lasting = or_(ASSIGNMENT.c.to_date.is_(None), ASSIGNMENT.c.to_date >= on)
    mine = (ASSIGNMENT.c.person_id == PERSON.c.id) & lasting
    statement: Any = (
        select(
            PERSON.c.login,
            PERSON.c.surname,
            PERSON.c.name,
            PERSON.c.patronymic,
            PERSON.c.password_hash.is_not(None).label("may_sign_in"),
            ASSIGNMENT.c.role,
            OFFICE.c.code.label("office"),
            ASSIGNMENT.c.from_date,
            ASSIGNMENT.c.to_date,
        )
        .outerjoin(ASSIGNMENT, mine)
        .outerjoin(OFFICE, OFFICE.c.id == ASSIGNMENT.c.office_id)
        .order_by(PERSON.c.login, ASSIGNMENT.c.role, OFFICE.c.code)
    )
    return connection.execute(statement).all()
