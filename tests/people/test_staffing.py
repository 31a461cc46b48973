"""What an operator does about people: enrolled, given roles, ended, blocked; each refusal with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from people import staff_store, store
from people.demo import DEMO_PASSWORD, PROVIDERS
from people.demo_people import CITY, CITY_BRANCH
from people.errors import (
    OfficeExists,
    PersonExists,
    RoleHeld,
    RoleMisplaced,
    SignInRefused,
    UnknownOfficeCode,
    UnknownPerson,
    WeakPassword,
)
from people.roles import Role
from people.signin import sign_in
from people.staffing import (
    KIND_OF_ROLE,
    block_person,
    change_password,
    end_role,
    enrol_person,
    give_role,
    made_up_password,
    open_office,
    refuse_misplaced,
)
from people.values import OfficeKind, Person

PASSWORD = "a long and quiet password"
TODAY = date(2016, 9, 5)
DAY = timedelta(days=1)
SANIYA = Person(id="p2345678", login="saniya", surname="Үлгі", name="Сания")


@pytest.fixture
def staffed(database, vault, hasher, demo_offices):
    """The demo offices, and one person enrolled."""
    enrol_person(database, vault, hasher, SANIYA, password=PASSWORD, iin=None)
    return database


def signs_in(database, hasher, now, *, login="saniya", password=PASSWORD) -> bool:
    try:
        sign_in(database, hasher, login=login, password=password, now=now, lasts=DAY)
    except SignInRefused:
        return False
    return True


def held(database, login="saniya", on=TODAY):
    with database.snapshot() as connection:
        rows = staff_store.posts(connection, on=on)
    return [
        (row.role, row.office, row.from_date, row.to_date) for row in rows if row.login == login
    ]


def test_who_is_enrolled_signs_in_and_holds_nothing(staffed, hasher, now):
    assert signs_in(staffed, hasher, now)
    assert held(staffed) == [(None, None, None, None)]


def test_nobody_is_enrolled_twice(staffed, vault, hasher):
    again = replace(SANIYA, id="p8765432")
    with pytest.raises(PersonExists):
        enrol_person(staffed, vault, hasher, again, password=PASSWORD, iin=None)


@pytest.mark.parametrize("password", ["short", "my-saniya-password", "SANIYA-SANIYA"])
def test_a_weak_password_is_refused(database, vault, hasher, password):
    with pytest.raises(WeakPassword):
        enrol_person(database, vault, hasher, SANIYA, password=password, iin=None)


def test_an_identification_number_is_kept_enciphered(database, vault, hasher):
    enrol_person(database, vault, hasher, SANIYA, password=PASSWORD, iin="900101300017")
    with database.snapshot() as connection:
        assert store.person_iin(connection, vault, SANIYA.id) == "900101300017"


def test_a_new_password_replaces_the_old_one(staffed, hasher, now):
    change_password(staffed, hasher, "Saniya ", "another long password")

    assert not signs_in(staffed, hasher, now)
    assert signs_in(staffed, hasher, now, password="another long password")


def test_a_new_password_ends_the_sessions(staffed, hasher, now):
    token = sign_in(staffed, hasher, login="saniya", password=PASSWORD, now=now, lasts=DAY)
    change_password(staffed, hasher, "saniya", "another long password")

    with staffed.snapshot() as connection:
        assert store.person_of_session(connection, token, now=now) is None


def test_a_role_is_held_from_its_day_on(staffed):
    give_role(staffed, "saniya", Role.SPECIALIST, office_code=CITY, since=TODAY)

    assert held(staffed) == [("specialist", CITY, TODAY, None)]


def test_a_role_ends_with_its_last_day(staffed):
    give_role(staffed, "saniya", Role.SPECIALIST, office_code=CITY, since=TODAY - 9 * DAY)
    ended = end_role(staffed, "saniya", Role.SPECIALIST, office_code=CITY, last_day=TODAY)

    assert ended == 1
    assert held(staffed) == [("specialist", CITY, TODAY - 9 * DAY, TODAY)]
    assert held(staffed, on=TODAY + DAY) == [(None, None, None, None)]


def test_a_role_that_would_begin_later_is_taken_away(staffed):
    give_role(staffed, "saniya", Role.AUDITOR, office_code=None, since=TODAY + 5 * DAY)
    end_role(staffed, "saniya", Role.AUDITOR, office_code=None, last_day=TODAY)

    assert held(staffed) == [(None, None, None, None)]


def test_a_role_that_is_not_held_does_not_end(staffed):
    assert end_role(staffed, "saniya", Role.AUDITOR, office_code=None, last_day=TODAY) == 0


def test_the_same_role_is_not_given_twice(staffed):
    give_role(staffed, "saniya", Role.ANALYST, office_code=None, since=TODAY)
    with pytest.raises(RoleHeld):
        give_role(staffed, "saniya", Role.ANALYST, office_code=None, since=TODAY + DAY)


def test_a_role_may_be_given_again_after_its_end(staffed):
    give_role(staffed, "saniya", Role.ANALYST, office_code=None, since=TODAY - DAY)
    end_role(staffed, "saniya", Role.ANALYST, office_code=None, last_day=TODAY)
    give_role(staffed, "saniya", Role.ANALYST, office_code=None, since=TODAY + DAY)

    assert len(held(staffed)) == 2


def test_who_is_blocked_signs_in_no_more_and_holds_nothing(staffed, hasher, now):
    give_role(staffed, "saniya", Role.ANALYST, office_code=None, since=TODAY - DAY)

    assert block_person(staffed, "saniya", last_day=TODAY) == 1
    assert not signs_in(staffed, hasher, now)
    assert held(staffed, on=TODAY + DAY) == [(None, None, None, None)]


def test_blocking_one_person_leaves_the_others(staffed, hasher, now):
    with staffed.snapshot() as connection:
        other = staff_store.posts(connection, on=TODAY)[0].login
    block_person(staffed, "saniya", last_day=TODAY)

    assert signs_in(staffed, hasher, now, login=other, password=DEMO_PASSWORD)


@pytest.mark.parametrize(
    ("role", "office"),
    [
        (Role.SPECIALIST, None),
        (Role.SPECIALIST, CITY_BRANCH),
        (Role.STATE_CORPORATION_WORKER, CITY),
        (Role.AUDITOR, CITY),
        (Role.PORTAL, None),
    ],
)
def test_a_role_in_the_wrong_place_is_refused(staffed, role, office):
    with pytest.raises(RoleMisplaced):
        give_role(staffed, "saniya", role, office_code=office, since=TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role not in KIND_OF_ROLE])
def test_only_staff_work_in_offices(role):
    with pytest.raises(RoleMisplaced):
        refuse_misplaced(role, PROVIDERS[0])


def test_a_stranger_has_neither_password_nor_role(staffed, hasher):
    with pytest.raises(UnknownPerson):
        change_password(staffed, hasher, "nobody", PASSWORD)
    with pytest.raises(UnknownPerson):
        give_role(staffed, "nobody", Role.ANALYST, office_code=None, since=TODAY)
    with pytest.raises(UnknownPerson):
        block_person(staffed, "nobody", last_day=TODAY)


def test_an_office_that_is_not_there_is_named(staffed):
    with pytest.raises(UnknownOfficeCode, match="nowhere"):
        give_role(staffed, "saniya", Role.HEAD, office_code="nowhere", since=TODAY)


def test_a_branch_serves_its_provider(staffed):
    branch = replace(PROVIDERS[0], code="new-branch", kind=OfficeKind.STATE_CORPORATION)
    number = open_office(staffed, branch, serves=CITY)
    with staffed.snapshot() as connection:
        city = store.office_by_code(connection, CITY)
        assert store.office_by_id(connection, number).serves_id == city.id


def test_no_office_has_the_code_of_another(staffed):
    with pytest.raises(OfficeExists):
        open_office(staffed, PROVIDERS[0], serves=None)


def test_made_up_passwords_differ_and_are_strong():
    made = {made_up_password() for _ in range(50)}

    assert len(made) == 50
    assert {len(each) for each in made} == {20}
