from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from engine.storage.database import Database
from engine.storage.vault import Vault
from people import demo, store
from people.demo_people import CITY, CITY_BRANCH, DISTRICT, DISTRICT_BRANCH
from people.errors import PersonExists, UnknownOffice
from people.roles import Role
from people.tables import AssignmentRow, PersonRow, SignInAttemptRow
from people.values import OfficeKind, Person, ReadEntry
from tests.hashing import cheap_hasher

pytestmark = pytest.mark.usefixtures("demo_offices")

IIN = "850312204178"  # of aigerim, the demo applicant
TODAY = date(2016, 9, 5)
PERSON = Person(id="p2345678", login="Madina", surname="Әбілова", name="Мадина")


def test_a_person_is_found_by_login_whatever_the_case(database: Database) -> None:
    with database.transaction() as connection:
        store.add_person(connection, PERSON)
        found = store.person_by_login(connection, " MADINA ")

    assert found == replace(PERSON, login="madina")


def test_nobody_is_found_by_an_unknown_login(database: Database) -> None:
    with database.snapshot() as connection:
        assert store.person_by_login(connection, "nobody") is None
        assert store.person_by_id(connection, "nobody") is None


def test_a_login_belongs_to_one_person(database: Database) -> None:
    with pytest.raises(PersonExists) as refused, database.transaction() as connection:
        store.add_person(connection, replace(PERSON, login="Gulnar"))

    assert refused.value.login == "Gulnar"


def test_an_identification_number_belongs_to_one_person(database: Database, vault: Vault) -> None:
    with pytest.raises(PersonExists), database.transaction() as connection:
        store.add_person(connection, PERSON, iin=IIN, vault=vault)


def test_a_person_is_found_by_identification_number(database: Database, vault: Vault) -> None:
    with database.snapshot() as connection:
        found = store.person_by_iin(connection, vault, IIN)

        assert found is not None
        assert found.id == "aigerim"
        assert store.person_iin(connection, vault, "aigerim") == IIN


def test_the_identification_number_does_not_stand_in_the_table(database: Database) -> None:
    with database.snapshot() as connection:
        table = PersonRow.__table__
        row = connection.execute(table.select().where(PersonRow.id == "aigerim")).one()

    assert IIN not in repr(row)
    assert IIN.encode() not in row.iin_sealed


def test_an_identification_number_without_a_vault_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="never kept in clear"), database.transaction() as c:
        store.add_person(c, PERSON, iin=IIN)


def test_staff_have_no_identification_number(database: Database, vault: Vault) -> None:
    with database.snapshot() as connection:
        assert store.person_iin(connection, vault, "gulnar") is None


def test_holders_of_a_role_are_those_of_that_office(
    database: Database, demo_offices: Mapping[str, int]
) -> None:
    with database.snapshot() as connection:
        here = store.persons_with_role(
            connection, Role.SPECIALIST, office_id=demo_offices[CITY], on=TODAY
        )
        auditors = store.persons_with_role(connection, Role.AUDITOR, office_id=None, on=TODAY)

    assert {person.id for person in here} == {"gulnar", "yerlan"}
    assert [person.id for person in auditors] == ["laura"]


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2017-01-09", False), ("2017-01-10", True), ("2017-01-20", True), ("2017-01-21", False)],
)
def test_an_assignment_holds_from_its_first_day_to_its_last(
    database: Database, demo_offices: Mapping[str, int], day: str, holds: bool
) -> None:
    office_id = demo_offices[CITY]
    since, until = date(2017, 1, 10), date(2017, 1, 20)
    with database.transaction() as connection:
        store.add_person(connection, PERSON)
        store.assign(
            connection, PERSON.id, Role.HEAD, office_id=office_id, since=since, until=until
        )
        found = store.persons_with_role(
            connection, Role.HEAD, office_id=office_id, on=date.fromisoformat(day)
        )

    assert (PERSON.id in {person.id for person in found}) is holds


def test_the_profile_of_an_office_has_the_keys_of_the_data_dictionary(
    database: Database, demo_offices: Mapping[str, int]
) -> None:
    with database.snapshot() as connection:
        profile = store.office_profile(connection, demo_offices[CITY], on=TODAY)

    assert set(profile) == {
        "name_kk", "name_ru", "head_name", "head_position_kk", "head_position_ru",
        "address_kk", "address_ru", "phone", "bin", "branch_no", "level",
    }  # fmt: skip
    assert profile["head_name"] == "Ахметов Болат Қайратұлы"
    assert profile["level"] == "city"
    assert all(type(value) is str for value in profile.values())


def test_the_head_in_the_profile_is_the_one_of_that_day(
    database: Database, demo_offices: Mapping[str, int]
) -> None:
    with database.snapshot() as connection:
        early = store.office_profile(connection, demo_offices[CITY], on=date(2016, 2, 29))

    assert early["head_name"] == ""


