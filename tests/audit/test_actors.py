from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.actors import Post, actor_ids, performers
from audit.film import FilmStep
from audit.films import film_of
from audit.queries.posts import names_of, posts_of
from engine.words import Words
from people.demo import install_demo
from people.roles import LANES, Role
from tests.conftest import NOW
from tests.hashing import cheap_hasher

OFFICE = Words(kk="Бөлім", ru="Отдел", en="Department")
HEAD = Post(
    person_id="bolat",
    role=Role.HEAD,
    office_id=1,
    office=OFFICE,
    since=date(2016, 1, 1),
    until=date(2016, 9, 5),
)


@pytest.fixture
def step(runtime, lived) -> FilmStep:
    """The first step, taken by bolat on the fifth of September."""
    with runtime.database.snapshot() as connection:
        return film_of(runtime, connection, lived).steps[0]


def acted(step, *posts, offices=frozenset({1})):
    return performers([step], {"bolat": "Болат Сейтқали"}, posts, offices)[step.seq]


def test_a_person_acts_with_role_and_office(step):
    found = acted(step, HEAD)

    assert (found.name, found.role, found.office) == ("Болат Сейтқали", Role.HEAD, OFFICE)
    assert found.words().text("ru") == "Болат Сейтқали, Руководитель, Отдел"


def test_a_post_counts_from_its_first_to_its_last_day(step):
    past = replace(HEAD, until=date(2016, 9, 4))
    later = replace(HEAD, since=date(2016, 9, 6), until=None)

    assert acted(step, past, later).role is None
    assert acted(step, past, later).words().text("kk") == "Болат Сейтқали"


def test_of_several_posts_the_one_of_the_lane_is_shown(step):
    specialist = replace(HEAD, role=Role.SPECIALIST, office_id=9)
    on_lane = replace(step, lane=LANES[Role.SPECIALIST])

    assert acted(on_lane, HEAD, specialist).role is Role.SPECIALIST
    assert acted(replace(step, lane=LANES[Role.HEAD]), HEAD, specialist).role is Role.HEAD


def test_else_the_one_in_an_office_of_the_case(step):
    elsewhere = replace(HEAD, office_id=9, office=Words(kk="Б", ru="Д", en="E"))

    assert acted(step, elsewhere, HEAD).office == OFFICE


def test_a_machine_has_no_post(step):
    found = acted(replace(step, actor="system:engine"), HEAD)

    assert (found.is_person, found.name, found.role) == (False, "system:engine", None)


def test_posts_of_somebody_else_do_not_count(step):
    assert acted(step, replace(HEAD, person_id="sara")).role is None


def test_who_acted_is_read_once_for_all_steps(runtime, lived):
    with runtime.database.transaction() as connection:
        install_demo(connection, runtime.vault, NOW, cheap_hasher())
        film = film_of(runtime, connection, lived)
        persons = actor_ids(film.steps)
        names, posts = names_of(connection, persons), posts_of(connection, persons)
    found = performers(film.steps, names, posts, frozenset({1}))

    assert persons == {"bolat", "sara", "aliya"}
    assert (found[1].role, found[8].role) == (Role.HEAD, Role.STATE_CORPORATION_WORKER)
    assert found[1].name == names["bolat"] != "bolat"
    assert found[5].name == "sara"  # nobody of the demo
    assert found[1].office is not None
    assert set(found) == set(range(1, 9))
