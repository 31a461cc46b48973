from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.storage.database import Database
from engine.storage.vault import Vault
from workers.store import (
    CASE_PERSON,
    CasePerson,
    case_persons,
    cases_of_iin,
    cases_of_name,
    index_person,
    normalised_name,
)

MOTHER = CasePerson(
    instance_id="1" * 32, relation="applicant", iin="840312499016", name="Ахметова Айгүл Серікқызы"
)
SON = CasePerson(
    instance_id="1" * 32, relation="pupil", iin="100517599112", name="Ахметов Әлихан Дәуренұлы"
)


@pytest.fixture
def indexed(database: Database, vault: Vault) -> Database:
    with database.transaction() as connection:
        for person in (MOTHER, SON):
            index_person(connection, vault, person)
    return database


def test_persons_of_a_case_are_read_back(indexed: Database, vault: Vault) -> None:
    with indexed.snapshot() as connection:
        assert case_persons(connection, vault, "1" * 32) == (MOTHER, SON)
        assert case_persons(connection, vault, "2" * 32) == ()


def test_a_case_is_found_by_number_and_relation(indexed: Database, vault: Vault) -> None:
    with indexed.snapshot() as connection:
        assert cases_of_iin(connection, vault, MOTHER.iin) == ("1" * 32,)
        assert cases_of_iin(connection, vault, MOTHER.iin, relation="applicant") == ("1" * 32,)
        assert cases_of_iin(connection, vault, MOTHER.iin, relation="pupil") == ()


@pytest.mark.parametrize(
    "typed", ["Ахметова", "АХМЕТОВА", "  ахметова айгүл   серікқызы ", "Ахметов"]
)
def test_a_case_is_found_by_surname_or_full_name(
    indexed: Database, vault: Vault, typed: str
) -> None:
    with indexed.snapshot() as connection:
        assert cases_of_name(connection, vault, typed) == ("1" * 32,)


@pytest.mark.parametrize("typed", ["Айгүл", "Ахмет", ""])
def test_part_of_a_name_finds_nothing(indexed: Database, vault: Vault, typed: str) -> None:
    with indexed.snapshot() as connection:
        assert cases_of_name(connection, vault, typed) == ()


def test_neither_name_nor_number_lies_readable_in_the_table(indexed: Database) -> None:
    with indexed.snapshot() as connection:
        stored = repr(connection.execute(select(CASE_PERSON)).all()).encode()
    assert b"840312499016" not in stored
    assert "Ахметова".encode() not in stored


def test_a_person_indexed_twice_stands_once(indexed: Database, vault: Vault) -> None:
    corrected = CasePerson(
        instance_id=SON.instance_id, relation="pupil", iin=SON.iin, name="Ахметов Алихан"
    )
    with indexed.transaction() as connection:
        index_person(connection, vault, corrected)
        assert case_persons(connection, vault, "1" * 32) == (MOTHER, corrected)


def test_names_are_compared_without_capitals_and_spare_spaces() -> None:
    assert normalised_name(" ӘБДІҒАЛИ  Ерасыл ") == "әбдіғали ерасыл"
