from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.history.chain import GENESIS, SALT, link, new_salt, payload_hash
from engine.history.events import Event, EventKind, instant_text

EVENT = Event(
    seq=1,
    kind=EventKind.INSTANCE_STARTED,
    element_id="",
    actor="aigerim",
    at=datetime(2016, 9, 5, 4, 0, tzinfo=UTC),
    payload_hash=payload_hash(bytes(SALT), b"{}"),
)
CANONICAL = (
    b'{"actor":"aigerim","at":"2016-09-05T04:00:00.000000Z","element_id":"","engine_version":1,'
    b'"kind":"instance_started","payload_hash":"'
    + EVENT.payload_hash.hex().encode()
    + b'","seq":1}'
)


def test_a_link_is_made_as_the_format_says():
    assert link(GENESIS, EVENT) == hashlib.sha256(b"\x01" + bytes(32) + CANONICAL).digest()


def test_a_payload_is_hashed_behind_its_salt():
    assert payload_hash(b"s" * 32, b"{}") == hashlib.sha256(b"\x02" + b"s" * 32 + b"{}").digest()


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 2},
        {"kind": EventKind.TIMER_FIRED},
        {"element_id": "Visit"},
        {"actor": "bolat"},
        {"at": datetime(2016, 9, 5, 4, 0, 0, 1, tzinfo=UTC)},
        {"payload_hash": bytes(32)},
        {"engine_version": 2},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_member_is_covered(change):
    assert link(GENESIS, replace(EVENT, **change)) != link(GENESIS, EVENT)


@given(st.binary(min_size=32, max_size=32))
def test_the_event_before_is_covered(previous):
    assert (link(previous, EVENT) == link(GENESIS, EVENT)) == (previous == GENESIS)


def test_salts_differ():
    assert len({new_salt() for _ in range(50)}) == 50


def test_an_instant_has_six_digits_and_a_zone():
    assert (
        instant_text(datetime(2016, 9, 5, 4, 0, 0, 7, tzinfo=UTC)) == "2016-09-05T04:00:00.000007Z"
    )