def test_an_unknown_office_has_no_profile(database: Database) -> None:
    with pytest.raises(UnknownOffice) as unknown, database.snapshot() as connection:
        store.office_profile(connection, 999, on=TODAY)

    assert unknown.value.office_id == 999


def test_a_branch_serves_its_provider(database: Database, demo_offices: Mapping[str, int]) -> None:
    with database.snapshot() as connection:
        branches = store.offices(connection, kind=OfficeKind.STATE_CORPORATION)
        everywhere = store.offices(connection)

    served = {office.code: office.serves_id for office in branches}
    assert served == {
        CITY_BRANCH: demo_offices[CITY],
        DISTRICT_BRANCH: demo_offices[DISTRICT],
    }
    assert len(everywhere) == 4


def test_a_session_knows_every_post_of_today(
    database: Database, now: datetime, demo_offices: Mapping[str, int]
) -> None:
    branch = demo_offices[DISTRICT_BRANCH]
    with database.transaction() as connection:
        store.assign(
            connection,
            "gulnar",
            Role.STATE_CORPORATION_WORKER,
            office_id=branch,
            since=TODAY,
            until=TODAY,
        )
        store.open_session(connection, "t", "gulnar", now=now, lasts=timedelta(days=2))
        today = store.person_of_session(connection, "t", now=now)
        tomorrow = store.person_of_session(connection, "t", now=now + timedelta(days=1))

    assert today is not None
    assert tomorrow is not None
    assert today.offices_as(Role.STATE_CORPORATION_WORKER) == {branch}
    assert today.assignments[-1].office_kind is OfficeKind.STATE_CORPORATION
    assert today.assignments[-1].serves_id == demo_offices[DISTRICT]
    assert tomorrow.roles == {Role.SPECIALIST}


def test_a_person_without_posts_is_an_actor_without_rights(
    database: Database, now: datetime
) -> None:
    with database.transaction() as connection:
        store.add_person(connection, PERSON)
        store.open_session(connection, "t", PERSON.id, now=now, lasts=timedelta(hours=1))
        actor = store.person_of_session(connection, "t", now=now)

    assert actor is not None
    assert actor.name == "Әбілова Мадина"
    assert actor.roles == frozenset()
    assert actor.offices == frozenset()


def test_a_person_can_be_signed_out_everywhere(database: Database, now: datetime) -> None:
    with database.transaction() as connection:
        for token, person in (("a", "gulnar"), ("b", "gulnar"), ("c", "yerlan")):
            store.open_session(connection, token, person, now=now, lasts=timedelta(hours=1))
        store.close_sessions_of(connection, "gulnar")
        left = [
            token
            for token in "abc"
            if store.person_of_session(connection, token, now=now) is not None
        ]

    assert left == ["c"]


def test_housekeeping_leaves_what_still_counts(database: Database, now: datetime) -> None:
    with database.transaction() as connection:
        store.open_session(connection, "old", "gulnar", now=now, lasts=timedelta(hours=1))
        store.open_session(connection, "new", "gulnar", now=now, lasts=timedelta(hours=3))
        store.record_attempt(connection, "gulnar", now=now)
        store.record_attempt(connection, "gulnar", now=now + timedelta(hours=1))
        store.forget_expired(
            connection,
            now=now + timedelta(hours=1),
            attempts_before=now + timedelta(minutes=30),
        )
        attempts = connection.execute(SignInAttemptRow.__table__.select()).all()

        assert store.person_of_session(connection, "old", now=now) is None
        assert store.person_of_session(connection, "new", now=now) is not None
    assert len(attempts) == 1


def test_an_attempt_does_not_keep_what_was_typed_as_login(
    database: Database, now: datetime
) -> None:
    with database.transaction() as connection:
        store.record_attempt(connection, "my-password", now=now)
        (row,) = connection.execute(SignInAttemptRow.__table__.select()).all()

    assert "my-password" not in repr(row)


def test_reads_of_a_case_are_told_latest_first(database: Database, now: datetime) -> None:
    first = ReadEntry(
        person_id="gulnar", at=now, action="see_case", instance_id="i1", subject="/cases/i1"
    )
    second = replace(first, person_id="laura", at=now + timedelta(minutes=1))
    with database.transaction() as connection:
        for entry in (first, second, replace(first, instance_id="i2")):
            store.record_read(connection, entry)
        told = store.reads_of(connection, "i1")

    assert told == (second, first)


def test_installing_the_demo_again_changes_nothing(
    database: Database, vault: Vault, now: datetime, demo_offices: Mapping[str, int]
) -> None:
    with database.transaction() as connection:
        before = connection.execute(AssignmentRow.__table__.select()).all()
        again = demo.install_demo(connection, vault, now, cheap_hasher())
        after = connection.execute(AssignmentRow.__table__.select()).all()

    assert again == demo_offices
    assert after == before
