"""Drafts in the list: opened from a version, discarded after a question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.web.analyst import EXTERNAT, changed, imported, opened
from tests.web.models.test_check import save_meanwhile
from tests.web.reading import words
from tests.web.service import Service

NEW_TERM = changed("businessMinutes(15", "businessMinutes(20")


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


def listed(browser: FlaskClient) -> list[str]:
    """The drafts of the list, row by row."""
    page = html.fromstring(browser.get("/models").text)
    found = page.xpath("//section[@aria-labelledby='drafts']//tbody/tr")
    return [" ".join(row.text_content().split()) for row in found]


def test_without_drafts_the_list_says_how_to_begin(analyst: FlaskClient) -> None:
    page = analyst.get("/models").text

    assert "There is no draft. Import a model, or open a version as a draft." in page
    assert 'href="/models/import"' in page


def test_a_version_is_opened_by_a_button_on_its_page(analyst: FlaskClient) -> None:
    page = html.fromstring(analyst.get("/models/externat/1").text)
    (form,) = page.xpath("//form[@action='/models/externat/1/draft']")

    assert form.method == "POST"
    assert analyst.post(form.get("action")).status_code == 303
    (row,) = listed(analyst)
    assert "externat" in row
    assert "version 1" in row
    assert "05.09.2016 10:00 Дүйсенов Арман Жандосұлы" in row


@pytest.mark.parametrize("address", ["externat/9", "nothing/1", "externat/0"])
def test_a_version_that_is_not_there_is_not_opened(analyst: FlaskClient, address: str) -> None:
    assert analyst.post(f"/models/{address}/draft").status_code == 404
    assert listed(analyst) == []


def test_the_last_saved_stands_first(service: Service, analyst: FlaskClient) -> None:
    first, second = opened(analyst), imported(analyst, NEW_TERM)
    assert [f"draft {second}" in row for row in listed(analyst)] == [True, False]
    service.pass_time(timedelta(minutes=1))
    save_meanwhile(service, first, NEW_TERM)

    assert [f"draft {first}" in row for row in listed(analyst)] == [True, False]


def test_discarding_asks_first_and_changes_nothing(analyst: FlaskClient) -> None:
    draft_id = opened(analyst)
    analyst.post(f"/models/drafts/{draft_id}/presence", json={})
    text = words(analyst.get(f"/models/drafts/{draft_id}/discard").text)

    assert "Discard the draft «" in text
    assert "Open in the editor now: Дүйсенов Арман Жандосұлы" in text
    assert len(listed(analyst)) == 1


def test_a_discarded_draft_goes_from_the_list_and_stays_readable(analyst: FlaskClient) -> None:
    draft_id = opened(analyst)
    page = html.fromstring(analyst.get(f"/models/drafts/{draft_id}/discard").text)
    (form,) = page.xpath("//main//form")
    answer = analyst.post(form.get("action"), data=dict(form.form_values()))

    assert answer.location == "/models"
    assert "The draft is discarded." in analyst.get("/models").text
    assert listed(analyst) == []
    history = analyst.get(f"/models/drafts/{draft_id}/history").text
    assert "discarded this draft" in history
    assert analyst.get(f"/models/drafts/{draft_id}/model").data == EXTERNAT


def test_what_was_saved_since_the_question_is_not_discarded(
    service: Service, analyst: FlaskClient
) -> None:
    draft_id = opened(analyst)
    save_meanwhile(service, draft_id, NEW_TERM)
    answer = analyst.post(f"/models/drafts/{draft_id}/discard", data={"revision": 1})

    assert answer.status_code == 409
    assert len(listed(analyst)) == 1


def test_a_closed_draft_is_not_asked_about(analyst: FlaskClient) -> None:
    draft_id = opened(analyst)
    address = f"/models/drafts/{draft_id}/discard"
    analyst.post(address, data={"revision": 1})

    assert analyst.get(address).location == f"/models/drafts/{draft_id}/history"
    assert analyst.post(address, data={"revision": 1}).status_code == 409


@pytest.mark.parametrize("person", ["laura", "nurlan"])
def test_who_only_reads_sees_versions_and_no_drafts(service: Service, person: str) -> None:
    opened(service.browser("arman"))
    page = service.browser(person).get("/models").text

    assert "/models/drafts/" not in page
    assert "/models/externat/1" in page
