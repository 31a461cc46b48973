"""Requests that wait for work, without a clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from web.rest.parking import STEP, Parking


def stays() -> bool:
    return False


def appearing(after: int) -> Callable[[], Sequence[str]]:
    """There is work at the look number `after`."""
    looks = iter(range(after + 1))
    return lambda: ["work"] if next(looks, after) >= after else []


def test_what_is_there_is_given_at_once():
    pauses: list[float] = []

    assert Parking(pause=pauses.append).wait(appearing(0), 30, stays) == ["work"]
    assert pauses == []


def test_it_waits_until_there_is_work():
    pauses: list[float] = []

    assert Parking(pause=pauses.append).wait(appearing(3), 30, stays) == ["work"]
    assert pauses == [STEP] * 3


def test_it_waits_no_longer_than_it_was_asked_to():
    pauses: list[float] = []

    assert Parking(pause=pauses.append).wait(appearing(100), 3, stays) == []
    assert sum(pauses) == 3


def test_who_has_hung_up_is_given_nothing():
    looks: list[int] = []

    def look() -> Sequence[str]:
        looks.append(1)
        return [] if len(looks) == 1 else ["work"]

    assert Parking(pause=lambda _: None).wait(look, 30, lambda: True) == []
    assert len(looks) == 1


def test_who_finds_no_place_is_answered_at_once_and_places_are_given_back():
    full = Parking(pause=lambda _: None, places=threading.Semaphore(0))
    one = Parking(pause=lambda _: None, places=threading.Semaphore(1))

    assert full.wait(appearing(1), 30, stays) == []
    assert [one.wait(appearing(1), 30, stays) for _ in "12"] == [["work"]] * 2
