"""What an operator does about people and offices: enrol, give a role, end one, set a password. One transaction each."""

from __future__ import annotations

import secrets
from datetime import date

from engine.storage.database import Database
from engine.storage.vault import Vault
from people import staff_store, store
from people.errors import (
    OfficeExists,
    RoleMisplaced,
    UnknownOfficeCode,
    UnknownPerson,
    WeakPassword,
)
from people.fitness import refuse_unfit_office, refuse_unfit_person
from people.passwords import Hasher
from people.roles import Role
from people.values import ID_LETTERS, Office, OfficeKind, Person

SHORTEST = 12  # characters; NIST SP 800-63B-4, 3.1.1.2 asks for 15, or 8 beside a second factor
GENERATED = 20  # letters and digits of a made-up password: 99 bits

KIND_OF_ROLE = {
    Role.STATE_CORPORATION_WORKER: OfficeKind.STATE_CORPORATION,
    Role.CHANCELLERY: OfficeKind.PROVIDER,
    Role.HEAD: OfficeKind.PROVIDER,
    Role.SPECIALIST: OfficeKind.PROVIDER,
}


def enrol_person(
    database: Database,
    vault: Vault,
    hasher: Hasher,
    person: Person,
    *,
    password: str,
    iin: str | None,
) -> None:
    """Write a person who signs in with this password and holds no role yet. Raises PersonExists, ValueUnfit, WeakPassword."""
    refuse_unfit_person(person, iin)
    refuse_weak(password, login=person.login)
    with database.transaction() as connection:
        store.add_person(connection, person, iin=iin, vault=vault)
        staff_store.set_password(connection, person.id, hasher.hash(password))


def change_password(database: Database, hasher: Hasher, login: str, password: str) -> None:
    """Set a new password and sign the person out everywhere. Raises UnknownPerson, WeakPassword."""
    refuse_weak(password, login=login)
    with database.transaction() as connection:
        person = _person(connection, login)
        staff_store.set_password(connection, person.id, hasher.hash(password))
        store.close_sessions_of(connection, person.id)


def block_person(database: Database, login: str, *, last_day: date) -> int:
    """Nobody signs in with this login any more, and every role ends with that day. How many roles ended.

    Raises UnknownPerson.
    """
    with database.transaction() as connection:
        person = _person(connection, login)
        staff_store.set_password(connection, person.id, None)
        store.close_sessions_of(connection, person.id)
        return staff_store.end_roles(connection, person.id, last_day=last_day)


def give_role(
    database: Database, login: str, role: Role, *, office_code: str | None, since: date
) -> None:
    """From a day on. Raises UnknownPerson, UnknownOfficeCode, RoleMisplaced."""
    with database.transaction() as connection:
        person = _person(connection, login)
        office = _office(connection, office_code)
        refuse_misplaced(role, office)
        number = office.id if office else None
        staff_store.refuse_held(connection, person, role, number, on=since)
        store.assign(connection, person.id, role, office_id=number, since=since)


def end_role(
    database: Database, login: str, role: Role, *, office_code: str | None, last_day: date
) -> int:
    """With a day, which still counts; how many assignments ended. Raises UnknownPerson, UnknownOfficeCode."""
    with database.transaction() as connection:
        person = _person(connection, login)
        office = _office(connection, office_code)
        number = office.id if office else None
        ended = staff_store.end_roles(
            connection, person.id, last_day=last_day, role=role, office_id=number
        )
        store.close_sessions_of(connection, person.id)
        return ended


def open_office(database: Database, office: Office, *, serves: str | None) -> int:
    """Write an office; its number. serves: code of the provider of a branch.

    Raises OfficeExists, UnknownOfficeCode, ValueUnfit.
    """
    refuse_unfit_office(office)
    with database.transaction() as connection:
        if store.office_by_code(connection, office.code) is not None:
            raise OfficeExists(office.code)
        provider = _office(connection, serves)
        return store.add_office(connection, staff_store.serving(office, provider))


def made_up_password() -> str:
    """Letters and digits that are not misread."""
    return "".join(secrets.choice(ID_LETTERS) for _ in range(GENERATED))


def refuse_weak(password: str, *, login: str) -> None:
    """Raise WeakPassword where it is short, or holds the login. Source: NIST SP 800-63B-4, 3.1.1.2."""
    if len(password) < SHORTEST or login.casefold() in password.casefold():
        raise WeakPassword(SHORTEST)


def refuse_misplaced(role: Role, office: Office | None) -> None:
    """Raise RoleMisplaced where the role is held in another kind of office, or in none."""
    wanted = KIND_OF_ROLE.get(role)
    if role is Role.PORTAL or (office.kind if office else None) != wanted:
        raise RoleMisplaced(role, wanted)


def _person(connection: store.Connection, login: str) -> Person:
    person = store.person_by_login(connection, login)
    if person is None:
        raise UnknownPerson(login)
    return person


def _office(connection: store.Connection, code: str | None) -> Office | None:
    if code is None:
        return None
    office = store.office_by_code(connection, code)
    if office is None:
        raise UnknownOfficeCode(code)
    return office
