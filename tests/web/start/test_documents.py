"""Which documents are asked of whom, before anything is applied for."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.reading import words
from web.start.documents import needed_documents

HEALTH = {"ground": "health", "relation": "parent", "born": "since"}


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({}, 1),
        ({"born": "before"}, 2),
        ({"relation": "notarised_proxy"}, 2),
        ({"ground": "abroad_alone", "born": "before", "relation": "notarised_proxy"}, 3),
    ],
)
def test_the_documents_follow_ground_age_and_who_applies(
    changed: dict[str, str], number: int
) -> None:
    needed = needed_documents({**HEALTH, **changed}, "en")
    assert needed.documents is not None
    assert len(needed.documents) == number


@pytest.mark.parametrize("name", sorted(HEALTH))
def test_what_is_answered_wrong_is_not_answered(name: str) -> None:
    needed = needed_documents({**HEALTH, name: "<x>"}, "en")
    assert needed.documents is None
    assert name not in needed.given


def test_the_page_asks_and_answers_without_script(client: FlaskClient) -> None:
    client.set_cookie("ruqsat_language", "en")
    asked = words(client.get("/", query_string={"ground": "health"}).text)
    answered = words(client.get("/", query_string=HEALTH).text)

    assert "Answer every question" in asked
    assert "You need Your identity document" in answered
    assert 'action="/#needed"' in client.get("/").text
