"""Registers of numbers: which there are, how a number is written, and allotting one.

A number is allotted in the transaction that fixes what it stands on; if that is rolled back, so is the number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.step.jobs import Job
from workers import store
from workers.local_time import local_date

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Register(StrEnum):
    RECEIPT = "receipt"
    REFUSAL_RECEIPT = "refusal-receipt"
    INCOMING = "incoming"
    OUTGOING = "outgoing"
    ORDER = "order"
    REFUSAL = "refusal"
    EXTRACT = "extract"


class OfficeMissing(EngineError):
    """A number is asked for, and the case belongs to no office whose register could give it."""

    def __init__(self, register: Register) -> None:
        super().__init__(f"no office keeps the register {register.value} for this case")
        self.register = register


@dataclass(frozen=True, kw_only=True)
class Allotted:
    """A number as it is printed, and its place in the register."""

    register: Register
    number: str
    year: int
    serial: int


@dataclass(frozen=True, kw_only=True)
class Number:
    """What a number is made of."""

    office_id: int
    year: int
    serial: int


def _of_office(letter: str) -> Callable[[Number], str]:
    """A number within one office and year, as chancelleries write it: 15-Э/2025."""
    return lambda number: f"{number.serial}-{letter}/{number.year}"


def _of_system(tail: str = "") -> Callable[[Number], str]:
    """A number that no other office has: 2025-003-000015; digits alone can be said on the telephone."""
    return lambda number: f"{number.year}-{number.office_id:03d}-{number.serial:06d}{tail}"


# К кіріс, Ш шығыс, Э экстернат, Б бас тарту, Ү үзінді.
WRITTEN: Mapping[Register, Callable[[Number], str]] = MappingProxyType(
    {
        Register.RECEIPT: _of_system(),
        Register.REFUSAL_RECEIPT: _of_system("-Б"),
        Register.INCOMING: _of_office("К"),
        Register.OUTGOING: _of_office("Ш"),
        Register.ORDER: _of_office("Э"),
        Register.REFUSAL: _of_office("Б"),
        Register.EXTRACT: _of_system("-Ү"),
    }
)
CASE, EVERY_OFFICE = "case", 0  # counter of case numbers; no office has the number 0
TAKEN_BY_PARTNER = frozenset({Register.RECEIPT, Register.REFUSAL_RECEIPT})


@dataclass(frozen=True)
class Registers:
    """The registers of the offices of one case, within one transaction."""

    connection: Connection
    job: Job

    def allot(self, register: Register, *, document_id: str | None = None) -> Allotted:
        """The next number of the office that keeps the register. Raises OfficeMissing.

        Receipts are numbered by the office that took the application, all else by the provider.
        """
        partner = self.job.partner_office_id if register in TAKEN_BY_PARTNER else None
        office_id = partner or self.job.office_id
        if office_id is None:
            raise OfficeMissing(register)
        year = local_date(self.job.now).year
        serial = store.next_serial(self.connection, office_id, register.value, year)
        number = WRITTEN[register](Number(office_id=office_id, year=year, serial=serial))
        entry = store.NewEntry(
            office_id=office_id,
            register=register.value,
            year=year,
            serial=serial,
            number=number,
            instance_id=self.job.instance_id,
            document_id=document_id,
            allotted_at=self.job.now,
        )
        store.add_entry(self.connection, entry)
        return Allotted(register=register, number=number, year=year, serial=serial)

    def void(self, register: Register, number: str, *, reason: str) -> bool:
        """Mark a number of this case void; it stays in the register. False where there is none in force."""
        return store.void_entry(
            self.connection,
            instance_id=self.job.instance_id,
            register=register.value,
            number=number,
            reason=reason,
            by=self.job.actor,
            at=self.job.now,
        )


def allot_case_no(connection: Connection, *, now: datetime) -> str:
    """The next case number, `2016-000123`: of all offices together, so that messages find one case by it.

    It is allotted before the case starts; a start that fails leaves a gap. It is no register: it has no lines.
    """
    year = local_date(now).year
    return f"{year}-{store.next_serial(connection, EVERY_OFFICE, CASE, year):06d}"


def register_entries(
    connection: Connection,
    *,
    office_id: int,
    register: Register,
    since: datetime,
    until: datetime,
) -> tuple[store.Entry, ...]:
    """Lines of a register from `since` up to but without `until`, in order, void ones too."""
    return store.entries(connection, office_id, register.value, since, until)
