"""The limit on public look-ups, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.storage.database import Database
from people import store
from people.errors import LookupThrottled
from people.lookup_store import lookups_since
from people.lookups import MOST_OF_ADDRESS, WINDOW, admit_lookup


def look_up(database: Database, now: datetime, times: int = 1, address: str = "192.0.2.1") -> None:
    for _ in range(times):
        admit_lookup(database, address=address, now=now)


def test_as_many_as_the_limit_are_answered_and_no_more(database: Database, now: datetime) -> None:
    look_up(database, now, MOST_OF_ADDRESS)

    with pytest.raises(LookupThrottled) as refused:
        look_up(database, now + timedelta(seconds=1))
    assert refused.value.until == now + WINDOW


def test_after_the_window_it_goes_on(database: Database, now: datetime) -> None:
    look_up(database, now, MOST_OF_ADDRESS)

    look_up(database, now + WINDOW + timedelta(seconds=1))


def test_a_refused_look_up_is_not_counted(database: Database, now: datetime) -> None:
    look_up(database, now, MOST_OF_ADDRESS)
    for _ in range(3):
        with pytest.raises(LookupThrottled):
            look_up(database, now)

    with database.snapshot() as connection:
        count, first = lookups_since(connection, "192.0.2.1", now - WINDOW)
    assert (count, first) == (MOST_OF_ADDRESS, now)


def test_addresses_are_counted_apart(database: Database, now: datetime) -> None:
    look_up(database, now, MOST_OF_ADDRESS)

    look_up(database, now, address="192.0.2.2")


def test_the_limit_of_all_holds_across_addresses(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("people.lookups.MOST_OF_ALL", 2)
    look_up(database, now, address="192.0.2.1")
    look_up(database, now, address="192.0.2.2")

    with pytest.raises(LookupThrottled):
        look_up(database, now, address="192.0.2.3")


@pytest.mark.parametrize("login", ["192.0.2.1", "look-up 192.0.2.1", "LOOK-UP 192.0.2.1"])
def test_no_login_counts_as_a_look_up_or_the_other_way(
    database: Database, now: datetime, login: str
) -> None:
    look_up(database, now)
    with database.transaction() as connection:
        store.record_attempt(connection, login, now=now)
        count, _ = lookups_since(connection, "192.0.2.1", now - WINDOW)
        attempts, _ = store.attempts_since(connection, login, now - WINDOW)

    assert (count, attempts) == (1, 1)


def test_housekeeping_forgets_them(database: Database, now: datetime) -> None:
    look_up(database, now)
    with database.transaction() as connection:
        store.forget_expired(connection, now=now, attempts_before=now + WINDOW)
        count, first = lookups_since(connection, "192.0.2.1", now - WINDOW)

    assert (count, first) == (0, None)
