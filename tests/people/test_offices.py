from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from engine.storage.database import Database
from people.demo_people import CITY, CITY_BRANCH, DISTRICT_BRANCH
from people.offices import lane_office, told_heads
from people.roles import LANES, Role

CORPORATION, HEAD = LANES[Role.STATE_CORPORATION_WORKER], LANES[Role.HEAD]
TODAY = date(2016, 9, 5)


def test_the_branch_works_on_the_corporations_lane() -> None:
    assert lane_office(CORPORATION, 1, 2) == 2


def test_the_provider_works_on_its_own_lanes() -> None:
    assert lane_office(HEAD, 1, 2) == 1


def test_without_a_branch_the_provider_does_the_corporations_work() -> None:
    assert lane_office(CORPORATION, 1, None) == 1


@pytest.mark.parametrize(
    ("office", "told"), [(CITY, "bolat"), (CITY_BRANCH, "bolat"), (DISTRICT_BRANCH, "roza")]
)
def test_an_office_without_a_head_of_its_own_has_its_providers_told(
    database: Database, demo_offices: Mapping[str, int], office: str, told: str
) -> None:
    with database.snapshot() as connection:
        heads = told_heads(connection, demo_offices[office], on=TODAY)

    assert [head.id for head in heads] == [told]


def test_a_case_of_no_office_has_nobody_told(database: Database) -> None:
    with database.snapshot() as connection:
        assert told_heads(connection, None, on=TODAY) == ()
