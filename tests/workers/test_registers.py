from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from engine.storage.columns import Base
from engine.storage.database import Database
from tests.workers.samples import NOW, OFFICE, PARTNER, job
from workers.registers import (
    OfficeMissing,
    Register,
    Registers,
    allot_case_no,
    register_entries,
)
from workers.store import Entry
from workers.tables import RegisterCounterRow, RegisterNumberRow

DAY = timedelta(days=1)


def _lines(database: Database, register: Register, *, office: int = OFFICE) -> tuple[Entry, ...]:
    with database.snapshot() as connection:
        return register_entries(
            connection, office_id=office, register=register, since=NOW - DAY, until=NOW + DAY
        )


def _allotted(database: Database, register: Register) -> str:
    with database.transaction() as connection:
        return Registers(connection, job("any")).allot(register).number


@pytest.mark.parametrize(
    ("register", "written"),
    [
        (Register.RECEIPT, "2016-002-000001"),
        (Register.REFUSAL_RECEIPT, "2016-002-000001-Б"),
        (Register.INCOMING, "1-К/2016"),
        (Register.OUTGOING, "1-Ш/2016"),
        (Register.ORDER, "1-Э/2016"),
        (Register.REFUSAL, "1-Б/2016"),
        (Register.EXTRACT, "2016-001-000001-Ү"),
    ],
)
def test_each_register_writes_its_numbers(
    database: Database, register: Register, written: str
) -> None:
    assert _allotted(database, register) == written


def test_receipts_are_numbered_by_the_office_that_took_the_application(database: Database) -> None:
    _allotted(database, Register.RECEIPT)
    _allotted(database, Register.INCOMING)
    assert len(_lines(database, Register.RECEIPT, office=PARTNER)) == 1
    assert _lines(database, Register.RECEIPT, office=OFFICE) == ()
    assert len(_lines(database, Register.INCOMING, office=OFFICE)) == 1


def test_without_a_partner_the_provider_numbers_its_own_receipts(database: Database) -> None:
    with database.transaction() as connection:
        own = replace(job("any"), partner_office_id=None)
        assert Registers(connection, own).allot(Register.RECEIPT).number == "2016-001-000001"


def test_a_case_of_no_office_gets_no_number(database: Database) -> None:
    with database.transaction() as connection:
        homeless = replace(job("any"), office_id=None, partner_office_id=None)
        with pytest.raises(OfficeMissing, match="order"):
            Registers(connection, homeless).allot(Register.ORDER)


def test_serials_begin_anew_with_the_local_year(database: Database) -> None:
    new_year = datetime(2016, 12, 31, 18, 30, tzinfo=UTC)  # 1 January, 00:30 in Almaty
    with database.transaction() as connection:
        Registers(connection, job("any")).allot(Register.ORDER)
        allotted = Registers(connection, job("any", now=new_year)).allot(Register.ORDER)
    assert (allotted.year, allotted.serial) == (2017, 1)


def test_a_rolled_back_command_leaves_no_gap(database: Database) -> None:
    _allotted(database, Register.ORDER)
    with database.writing.connect() as connection:
        Registers(connection, job("any")).allot(Register.ORDER)
        connection.rollback()
    assert _allotted(database, Register.ORDER) == "2-Э/2016"
    assert [line.serial for line in _lines(database, Register.ORDER)] == [1, 2]


def test_no_number_is_given_twice_and_none_is_missing_under_concurrency(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: _allotted(database, Register.OUTGOING), range(24)))
    assert sorted(numbers) == sorted({f"{serial}-Ш/2016" for serial in range(1, 25)})
    assert [line.serial for line in _lines(database, Register.OUTGOING)] == list(range(1, 25))


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Database]:
    database = Database("sqlite://")
    Base.metadata.create_all(database.writing)
    yield database
    database.dispose()


@settings(deadline=None)  # time is no property here
@given(commits=st.lists(st.tuples(st.sampled_from(Register), st.booleans()), max_size=12))
def test_serials_of_a_register_are_always_one_to_n(
    in_memory: Database, commits: list[tuple[Register, bool]]
) -> None:
    database = in_memory
    with database.transaction() as connection:
        connection.execute(delete(RegisterNumberRow))
        connection.execute(delete(RegisterCounterRow))
    for register, kept in commits:
        with database.writing.connect() as connection:
            Registers(connection, job("any")).allot(register)
            connection.commit() if kept else connection.rollback()
    for register in Register:
        expected = sum(kept for each, kept in commits if each is register)
        lines = _lines(database, register) + _lines(database, register, office=PARTNER)
        assert [line.serial for line in lines] == list(range(1, expected + 1))


def test_a_void_number_stays_in_the_register_with_reason_and_person(database: Database) -> None:
    number = _allotted(database, Register.ORDER)
    with database.transaction() as connection:
        registers = Registers(connection, job("any"))
        assert registers.void(Register.ORDER, number, reason="қайтарылды")
        assert not registers.void(Register.ORDER, number, reason="тағы")
    (line,) = _lines(database, Register.ORDER)
    assert (line.voided_at, line.voided_by, line.void_reason) == (NOW, "person-7", "қайтарылды")
    assert _allotted(database, Register.ORDER) == "2-Э/2016"


def test_a_case_cannot_void_the_number_of_another_case(database: Database) -> None:
    number = _allotted(database, Register.ORDER)
    with database.transaction() as connection:
        other = Registers(connection, replace(job("any"), instance_id="2" * 32))
        assert not other.void(Register.ORDER, number, reason="x")
    assert _lines(database, Register.ORDER)[0].voided_at is None


def test_entries_are_those_of_the_period(database: Database) -> None:
    for days in (-2, 0, 2):
        with database.transaction() as connection:
            Registers(connection, job("any", now=NOW + days * DAY)).allot(Register.ORDER)
    assert [line.serial for line in _lines(database, Register.ORDER)] == [2]


def _case_no(database: Database, now: datetime = NOW) -> str:
    with database.transaction() as connection:
        return allot_case_no(connection, now=now)


def test_case_numbers_go_on_over_all_offices_and_begin_anew_each_year(database: Database) -> None:
    assert [_case_no(database), _case_no(database)] == ["2016-000001", "2016-000002"]
    new_year = datetime(2016, 12, 31, 19, 0, tzinfo=UTC)
    assert _case_no(database, new_year) == "2017-000001", "in Almaty it is January already"


def test_case_numbers_are_no_lines_of_a_register(database: Database) -> None:
    _case_no(database)

    assert all(_lines(database, register) == () for register in Register)


def test_no_case_number_is_given_twice(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: _case_no(database), range(20)))

    assert sorted(numbers) == [f"2016-{serial:06}" for serial in range(1, 21)]
