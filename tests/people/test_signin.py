from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from engine.storage.database import Database
from people import store
from people.actor import Actor
from people.demo import DEMO_PASSWORD
from people.errors import SignInRefused, SignInThrottled
from people.passwords import Hasher
from people.signin import MOST_ATTEMPTS, WINDOW, sign_in, sign_out
from people.tables import SessionRow
from people.values import Person

pytestmark = pytest.mark.usefixtures("demo_offices")

HOURS = timedelta(hours=10)


class Desk:
    """Somebody at a sign-in page."""

    def __init__(self, database: Database, hasher: Hasher, now: datetime) -> None:
        self.database, self.hasher, self.now = database, hasher, now

    def sign_in(self, login: str, password: str = DEMO_PASSWORD) -> str:
        return sign_in(
            self.database, self.hasher, login=login, password=password, now=self.now, lasts=HOURS
        )

    def fail(self, login: str, times: int = 1) -> None:
        for _ in range(times):
            with pytest.raises(SignInRefused):
                self.sign_in(login, "wrong")

    def actor(self, token: str) -> Actor | None:
        with self.database.snapshot() as connection:
            return store.person_of_session(connection, token, now=self.now)


@pytest.fixture
def desk(database: Database, hasher: Hasher, now: datetime) -> Desk:
    return Desk(database, hasher, now)


def test_the_right_password_opens_a_session(desk: Desk) -> None:
    actor = desk.actor(desk.sign_in("gulnar"))

    assert actor is not None
    assert actor.person_id == "gulnar"


def test_a_login_in_capitals_is_the_same_login(desk: Desk) -> None:
    assert desk.sign_in(" Gulnar ")


@pytest.mark.parametrize("login", ["gulnar", "nobody", ""])
def test_a_wrong_password_and_an_unknown_login_are_refused_alike(desk: Desk, login: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        desk.sign_in(login, "wrong")

    assert str(refused.value) == ""


def test_after_too_many_failures_even_the_right_password_waits(desk: Desk) -> None:
    desk.fail("gulnar", MOST_ATTEMPTS)

    with pytest.raises(SignInThrottled) as throttled:
        desk.sign_in("gulnar")

    assert throttled.value.until == desk.now + WINDOW


def test_one_failure_less_does_not_lock(desk: Desk) -> None:
    desk.fail("gulnar", MOST_ATTEMPTS - 1)

    assert desk.sign_in("gulnar")


def test_the_limit_is_of_one_login(desk: Desk) -> None:
    desk.fail("gulnar", MOST_ATTEMPTS)

    assert desk.sign_in("yerlan")


def test_the_limit_ends_with_its_window(desk: Desk) -> None:
    desk.fail("gulnar", MOST_ATTEMPTS)
    desk.now += WINDOW

    assert desk.sign_in("gulnar")


def test_waiting_attempts_do_not_prolong_the_wait(desk: Desk) -> None:
    desk.fail("gulnar", MOST_ATTEMPTS)
    desk.now += WINDOW / 2
    with pytest.raises(SignInThrottled):
        desk.sign_in("gulnar")
    desk.now += WINDOW / 2

    assert desk.sign_in("gulnar")


def test_a_success_forgets_the_failures(desk: Desk) -> None:
    desk.fail("gulnar", MOST_ATTEMPTS - 1)
    desk.sign_in("gulnar")

    desk.fail("gulnar", MOST_ATTEMPTS - 1)


def test_unknown_logins_are_counted_too(desk: Desk) -> None:
    desk.fail("nobody", MOST_ATTEMPTS)

    with pytest.raises(SignInThrottled):
        desk.sign_in("nobody", "wrong")


def test_a_session_ends_when_its_hours_are_over(desk: Desk) -> None:
    token = desk.sign_in("gulnar")
    desk.now += HOURS

    assert desk.actor(token) is None


def test_signing_out_closes_this_session_only(desk: Desk) -> None:
    here, elsewhere = desk.sign_in("gulnar"), desk.sign_in("gulnar")

    sign_out(desk.database, here)

    assert desk.actor(here) is None
    assert desk.actor(elsewhere) is not None


def test_signing_out_twice_is_no_error(desk: Desk) -> None:
    token = desk.sign_in("gulnar")

    sign_out(desk.database, token)
    sign_out(desk.database, token)

    assert desk.actor(token) is None


def test_the_database_does_not_hold_the_token(desk: Desk) -> None:
    token = desk.sign_in("gulnar")

    with desk.database.snapshot() as connection:
        kept = [row.id_hash for row in connection.execute(SessionRow.__table__.select())]
    assert kept
    assert token not in kept


def test_a_person_without_a_password_cannot_sign_in(
    desk: Desk, demo_offices: Mapping[str, int]
) -> None:
    with desk.database.transaction() as connection:
        person = Person(id="p1", login="p1", surname="Ә", name="Б")
        store.add_person(connection, person)

    with pytest.raises(SignInRefused):
        desk.sign_in("p1", "nobody")
