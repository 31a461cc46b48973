"""Upload, verdict, deployment."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from lxml import html

from engine.model.intake import MAX_BYTES
from engine.store import definition_rows
from engine.tables import DRAFT
from tests.web.analyst import EXTERNAT, changed, deploy, send
from tests.web.reading import drawn_states, words
from tests.web.service import Service

NEW_TERM = changed("businessMinutes(15", "businessMinutes(20")
NO_FORM = changed('camunda:formKey="check-package"', 'camunda:formKey="nothing"')
BAD = {
    "empty": (b"  \n", "The file is empty."),
    "ten megabytes": (b"<a>" + b" " * 10_000_000, "at most 1024 KiB"),
    "one byte too many": (b" " * MAX_BYTES + b"x", "at most 1024 KiB"),
    "zip": (b"PK\x03\x04rest", "This is a zip archive."),
    "doctype": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "The file has a DOCTYPE."),
    "text": ("Сәлем".encode(), "This is not a BPMN 2.0 model"),
    "bytes": (b"\x00\xff\xfe\x00", "This is not a BPMN 2.0 model"),
    "other xml": (b"<html/>", "This is not a BPMN 2.0 model"),
}


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


def numbers(service: Service) -> list[int]:
    with service.platform.database.snapshot() as connection:
        return [row.version for row in definition_rows(connection)]


# --- bad input


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_model_is_answered_with_a_sentence(analyst: FlaskClient, name: str) -> None:
    xml, sentence = BAD[name]
    answer = send(analyst, xml)
    page = html.fromstring(answer.text)

    assert answer.status_code == 422
    assert sentence in page.get_element_by_id("model-error").text_content()
    assert page.xpath("//div[@data-error-summary]//a[@href='#model']")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", BAD)
def test_the_sentence_is_in_the_readers_language(
    analyst: FlaskClient, name: str, language: str
) -> None:
    analyst.set_cookie("ruqsat_language", language)
    xml, english = BAD[name]

    said = html.fromstring(send(analyst, xml).text).get_element_by_id("model-error").text_content()
    assert len(said.split()) > 3
    assert english not in said


@pytest.mark.parametrize("data", [{}, {"model": "text"}, {"model": (BytesIO(b"x"), "")}])
def test_no_file_is_asked_for(analyst: FlaskClient, data: dict[str, object]) -> None:
    answer = analyst.post("/models/check", data=data)

    assert answer.status_code == 422
    assert "Choose a .bpmn file." in answer.text


def test_what_is_no_model_says_what_is_wrong_with_it(analyst: FlaskClient) -> None:
    assert "The root is `html`" in words(send(analyst, b"<html/>").text)


def test_a_file_without_a_process_that_runs_is_drawn_and_not_kept(
    service: Service, analyst: FlaskClient
) -> None:
    answer = send(analyst, changed('isExecutable="true"', 'isExecutable="false"'))

    assert answer.status_code == 422
    assert "<svg" in answer.text
    assert "executable" in words(answer.text)
    assert analyst.get("/models/externat/draft").status_code == 404


def test_more_than_the_server_takes_is_refused(analyst: FlaskClient) -> None:
    answer = send(analyst, b" " * 12_000_000)

    assert answer.status_code == 413
    assert "What was sent is too large." in answer.text


def test_a_file_name_is_shown_as_text_without_its_folder(analyst: FlaskClient) -> None:
    send(analyst, EXTERNAT, name="C:\\models\\<b>a</b>.bpmn")
    text = analyst.get("/models/externat/draft").text

    assert "<b>a</b>" not in text
    assert "b&gt;.bpmn" in text


# --- the verdict


def test_a_sound_model_may_be_deployed(analyst: FlaskClient) -> None:
    answer = send(analyst, NEW_TERM)
    assert (answer.status_code, answer.location) == (303, "/models/externat/draft")

    page = analyst.get("/models/externat/draft").text
    assert "The model may be deployed." in page
    assert html.fromstring(page).xpath("//form[@action='/models/externat/draft/deploy']")


def test_a_refused_model_says_where_and_why(analyst: FlaskClient) -> None:
    send(analyst, NO_FORM)
    page = analyst.get("/models/externat/draft").text

    (row,) = html.fromstring(page).xpath("//tr[td[@data-label='Rule']/span='user-task-form']")
    assert "CheckPackage" in row.text_content()
    assert row.xpath(".//*[@class='badge']/@data-state") == ["trouble"]
    assert "The model is refused for 1 reason." in page
    assert html.fromstring(page).xpath("//form[contains(@action, 'deploy')]") == []


def test_findings_are_drawn_at_their_elements(analyst: FlaskClient) -> None:
    send(analyst, NO_FORM)
    states = drawn_states(analyst.get("/models/externat/draft").text)

    assert [name for name, said in states.items() if "incident" in said] == ["CheckPackage"]


def test_differences_stand_there_before_deployment(analyst: FlaskClient) -> None:
    send(analyst, NEW_TERM)
    text = words(analyst.get("/models/externat/draft").text)

    assert "This model against version 1" in text
    assert "is now «${businessMinutes(20" in text


def test_parts_that_are_not_executed_are_named(analyst: FlaskClient) -> None:
    odd = changed(
        '<bpmn:userTask id="CheckPackage"', '<bpmn:userTask camunda:priority="5" id="CheckPackage"'
    )
    send(analyst, odd)

    assert "camunda:priority" in words(analyst.get("/models/externat/draft").text)


def test_a_draft_is_ones_own_and_lies_enciphered(service: Service, analyst: FlaskClient) -> None:
    send(analyst, NEW_TERM)

    with service.platform.database.snapshot() as connection:
        (row,) = connection.execute(DRAFT.select()).all()
    assert (row.person_id, row.subject) == ("arman", "model:externat")
    assert b"CheckPackage" not in row.sealed
    assert "Your models that are not deployed" in analyst.get("/models").text


def test_a_later_file_takes_the_place_of_the_earlier(analyst: FlaskClient) -> None:
    send(analyst, NO_FORM)
    send(analyst, NEW_TERM, name="later.bpmn")

    assert "later.bpmn" in analyst.get("/models/externat/draft").text


# --- deployment


def test_a_deployed_model_is_the_newest_version(service: Service, analyst: FlaskClient) -> None:
    send(analyst, NEW_TERM)
    answer = deploy(analyst, comment="20 минут")

    assert (answer.status_code, answer.location) == (303, "/models/externat/2")
    page = analyst.get("/models/externat/2").text
    assert "Version 2 is deployed." in page
    assert "20 минут" in page
    assert numbers(service) == [2, 1]
    assert analyst.get("/models/externat/draft").status_code == 404


def test_an_identical_model_makes_no_version_and_the_page_says_so(
    service: Service, analyst: FlaskClient
) -> None:
    send(analyst, EXTERNAT)
    assert (
        "The file is the same as that of version 1." in analyst.get("/models/externat/draft").text
    )
    answer = deploy(analyst)

    assert answer.location == "/models/externat/1"
    assert "Nothing was deployed" in analyst.get(answer.location).text
    assert numbers(service) == [1]


def test_a_refused_model_is_not_deployed(service: Service, analyst: FlaskClient) -> None:
    send(analyst, NO_FORM)
    data = {"sha256": hashlib.sha256(NO_FORM).hexdigest(), "comment": "x"}
    answer = analyst.post("/models/externat/draft/deploy", data=data)

    assert answer.status_code == 422
    assert "The model is refused." in answer.text
    assert numbers(service) == [1]


@pytest.mark.parametrize("comment", ["", "  \t "])
def test_a_deployment_says_what_changed(
    service: Service, analyst: FlaskClient, comment: str
) -> None:
    send(analyst, NEW_TERM)
    answer = deploy(analyst, comment=comment)

    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert "Say what has changed" in page.get_element_by_id("comment-error").text_content()
    assert numbers(service) == [1]


def test_what_was_not_looked_at_is_not_deployed(service: Service, analyst: FlaskClient) -> None:
    send(analyst, NEW_TERM)
    answer = deploy(analyst, sha256="0" * 64, comment="Менің сөзім")

    assert answer.status_code == 409
    assert "Another file was uploaded since." in answer.text
    assert "Менің сөзім" in answer.text
    assert numbers(service) == [1]


def test_nothing_kept_is_nothing_to_deploy(analyst: FlaskClient) -> None:
    assert analyst.get("/models/externat/draft").status_code == 404
    assert analyst.post("/models/externat/draft/deploy", data={}).status_code == 404


def test_a_new_process_begins_with_version_one(service: Service, analyst: FlaskClient) -> None:
    send(
        analyst,
        changed(
            'id="externat"',
            'id="second"',
            of=changed('processRef="externat"', 'processRef="second"'),
        ),
    )
    page = analyst.get("/models/second/draft").text
    assert "This will be the first version." in page

    deploy(analyst, key="second")
    assert analyst.get("/models/second/1").status_code == 200
