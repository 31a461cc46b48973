"""Statements on registers and on the persons of a case. All take the command's connection; none commits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.storage.columns import table_of
from engine.storage.vault import Vault
from workers.tables import (
    CasePersonRow,
    NameBeginningRow,
    RegisterCounterRow,
    RegisterNumberRow,
)

NUMBER = table_of(RegisterNumberRow)
COUNTER = table_of(RegisterCounterRow)
CASE_PERSON = table_of(CasePersonRow)
BEGINNING = table_of(NameBeginningRow)

SHORTEST, LONGEST = 3, 8  # letters of a beginning of a word that is searched for


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    office_id: int
    register: str
    year: int
    serial: int
    number: str
    instance_id: str
    document_id: str | None
    allotted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a register."""

    serial: int
    number: str
    instance_id: str | None
    document_id: str | None
    allotted_at: datetime
    voided_at: datetime | None
    voided_by: str | None
    void_reason: str


@dataclass(frozen=True, kw_only=True)
class CasePerson:
    """A person whom a case is about; relation: applicant or pupil."""

    instance_id: str
    relation: str
    iin: str
    name: str


def upsert(connection: Connection, table: object) -> Any:
    """An INSERT that may have ON CONFLICT, in the dialect of the connection."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def next_serial(connection: Connection, office_id: int, register: str, year: int) -> int:
    """Raise the counter by one and return it, in one statement: two commands cannot see the same value."""
    key = {"office_id": office_id, "register": register, "year": year}
    first = upsert(connection, COUNTER).values(**key, last=1)
    statement = first.on_conflict_do_update(
        index_elements=list(key), set_={"last": COUNTER.c.last + 1}
    ).returning(COUNTER.c.last)
    return int(connection.execute(statement).scalar_one())


def add_entry(connection: Connection, entry: NewEntry) -> None:
    connection.execute(insert(NUMBER).values(**asdict(entry)))


def void_entry(
    connection: Connection,
    *,
    instance_id: str,
    register: str,
    number: str,
    reason: str,
    by: str,
    at: datetime,
) -> bool:
    """Whether a number in force was found and is void now."""
    statement = (
        update(NUMBER)
        .where(
            NUMBER.c.instance_id == instance_id,
            NUMBER.c.register == register,
            NUMBER.c.number == number,
            NUMBER.c.voided_at.is_(None),
        )
        .values(voided_at=at, voided_by=by, void_reason=reason)
    )
    return connection.execute(statement).rowcount == 1


def entries(
    connection: Connection, office_id: int, register: str, since: datetime, until: datetime
) -> tuple[Entry, ...]:
    """Lines allotted from `since` up to but without `until`, by year and serial."""
    statement = (
        select(*(NUMBER.c[name] for name in Entry.__dataclass_fields__))
        .where(
            NUMBER.c.office_id == office_id,
            NUMBER.c.register == register,
            NUMBER.c.allotted_at >= since,
            NUMBER.c.allotted_at < until,
        )
        .order_by(NUMBER.c.year, NUMBER.c.serial)
    )
    return tuple(Entry(**row) for row in connection.execute(statement).mappings())


def index_person(connection: Connection, vault: Vault, person: CasePerson) -> None:
    """Write, or write anew, one person of a case."""
    same = (
        CASE_PERSON.c.instance_id == person.instance_id,
        CASE_PERSON.c.relation == person.relation,
    )
    connection.execute(delete(CASE_PERSON).where(*same))
    name = normalised_name(person.name)
    context = _person_context(person.instance_id, person.relation)
    connection.execute(
        insert(CASE_PERSON).values(
            instance_id=person.instance_id,
            relation=person.relation,
            iin_hash=vault.digest(person.iin),
            iin=vault.seal(person.iin.encode(), context),
            name=vault.seal(person.name.encode(), context),
            name_hash=vault.digest(name),
            surname_hash=vault.digest(name.split(" ", 1)[0]),
        )
    )
    index_beginnings(connection, vault, person.instance_id, person.relation, person.name)


def index_beginnings(
    connection: Connection, vault: Vault, instance_id: str, relation: str, name: str
) -> None:
    """Let the case be found by how the words of this name begin, and by no other of that person."""
    same = (BEGINNING.c.instance_id == instance_id, BEGINNING.c.relation == relation)
    connection.execute(delete(BEGINNING).where(*same))
    hashes = {vault.digest(beginning) for beginning in _beginnings(name)}
    rows = [
        {"hash": each, "instance_id": instance_id, "relation": relation} for each in sorted(hashes)
    ]
    if rows:
        connection.execute(insert(BEGINNING), rows)


def _beginnings(name: str) -> Iterator[str]:
    for word in normalised_name(name).split():
        yield from (word[:length] for length in range(SHORTEST, min(len(word), LONGEST) + 1))


def cases_named(vault: Vault, text: str) -> Select[str] | None:
    """Instances of which one person's name has words that begin with each of these; None where no word is long enough."""
    words = [word[:LONGEST] for word in normalised_name(text).split() if len(word) >= SHORTEST]
    if not words:
        return None
    hashes = sorted({vault.digest(word) for word in words})
    return (
        select(BEGINNING.c.instance_id)
        .where(BEGINNING.c.hash.in_(hashes))
        .group_by(BEGINNING.c.instance_id, BEGINNING.c.relation)
        .having(func.count() == len(hashes))
    )


def case_persons(connection: Connection, vault: Vault, instance_id: str) -> tuple[CasePerson, ...]:
    statement = (
        select(CASE_PERSON)
        .where(CASE_PERSON.c.instance_id == instance_id)
        .order_by(CASE_PERSON.c.relation)
    )
    return tuple(
        CasePerson(
            instance_id=instance_id,
            relation=row.relation,
            iin=vault.unseal(row.iin, _person_context(instance_id, row.relation)).decode(),
            name=opened_name(vault, instance_id, row.relation, row.name),
        )
        for row in connection.execute(statement)
    )


def opened_name(vault: Vault, instance_id: str, relation: str, sealed: bytes) -> str:
    """A sealed name of a row of `case_person`. Raises Undecipherable."""
    return vault.unseal(sealed, _person_context(instance_id, relation)).decode()


def cases_of_iin(
    connection: Connection, vault: Vault, iin: str, *, relation: str | None = None
) -> tuple[str, ...]:
    """Instances in which the holder of the identity number is a person, or stands in that relation."""
    return _cases(connection, CASE_PERSON.c.iin_hash == vault.digest(iin), relation)


def cases_of_name(connection: Connection, vault: Vault, name: str) -> tuple[str, ...]:
    """Instances of persons of that full name or that surname, however it is spaced and capitalised."""
    hashed = vault.digest(normalised_name(name))
    found = (CASE_PERSON.c.name_hash == hashed) | (CASE_PERSON.c.surname_hash == hashed)
    return _cases(connection, found, None)


def normalised_name(name: str) -> str:
    """One space between words, no capitals."""
    return " ".join(name.casefold().split())


def _cases(connection: Connection, found: Any, relation: str | None) -> tuple[str, ...]:
    statement = select(CASE_PERSON.c.instance_id).where(found).distinct()
    if relation is not None:
        statement = statement.where(CASE_PERSON.c.relation == relation)
    return tuple(connection.scalars(statement.order_by(CASE_PERSON.c.instance_id)))


def _person_context(instance_id: str, relation: str) -> str:
    return f"case-person:{instance_id}:{relation}"
