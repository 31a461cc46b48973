from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from audit.films import Films
from engine.commands.user_tasks import claim_user_task, complete_user_task, release_user_task
from engine.storage.tables import EVENT, INSTANCE, PAYLOAD
from tests.audit import drawn
from tests.audit.living import check
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, open_task
from tests.work import calls


def film(runtime, films, instance):
    with runtime.database.snapshot() as connection:
        return films.film(runtime, connection, instance)


def test_a_film_is_made_once(runtime, lived):
    films = Films()

    assert film(runtime, films, lived) is film(runtime, films, lived)


def test_a_film_is_made_anew_when_the_case_has_gone_on(runtime, instance_id):
    films = Films()
    before = film(runtime, films, instance_id)
    check(runtime, instance_id)

    assert len(film(runtime, films, instance_id).steps) == len(before.steps) + 1


def test_a_broken_film_is_not_kept(runtime, lived):
    films = Films()
    with runtime.database.transaction() as connection:
        connection.execute(update(EVENT).where(EVENT.c.seq == 2).values(actor="somebody"))

    assert film(runtime, films, lived) is not film(runtime, films, lived)


def test_the_film_not_asked_for_longest_is_dropped(runtime, instance_id):
    films = Films(kept=2)
    first = film(runtime, films, instance_id)
    second, third = begin(runtime), begin(runtime)
    film(runtime, films, second)
    film(runtime, films, instance_id)
    film(runtime, films, third)

    assert film(runtime, films, instance_id) is first


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_work_of_a_film_grows_with_the_case_and_each_further_step_is_in_memory(runtime):
    deploy(runtime, drawn.LOOP)
    instance = begin(runtime, key="loop", variables={f"x{n}": "v" * 60 for n in range(50)})
    lived_on(runtime, instance, rounds=25)
    film(runtime, Films(), instance)
    short = calls(lambda: film(runtime, Films(), instance))
    lived_on(runtime, instance, rounds=75)
    films = Films()
    long = calls(lambda: film(runtime, films, instance))

    assert long < 5 * short
    assert calls(lambda: film(runtime, films, instance).step(250)) < long / 100


def lived_on(runtime, instance, *, rounds):
    """Three events a round."""
    for number in range(rounds):
        now, task = NOW + timedelta(minutes=number), open_task(runtime, instance).id
        claim_user_task(runtime, task, actor="bolat", now=now)
        release_user_task(runtime, task, actor="bolat", now=now)
        complete_user_task(runtime, task, {"done": False, "n": number}, actor="bolat", now=now)


def test_a_payload_that_does_not_open_breaks_the_film_there(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(update(PAYLOAD).where(PAYLOAD.c.seq == 5).values(sealed=b"x" * 60))
    shown = film(runtime, Films(), lived)

    assert len(shown.steps) == 4
    assert shown.broken is not None
    assert (shown.broken.seq, "does not open" in shown.broken.reason) == (5, True)


def test_an_event_of_an_unknown_kind_breaks_the_film_there(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(update(EVENT).where(EVENT.c.seq == 3).values(kind="invented"))
    shown = film(runtime, Films(), lived)

    assert len(shown.steps) == 2
    assert shown.broken is not None
    assert shown.broken.seq == 3


def test_a_chain_computed_anew_shows_by_the_hash_that_stands_with_the_case(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(update(INSTANCE).values(head_hash=b"\x01" * 32))
    shown = film(runtime, Films(), lived)

    assert shown.broken is not None
    assert shown.broken.seq == 9
