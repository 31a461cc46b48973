"""Lines of the registers with what is printed beside a number: the case, the applicant, who made it void and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from engine.storage.columns import Record
from engine.storage.tables import INSTANCE
from engine.storage.vault import Vault
from people.tables import PERSON
from workers.registers import Register
from workers.store import CASE_PERSON, NUMBER, opened_name

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """case_no, applicant: empty where the case has none yet. voided_by: a name, or the id of who is no person."""

    register: Register
    serial: int
    number: str
    instance_id: str | None
    case_no: str
    applicant: str
    allotted_at: datetime
    voided_at: datetime | None
    voided_by: str
    void_reason: str


@dataclass(frozen=True, kw_only=True)
class RegisterTotals:
    """allotted = in_force + void; cases: how many different ones the numbers in force belong to."""

    allotted: int
    in_force: int
    void: int
    cases: int


def register_lines(
    connection: Connection,
    vault: Vault,
    *,
    office_id: int,
    register: Register,
    since: datetime,
    until: datetime,
) -> tuple[RegisterLine, ...]:
    """Numbers allotted from `since` up to but without `until`, by year and serial, void ones in their place."""
    statement = _numbered(office_id).where(
        NUMBER.c.register == register.value,
        NUMBER.c.allotted_at >= since,
        NUMBER.c.allotted_at < until,
    )
    rows = connection.execute(statement.order_by(NUMBER.c.year, NUMBER.c.serial))
    return tuple(_line(vault, row) for row in rows)


def void_lines(
    connection: Connection, vault: Vault, *, office_id: int, since: datetime, until: datetime
) -> tuple[RegisterLine, ...]:
    """Numbers of all registers of an office that were made void from `since` up to but without `until`, in that order."""
    statement = _numbered(office_id).where(NUMBER.c.voided_at >= since, NUMBER.c.voided_at < until)
    rows = connection.execute(statement.order_by(NUMBER.c.voided_at, NUMBER.c.id))
    return tuple(_line(vault, row) for row in rows)


def totals_of(lines: Iterable[RegisterLine]) -> RegisterTotals:
    listed = tuple(lines)
    in_force = [line for line in listed if line.voided_at is None]
    return RegisterTotals(
        allotted=len(listed),
        in_force=len(in_force),
        void=len(listed) - len(in_force),
        cases=len({line.instance_id for line in in_force}),
    )


def _numbered(office_id: int) -> Select[Any]:
    applicant = and_(
        CASE_PERSON.c.instance_id == NUMBER.c.instance_id, CASE_PERSON.c.relation == "applicant"
    )
    joined = (
        NUMBER.outerjoin(INSTANCE, INSTANCE.c.id == NUMBER.c.instance_id)
        .outerjoin(CASE_PERSON, applicant)
        .outerjoin(PERSON, PERSON.c.id == NUMBER.c.voided_by)
    )
    return (
        select(
            NUMBER,
            INSTANCE.c.business_key,
            CASE_PERSON.c.name.label("applicant"),
            PERSON.c.surname,
            PERSON.c.name,
            PERSON.c.patronymic,
        )
        .select_from(joined)
        .where(NUMBER.c.office_id == office_id)
    )


def _line(vault: Vault, row: Record) -> RegisterLine:
    named = " ".join(filter(None, (row.surname, row.name, row.patronymic)))
    return RegisterLine(
        register=Register(row.register),
        serial=row.serial,
        number=row.number,
        instance_id=row.instance_id,
        case_no=row.business_key or "",
        applicant=_applicant(vault, row),
        allotted_at=row.allotted_at,
        voided_at=row.voided_at,
        voided_by=named or row.voided_by or "",
        void_reason=row.void_reason,
    )


def _applicant(vault: Vault, row: Record) -> str:
    return opened_name(vault, row.instance_id, "applicant", row.applicant) if row.applicant else ""
