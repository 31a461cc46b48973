"""Queries and single-statement writes of persons and offices. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    delete,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy import Connection as Connection
from sqlalchemy.exc import IntegrityError

from engine.storage.columns import Record
from engine.storage.vault import Vault
from people.actor import Actor, Assignment
from people.errors import PersonExists, UnknownOffice
from people.roles import Role
from people.tables import ASSIGNMENT, ATTEMPT, OFFICE, PERSON, READ, SESSION
from people.values import (
    Office,
    OfficeKind,
    OfficeLevel,
    Person,
    ReadEntry,
    local_day,
    normal_login,
)

PERSON_COLUMNS = tuple(PERSON.c[field.name] for field in fields(Person))
OFFICE_COLUMNS = tuple(OFFICE.c[field.name] for field in fields(Office))
READ_COLUMNS = tuple(READ.c[field.name] for field in fields(ReadEntry))
PROFILE = (
    "name_kk",
    "name_ru",
    "head_position_kk",
    "head_position_ru",
    "address_kk",
    "address_ru",
    "phone",
    "bin",
    "branch_no",
    "level",
)  #: of an office, as the data dictionary of the service names them


# --- persons


def person_by_login(connection: Connection, login: str) -> Person | None:
    return _one_person(connection, PERSON.c.login == normal_login(login))


def person_by_id(connection: Connection, person_id: str) -> Person | None:
    return _one_person(connection, PERSON.c.id == person_id)


def person_by_iin(connection: Connection, vault: Vault, iin: str) -> Person | None:
    return _one_person(connection, PERSON.c.iin_hash == vault.digest(iin))


def person_iin(connection: Connection, vault: Vault, person_id: str) -> str | None:
    """The identification number of a person, or None where none is known. Raises Undecipherable."""
    sealed = connection.execute(
        select(PERSON.c.iin_sealed).where(PERSON.c.id == person_id)
    ).scalar()
    return None if sealed is None else vault.unseal(sealed, _iin_context(person_id)).decode()


def persons_with_role(
    connection: Connection, role: Role, *, office_id: int | None, on: date
) -> tuple[Person, ...]:
    """Who holds a role in an office (None: in no office) on a day, by name."""
    statement = (
        select(*PERSON_COLUMNS)
        .join(ASSIGNMENT, ASSIGNMENT.c.person_id == PERSON.c.id)
        .where(ASSIGNMENT.c.role == role, ASSIGNMENT.c.office_id == office_id, _held(on))
        .order_by(PERSON.c.surname, PERSON.c.name, PERSON.c.id)
    )
    return tuple(Person(**row) for row in connection.execute(statement).mappings())


def add_person(
    connection: Connection, person: Person, *, iin: str | None = None, vault: Vault | None = None
) -> None:
    """Write a new person; an identification number is enciphered, so it needs a vault. Raises PersonExists."""
    values = asdict(person) | {"login": normal_login(person.login)}
    if iin is not None:
        if vault is None:
            raise ValueError("an identification number is never kept in clear")
        values |= {
            "iin_hash": vault.digest(iin),
            "iin_sealed": vault.seal(iin.encode(), _iin_context(person.id)),
        }
    try:
        connection.execute(insert(PERSON).values(values))
    except IntegrityError as error:
        raise PersonExists(person.login) from error


# --- offices and assignments


def office_by_id(connection: Connection, office_id: int) -> Office:
    """Raises UnknownOffice."""
    row = _one_office(connection, OFFICE.c.id == office_id)
    if row is None:
        raise UnknownOffice(office_id)
    return row


def office_by_code(connection: Connection, code: str) -> Office | None:
    return _one_office(connection, OFFICE.c.code == code)


def offices(connection: Connection, *, kind: OfficeKind | None = None) -> tuple[Office, ...]:
    """All offices, or those of one kind, by number."""
    statement = select(*OFFICE_COLUMNS).order_by(OFFICE.c.id)
    if kind is not None:
        statement = statement.where(OFFICE.c.kind == kind)
    return tuple(_office(row) for row in connection.execute(statement))


def office_profile(connection: Connection, office_id: int, *, on: date) -> dict[str, str]:
    """The variable `provider` or `branch` of a case; `head_name` is empty while nobody heads the office.

    Raises UnknownOffice.
    """
    office = office_by_id(connection, office_id)
    heads = persons_with_role(connection, Role.HEAD, office_id=office_id, on=on)
    profile = {name: str(getattr(office, name)) for name in PROFILE}
    return profile | {"head_name": heads[0].full_name if heads else ""}


def add_office(connection: Connection, office: Office) -> int:
    """Write a new office; its number."""
    values = {name: value for name, value in asdict(office).items() if name != "id"}
    return int(
        connection.execute(insert(OFFICE).values(values).returning(OFFICE.c.id)).scalar_one()
    )


def assign(
    connection: Connection,
    person_id: str,
    role: Role,
    *,
    office_id: int | None,
    since: date,
    until: date | None = None,
) -> None:
    """Give a role from a day to a day, both included; without `until` it lasts."""
    values = {"office_id": office_id, "from_date": since, "to_date": until}
    connection.execute(insert(ASSIGNMENT).values(person_id=person_id, role=role, **values))


# --- sessions and attempts to sign in


def open_session(
    connection: Connection, token: str, person_id: str, *, now: datetime, lasts: timedelta
) -> None:
    """Only a hash of the token is kept: who reads the table cannot sign in with it."""
    values = {"created_at": now, "expires_at": now + lasts}
    connection.execute(
        insert(SESSION).values(id_hash=_hashed(token), person_id=person_id, **values)
    )


def close_session(connection: Connection, token: str) -> None:
    connection.execute(delete(SESSION).where(SESSION.c.id_hash == _hashed(token)))


def close_sessions_of(connection: Connection, person_id: str) -> None:
    """Sign a person out everywhere: after a change of password or of office."""
    connection.execute(delete(SESSION).where(SESSION.c.person_id == person_id))


def person_of_session(connection: Connection, token: str, *, now: datetime) -> Actor | None:
    """Whose session it is, with what they hold today; None where it is unknown or has expired. One query."""
    opened = (SESSION.c.id_hash == _hashed(token)) & (SESSION.c.expires_at > now)
    return actor_by(connection, SESSION, opened, now=now)


def actor_by(
    connection: Connection, way: FromClause, opened: ColumnElement[bool], *, now: datetime
) -> Actor | None:
    """Who signs in by a row of the table `way`, with what they hold today."""
    held = (ASSIGNMENT.c.person_id == PERSON.c.id) & _held(local_day(now))
    posts = (ASSIGNMENT.c.role, ASSIGNMENT.c.office_id, OFFICE.c.kind.label("office_kind"))
    statement = (
        select(*PERSON_COLUMNS, *posts, OFFICE.c.serves_id)
        .join(way, way.c.person_id == PERSON.c.id)
        .outerjoin(ASSIGNMENT, held)
        .outerjoin(OFFICE, OFFICE.c.id == ASSIGNMENT.c.office_id)
        .where(opened)
        .order_by(ASSIGNMENT.c.id)
    )
    return _actor(connection.execute(statement).all())


def record_attempt(connection: Connection, login: str, *, now: datetime) -> None:
    login_hash = _hashed(normal_login(login))
    connection.execute(insert(ATTEMPT).values(login_hash=login_hash, at=now))


def attempts_since(
    connection: Connection, login: str, since: datetime
) -> tuple[int, datetime | None]:
    """How many attempts with this login were recorded after `since`, and the first of them."""
    statement = select(func.count(), func.min(ATTEMPT.c.at)).where(
        ATTEMPT.c.login_hash == _hashed(normal_login(login)), ATTEMPT.c.at > since
    )
    count, first = connection.execute(statement).one()
    return count, first


def forget_attempts(connection: Connection, login: str) -> None:
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.login_hash == _hashed(normal_login(login))))


def forget_expired(connection: Connection, *, now: datetime, attempts_before: datetime) -> None:
    """Housekeeping: sessions that have run out, attempts that no longer count."""
    connection.execute(delete(SESSION).where(SESSION.c.expires_at <= now))
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at < attempts_before))


# --- the log of reads


def record_read(connection: Connection, entry: ReadEntry) -> None:
    connection.execute(insert(READ).values(asdict(entry)))


def reads_of(connection: Connection, instance_id: str) -> tuple[ReadEntry, ...]:
    """Who was shown personal data of a case, the latest first."""
    statement = (
        select(*READ_COLUMNS)
        .where(READ.c.instance_id == instance_id)
        .order_by(READ.c.at.desc(), READ.c.id.desc())
    )
    return tuple(ReadEntry(**row) for row in connection.execute(statement).mappings())


def _one_person(connection: Connection, found: Any) -> Person | None:
    row = connection.execute(select(*PERSON_COLUMNS).where(found)).mappings().one_or_none()
    return None if row is None else Person(**row)


def _one_office(connection: Connection, found: Any) -> Office | None:
    row = connection.execute(select(*OFFICE_COLUMNS).where(found)).one_or_none()
    return None if row is None else _office(row)


def _office(row: Record) -> Office:
    kinds = {"kind": OfficeKind(row.kind), "level": OfficeLevel(row.level)}
    return Office(**{**row._mapping, **kinds})


def _held(on: date) -> ColumnElement[bool]:
    last = or_(ASSIGNMENT.c.to_date.is_(None), ASSIGNMENT.c.to_date >= on)
    return (ASSIGNMENT.c.from_date <= on) & last


def _actor(rows: Sequence[Record]) -> Actor | None:
    """One person in as many rows as assignments; a person without any comes as one row without a role."""
    if not rows:
        return None
    person = Person(**{field.name: getattr(rows[0], field.name) for field in fields(Person)})
    held = tuple(_assignment(row) for row in rows if row.role is not None)
    return Actor(
        person_id=person.id, name=person.full_name, language=person.language, assignments=held
    )


def _assignment(row: Record) -> Assignment:
    kind = None if row.office_kind is None else OfficeKind(row.office_kind)
    return Assignment(
        role=Role(row.role), office_id=row.office_id, office_kind=kind, serves_id=row.serves_id
    )


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _iin_context(person_id: str) -> str:
    return f"iin:{person_id}"
