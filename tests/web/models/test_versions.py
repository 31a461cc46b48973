"""The list of definitions, the page of a version, its file, its differences."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import update

from engine.model.dialect import ElementKind
from engine.step.states import InstanceStatus
from engine.storage.tables import INSTANCE
from engine.words.elements import KINDS
from tests.web.analyst import EXTERNAT, changed, deploy_changed, imported
from tests.web.reading import drawn_states, words
from tests.web.service import Service

TERM = "businessMinutes(15"
PAGES = ("/models", "/models/externat/1", "/models/externat/1/differences")


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


def row_of(page: str, element_id: str) -> str:
    (row,) = html.fromstring(page).xpath(f"//tr[@id='element-{element_id}']")
    return " ".join(row.text_content().split())


def test_a_version_is_read_once(analyst: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never changes: its page, its documentation and its differences share what was read."""
    pages = [*PAGES[1:], "/models/externat/1/documentation"]
    for page in pages:
        analyst.get(page)
    monkeypatch.setattr("web.models.versions.read_model", None)
    monkeypatch.setattr("web.pictures.read_model", None)

    assert [analyst.get(page).status_code for page in pages] == [200] * 3


# --- the list


def test_the_list_says_who_deployed_when_and_the_hash(analyst: FlaskClient) -> None:
    page = analyst.get("/models").text

    (row,) = html.fromstring(page).xpath("//table/tbody/tr")
    assert "05.09.2016 10:00" in row.text_content()
    assert row.xpath(".//abbr/@title")[0].startswith(row.xpath(".//abbr/text()")[0])
    assert len(row.xpath(".//abbr/@title")[0]) == 64


def test_the_list_counts_running_and_finished_instances(
    service: Service, analyst: FlaskClient
) -> None:
    service.start_case(1)
    service.start_case(2)

    cells = html.fromstring(analyst.get("/models").text).xpath("//td[@class='number']/text()")
    assert cells == ["2", "0"]


def test_a_finished_case_is_counted_as_finished(service: Service, analyst: FlaskClient) -> None:
    instance_id = service.start_case()
    with service.platform.database.transaction() as connection:
        ended = update(INSTANCE).where(INSTANCE.c.id == instance_id)
        connection.execute(ended.values(status=InstanceStatus.TERMINATED))

    cells = html.fromstring(analyst.get("/models").text).xpath("//td[@class='number']/text()")
    assert cells == ["0", "1"]


def test_the_newest_version_stands_first_with_what_changed(analyst: FlaskClient) -> None:
    deploy_changed(analyst, TERM, "businessMinutes(20")
    rows = html.fromstring(analyst.get("/models").text).xpath("//table/tbody/tr")

    assert [row.xpath("td[1]/a/text()")[0] for row in rows] == ["2", "1"]
    assert "Жаңа нұсқа" in rows[0].text_content()
    assert [len(row.xpath(".//a[contains(@href, 'differences')]")) for row in rows] == [1, 0]


def test_the_menu_leads_to_the_list(service: Service) -> None:
    assert 'href="/models"' in service.browser("arman").get("/").text
    assert 'href="/models"' not in service.browser("gulnar").get("/").text


@pytest.mark.parametrize("person", ["laura", "nurlan"])
def test_auditors_and_administrators_read_and_change_nothing(service: Service, person: str) -> None:
    browser = service.browser(person)

    assert [browser.get(page).status_code for page in PAGES] == [200, 200, 200]
    assert "/models/import" not in browser.get("/models").text
    assert "/draft" not in browser.get("/models/externat/1").text
    assert browser.get("/models/import").status_code == 403


# --- a version


def test_a_version_is_drawn_without_marks(analyst: FlaskClient) -> None:
    states = drawn_states(analyst.get("/models/externat/1").text)

    assert states["CheckPackage"].startswith("User task: ")
    said = ("(now here)", "(done", "(incident)", "(overdue)")
    assert [name for name, words_ in states.items() if words_.endswith(said)] == []


def test_an_element_has_its_lane_form_and_term(analyst: FlaskClient) -> None:
    row = row_of(analyst.get("/models/externat/1").text, "CheckPackage")

    assert "User task" in row
    assert "package" in row
    assert "Norm: businessMinutes(15" in row


def test_an_automatic_step_has_its_job_type(analyst: FlaskClient) -> None:
    page = analyst.get("/models/externat/1").text

    job_types = html.fromstring(page).xpath("//td[@data-label='Job type']/span/text()")
    assert job_types
    assert "Service task" in page


def test_ways_out_have_their_conditions(analyst: FlaskClient) -> None:
    page = html.fromstring(analyst.get("/models/externat/1").text)

    said = page.xpath("//td[@data-label='Conditions of the ways out']/span/text()")
    assert any("where no condition is true" in each for each in said)
    assert any(": " in each and "where no" not in each for each in said)


def test_timers_stand_among_the_terms(analyst: FlaskClient) -> None:
    assert "Timer: " in words(analyst.get("/models/externat/1").text)


def test_every_form_of_the_version_is_listed(service: Service, analyst: FlaskClient) -> None:
    page = html.fromstring(analyst.get("/models/externat/1").text)

    listed = set(page.xpath("//details[summary/h2/@id='forms']//li/text()"))
    used = set(page.xpath("//td[@data-label='Form']/span/text()"))
    assert listed == used


def test_the_file_is_the_analysts_own_byte_for_byte(analyst: FlaskClient) -> None:
    answer = analyst.get("/models/externat/1/file")

    assert answer.data == EXTERNAT
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "externat-1.bpmn" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("part", ["", "/file", "/differences"])
@pytest.mark.parametrize(
    "version", ["externat/2", "externat/0", "nothing/1", "externat/99999999999999999999"]
)
def test_what_is_not_deployed_is_not_found(analyst: FlaskClient, version: str, part: str) -> None:
    assert analyst.get(f"/models/{version}{part}").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", ("Модельдер", "Элементтер", "Орындаушы жолағы", "Пайдаланушы тапсырмасы")),
        ("ru", ("Модели", "Элементы", "Дорожка исполнителя", "Задача пользователя")),
        ("en", ("Models", "Elements", "Lane", "User task")),
    ],
)
def test_the_pages_speak_each_language(
    analyst: FlaskClient, language: str, said: tuple[str, ...]
) -> None:
    analyst.set_cookie("ruqsat_language", language)
    text = analyst.get("/models").text + analyst.get("/models/externat/1").text

    assert [each for each in said if each not in text] == []


def test_every_kind_of_element_has_its_words() -> None:
    assert {kind.value for kind in ElementKind} <= KINDS.keys()


# --- differences


def test_the_first_version_has_nothing_before_it(analyst: FlaskClient) -> None:
    assert "This is the first version" in analyst.get("/models/externat/1/differences").text


def test_a_changed_term_is_said_in_plain_words(analyst: FlaskClient) -> None:
    deploy_changed(analyst, TERM, "businessMinutes(20")
    text = words(analyst.get("/models/externat/2/differences").text)

    assert "Version 2 against version 1" in text
    assert "Norm: was «businessMinutes(15" in text
    assert "is now «businessMinutes(20" in text


def test_a_moved_shape_alone_is_said_to_be_the_drawing(analyst: FlaskClient) -> None:
    draft_id = imported(analyst, changed('<dc:Bounds x="2', '<dc:Bounds x="3'))

    assert "the drawing alone was changed" in analyst.get(f"/models/drafts/{draft_id}").text
