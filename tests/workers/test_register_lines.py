"""Registers by period: every number with its case, void ones in their place, and totals that equal the cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.storage.database import Database
from engine.storage.vault import Vault
from people.store import add_person
from people.values import Person
from tests.workers.cases import CasePath, add_case, drive, random_paths
from tests.workers.samples import NOW, OFFICE, PARTNER, job, workshop
from workers.documents import making
from workers.local_time import local_period
from workers.register_lines import (
    RegisterLine,
    RegisterTotals,
    register_lines,
    totals_of,
    void_lines,
)
from workers.registers import TAKEN_BY_PARTNER, Register, Registers
from workers.store import CasePerson, index_person

SINCE, UNTIL = local_period(date(2016, 11, 1), date(2016, 12, 31))
HEAD = Person(
    id="person-7", login="basshy", surname="Әбенова", name="Гүлнар", patronymic="Сәкенқызы"
)


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers are what counts here, not paper."""
    monkeypatch.setattr(making, "render", lambda *_: b"%PDF")


def _lines(database: Database, vault: Vault, register: Register) -> tuple[RegisterLine, ...]:
    office = PARTNER if register in TAKEN_BY_PARTNER else OFFICE
    with database.snapshot() as connection:
        return register_lines(
            connection, vault, office_id=office, register=register, since=SINCE, until=UNTIL
        )


def _void(database: Database, vault: Vault, office_id: int = OFFICE) -> tuple[RegisterLine, ...]:
    with database.snapshot() as connection:
        return void_lines(connection, vault, office_id=office_id, since=SINCE, until=UNTIL)


def _driven(database: Database, vault: Vault, paths: list[CasePath]) -> None:
    shop = workshop(vault)
    for path in paths:
        with database.transaction() as connection:
            drive(connection, shop, path)


def _expected(register: Register, paths: list[CasePath]) -> tuple[int, int]:
    """Numbers in force and void that the paths of the cases should have left."""
    accepted = [path for path in paths if path.complete]
    granted = [path for path in accepted if path.decision == "granted"]
    refused = [path for path in accepted if path.decision == "refused"]
    return {
        Register.RECEIPT: (len(accepted), 0),
        Register.REFUSAL_RECEIPT: (len(paths) - len(accepted), 0),
        Register.INCOMING: (len(accepted), 0),
        Register.OUTGOING: (sum(path.registered for path in accepted), 0),
        Register.ORDER: (len(granted), sum(path.returns for path in granted)),
        Register.EXTRACT: (len(granted), sum(path.returns for path in granted)),
        Register.REFUSAL: (len(refused), sum(path.returns for path in refused)),
    }[register]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.usefixtures("unprinted")
def test_totals_of_every_register_equal_the_cases(
    database: Database, vault: Vault, seed: int
) -> None:
    paths = random_paths(seed, 30)
    _driven(database, vault, paths)
    for register in Register:
        lines = _lines(database, vault, register)
        in_force, void = _expected(register, paths)
        assert totals_of(lines) == RegisterTotals(
            allotted=in_force + void, in_force=in_force, void=void, cases=in_force
        ), register
        assert [line.serial for line in lines] == list(range(1, in_force + void + 1))


@pytest.mark.usefixtures("unprinted")
def test_the_void_register_holds_what_the_others_call_void(
    database: Database, vault: Vault
) -> None:
    paths = random_paths(4, 30)
    _driven(database, vault, paths)
    void = [*_void(database, vault), *_void(database, vault, PARTNER)]
    elsewhere = [line for each in Register for line in _lines(database, vault, each)]
    assert void
    assert {line.number for line in void} == {
        line.number for line in elsewhere if line.voided_at is not None
    }
    assert [line.voided_at for line in _void(database, vault)] == sorted(
        line.voided_at for line in _void(database, vault) if line.voided_at
    )


@pytest.mark.usefixtures("unprinted")
def test_every_number_has_its_case_and_applicant(database: Database, vault: Vault) -> None:
    paths = random_paths(5, 10)
    _driven(database, vault, paths)
    cases = {path.instance_id: path.case_no for path in paths}
    for line in _lines(database, vault, Register.RECEIPT):
        assert line.case_no == cases[line.instance_id or ""]
        assert line.applicant == "Ахметова Айгүл Серікқызы"


def _returned(database: Database, reason: str = "Сынып қате көрсетілген") -> None:
    with database.transaction() as connection:
        add_case(connection, "1" * 32, "2016-000123")
        registers = Registers(connection, job("any"))
        number = registers.allot(Register.ORDER).number
        registers.void(Register.ORDER, number, reason=reason)


def test_a_void_number_has_reason_and_the_name_of_the_person(
    database: Database, vault: Vault
) -> None:
    with database.transaction() as connection:
        add_person(connection, HEAD)
    _returned(database)
    (line,) = _lines(database, vault, Register.ORDER)
    assert (line.number, line.voided_at) == ("1-Э/2016", NOW)
    assert line.void_reason == "Сынып қате көрсетілген"
    assert line.voided_by == "Әбенова Гүлнар Сәкенқызы"
    assert _void(database, vault) == (line,)


def test_who_is_no_person_stands_by_id(database: Database, vault: Vault) -> None:
    _returned(database)
    assert _lines(database, vault, Register.ORDER)[0].voided_by == "person-7"


def test_the_pupil_does_not_stand_for_the_applicant(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        add_case(connection, "1" * 32, "2016-000123")
        for relation, name in (("pupil", "Ахметов Әлихан"), ("applicant", "Ахметова Айгүл")):
            person = CasePerson(
                instance_id="1" * 32, relation=relation, iin="840312499016", name=name
            )
            index_person(connection, vault, person)
        Registers(connection, job("any")).allot(Register.INCOMING)
    (line,) = _lines(database, vault, Register.INCOMING)
    assert line.applicant == "Ахметова Айгүл"


def test_a_number_of_a_case_that_is_not_known_stands_all_the_same(
    database: Database, vault: Vault
) -> None:
    with database.transaction() as connection:
        Registers(connection, job("any")).allot(Register.INCOMING)
    (line,) = _lines(database, vault, Register.INCOMING)
    assert (line.case_no, line.applicant) == ("", "")


def test_a_period_ends_with_its_last_local_day(database: Database, vault: Vault) -> None:
    since, until = local_period(date(2016, 11, 3), date(2016, 11, 3))
    moments = (since - timedelta(seconds=1), since, until - timedelta(seconds=1), until)
    with database.transaction() as connection:
        for moment in moments:
            Registers(connection, job("any", now=moment)).allot(Register.ORDER)
    with database.snapshot() as connection:
        lines = register_lines(
            connection,
            vault,
            office_id=OFFICE,
            register=Register.ORDER,
            since=since,
            until=until,
        )
    assert [line.serial for line in lines] == [2, 3]


def test_a_number_voided_later_is_void_in_the_period_of_its_voiding(
    database: Database, vault: Vault
) -> None:
    with database.transaction() as connection:
        number = Registers(connection, job("any")).allot(Register.ORDER).number
        later = Registers(connection, job("any", now=UNTIL + timedelta(days=1)))
        later.void(Register.ORDER, number, reason="кеш")
    assert _void(database, vault) == ()
    assert totals_of(_lines(database, vault, Register.ORDER)).void == 1


def test_an_office_sees_its_own_register_alone(database: Database, vault: Vault) -> None:
    _returned(database)
    assert _void(database, vault, PARTNER) == ()


def test_an_empty_register_adds_up_to_nothing() -> None:
    assert totals_of([]) == RegisterTotals(allotted=0, in_force=0, void=0, cases=0)
