from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.identifiers import is_bin, is_iin, is_phone
from engine.storage.database import Database
from engine.storage.vault import Vault
from people import demo, store
from people.demo import PROVIDERS, demo_present, install_demo
from people.demo_people import CITY, CITY_BRANCH, DISTRICT, DISTRICT_BRANCH, PEOPLE, DemoPerson
from people.passwords import Hasher
from people.roles import OFFICELESS, Role


def test_every_role_but_the_portal_is_there() -> None:
    assert {each.role for each in PEOPLE} == set(Role) - {Role.INTEGRATION, Role.PORTAL}


def test_each_office_of_the_first_city_has_whom_it_needs() -> None:
    first = [each.role for each in PEOPLE if each.office in (CITY, CITY_BRANCH)]

    assert first.count(Role.SPECIALIST) == 2
    assert first.count(Role.STATE_CORPORATION_WORKER) == 2
    assert first.count(Role.HEAD) == first.count(Role.CHANCELLERY) == 1


def test_each_staff_role_has_somebody_from_elsewhere() -> None:
    second = {each.role for each in PEOPLE if each.office in (DISTRICT, DISTRICT_BRANCH)}

    assert second == set(Role) - OFFICELESS - {Role.PORTAL}


def test_logins_differ() -> None:
    assert len({each.id for each in PEOPLE}) == len(PEOPLE)


@pytest.mark.parametrize(
    "each", [p for p in PEOPLE if p.role is Role.APPLICANT], ids=lambda p: p.id
)
def test_an_applicant_bears_a_valid_number_that_nobody_alive_bears(each: DemoPerson) -> None:
    assert each.iin is not None
    assert is_iin(each.iin)
    assert each.iin[6] in "12", "seventh digit: born in the 19th century"


@pytest.mark.parametrize("phone", [p.phone for p in PEOPLE if p.phone])
def test_telephone_numbers_are_well_formed(phone: str) -> None:
    assert is_phone(phone)


def test_offices_have_valid_business_numbers(
    sqlite_database: Database, vault: Vault, now: datetime, hasher: Hasher
) -> None:
    with sqlite_database.transaction() as connection:
        install_demo(connection, vault, now, hasher)
        offices = store.offices(connection)

    assert all(is_bin(office.bin) for office in offices)
    assert len({office.bin for office in offices}) == 4
    assert [office.serves_id for office in offices[:2]] == [None] * len(PROVIDERS)


def test_nobody_of_the_demo_is_there_before_it_is_installed(
    sqlite_database: Database, vault: Vault, now: datetime, hasher: Hasher
) -> None:
    with sqlite_database.transaction() as connection:
        assert not demo_present(connection)
        install_demo(connection, vault, now, hasher)

        assert demo_present(connection)


def test_a_demo_in_the_past_has_its_people_at_work(
    sqlite_database: Database, vault: Vault, hasher: Hasher
) -> None:
    early = datetime(2015, 5, 4, 4, 0, tzinfo=UTC)
    with sqlite_database.transaction() as connection:
        offices = install_demo(connection, vault, early, hasher)
        heads = store.persons_with_role(
            connection, Role.HEAD, office_id=offices[CITY], on=date(2015, 5, 4)
        )

    assert [head.id for head in heads] == ["bolat"]


def test_the_demo_password_opens_every_login(
    sqlite_database: Database, vault: Vault, now: datetime, hasher: Hasher
) -> None:
    with sqlite_database.transaction() as connection:
        install_demo(connection, vault, now, hasher)
        people = [store.person_by_login(connection, each.id) for each in PEOPLE]

    assert all(
        p is not None and hasher.matches(p.password_hash, demo.DEMO_PASSWORD) for p in people
    )
