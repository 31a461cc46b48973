"""The page of the drawing and the check it asks for; what the browser does with them is in test_editor_browser.py."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from engine.commands.model_drafts import discard_draft
from engine.commands.model_presence import note_presence
from engine.model.intake import MAX_BYTES
from forms.library import form_keys
from people.roles import LANE_NAMES
from tests.web.analyst import EXTERNAT, STUCK, changed, imported, opened
from tests.web.service import Service
from tests.work import calls
from web.models.editor import LARGEST_BODY

NO_FORM = changed('camunda:formKey="check-package"', 'camunda:formKey="nothing"')
LAURA = "Мұқанова Лаура Ғалымқызы"


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


@pytest.fixture
def draft_id(analyst: FlaskClient) -> int:
    return opened(analyst)


def facts_of(browser: FlaskClient, draft_id: int) -> dict[str, Any]:
    """What the script of the page begins with."""
    page = html.fromstring(browser.get(f"/models/drafts/{draft_id}/editor").text)
    (script,) = page.xpath("//script[@data-editor-facts]")
    assert script.get("type") == "application/json"
    found: dict[str, Any] = json.loads(script.text)
    return found


def check(browser: FlaskClient, draft_id: int, xml: object = EXTERNAT.decode()) -> TestResponse:
    return browser.post(f"/models/drafts/{draft_id}/check", json={"xml": xml})


# --- the page


def test_the_page_knows_its_draft(analyst: FlaskClient, draft_id: int) -> None:
    facts = facts_of(analyst, draft_id)

    assert (facts["draft"], facts["revision"], facts["language"]) == (draft_id, 1, "en")
    assert facts["file"] == "externat"
    assert facts["csrf"]


@pytest.mark.parametrize("name", ["model", "save", "copy", "presence", "check"])
def test_every_address_it_is_given_is_there(analyst: FlaskClient, draft_id: int, name: str) -> None:
    address = facts_of(analyst, draft_id)["urls"][name]

    assert analyst.open(address, method="OPTIONS").status_code == 200


def test_job_types_are_those_of_the_workers(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    jobs = facts_of(analyst, draft_id)["choices"]["jobs"]

    assert {job["key"] for job in jobs} == service.platform.runtime.handlers.types()


@pytest.mark.parametrize(
    ("language", "label"),
    [("kk", "Бұйрық"), ("ru", "приказ"), ("en", "order")],
)
def test_a_job_type_is_called_as_in_the_deployed_model(
    analyst: FlaskClient, draft_id: int, language: str, label: str
) -> None:
    analyst.set_cookie("ruqsat_language", language)
    jobs = {job["key"]: job["label"] for job in facts_of(analyst, draft_id)["choices"]["jobs"]}

    assert label.lower() in jobs["draft-order"].lower()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_forms_stand_with_their_titles_in_the_readers_language(
    analyst: FlaskClient, draft_id: int, language: str
) -> None:
    analyst.set_cookie("ruqsat_language", language)
    forms = facts_of(analyst, draft_id)["choices"]["forms"]

    assert {form["key"] for form in forms} == form_keys()
    assert all(form["label"] for form in forms)


def test_lanes_are_offered_by_their_one_name(analyst: FlaskClient, draft_id: int) -> None:
    lanes = facts_of(analyst, draft_id)["choices"]["lanes"]

    assert {lane["key"] for lane in lanes} == LANE_NAMES


def test_who_has_it_open_is_said_at_once(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    now = service.platform.clock()
    for person_id in ("arman", "laura"):
        note_presence(service.platform.database, draft_id, actor=person_id, now=now)

    (other,) = facts_of(analyst, draft_id)["others"]
    assert other["since"].startswith("2016-09-05")
    assert other["name"] == LAURA


def test_without_script_the_model_can_be_downloaded(analyst: FlaskClient, draft_id: int) -> None:
    page = html.fromstring(analyst.get(f"/models/drafts/{draft_id}/editor").text)
    (address,) = page.xpath("//noscript//a/@href")

    assert analyst.get(address).data == EXTERNAT


def test_the_page_keeps_to_the_strict_policy(analyst: FlaskClient, draft_id: int) -> None:
    answer = analyst.get(f"/models/drafts/{draft_id}/editor")

    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert " style=" not in answer.text
    assert "<style" not in answer.text


def test_a_title_cannot_leave_its_script(analyst: FlaskClient) -> None:
    evil = changed(
        'name="Негізгі орта, жалпы орта білім беру ұйымдарында экстернат нысанында оқытуға рұқсат беру" isEx',
        'name="&lt;/script&gt;&lt;b&gt;x" isEx',
    )
    draft_id = imported(analyst, evil)

    assert facts_of(analyst, draft_id)["title"] == "</script><b>x"
    assert "</script><b>" not in analyst.get(f"/models/drafts/{draft_id}/editor").text


def test_a_closed_draft_is_only_read(service: Service, analyst: FlaskClient, draft_id: int) -> None:
    now = service.platform.clock()
    discard_draft(service.platform.database, draft_id, expected=1, actor="arman", now=now)
    answer = analyst.get(f"/models/drafts/{draft_id}/editor")

    assert answer.status_code == 303
    assert answer.location == f"/models/drafts/{draft_id}"


def test_a_draft_that_is_not_there_is_not_found(analyst: FlaskClient) -> None:
    assert analyst.get("/models/drafts/999/editor").status_code == 404
    assert check(analyst, 999).status_code == 404


# --- the check


def test_a_sound_drawing_may_be_deployed(analyst: FlaskClient, draft_id: int) -> None:
    answer = check(analyst, draft_id)

    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["deployable"], answer.json["findings"]) == (True, [])


def test_a_finding_names_element_rule_and_severity(analyst: FlaskClient, draft_id: int) -> None:
    said = check(analyst, draft_id, NO_FORM.decode()).json
    assert said is not None
    (finding,) = said["findings"]

    assert not said["deployable"]
    assert finding["element_id"] == "CheckPackage"
    assert finding["rule"] == "user-task-form"
    assert finding["severity"] == "error"
    assert finding["name"].startswith("Check that the application")


def test_a_finding_tells_the_way_there(analyst: FlaskClient, draft_id: int) -> None:
    said = check(analyst, draft_id, STUCK.decode()).json
    assert said is not None

    way = ["ServiceStart", "Channel", "Identify", "LookupIdentity", "IdentityKnown"]
    assert [each["way"] for each in said["findings"]] == [way]


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "нысан"), ("ru", "форм"), ("en", "The form")]
)
def test_a_finding_speaks_the_readers_language(
    analyst: FlaskClient, draft_id: int, language: str, word: str
) -> None:
    analyst.set_cookie("ruqsat_language", language)
    said = check(analyst, draft_id, NO_FORM.decode()).json

    assert said is not None
    assert word in said["findings"][0]["message"].replace("Форм", "форм")


def test_parts_that_are_not_executed_are_listed(analyst: FlaskClient, draft_id: int) -> None:
    odd = changed(
        '<bpmn:userTask id="CheckPackage"', '<bpmn:userTask camunda:priority="5" id="CheckPackage"'
    )
    said = check(analyst, draft_id, odd.decode()).json

    assert said is not None
    assert "camunda:priority" in " ".join(said["ignored"])


@pytest.mark.parametrize("xml", ["", "<a/>", "Сәлем", "<!DOCTYPE a><a/>"])
def test_what_is_no_model_is_a_finding_not_a_fault(
    analyst: FlaskClient, draft_id: int, xml: str
) -> None:
    said = check(analyst, draft_id, xml).json

    assert said is not None
    assert not said["deployable"]
    assert said["findings"]


def test_nothing_is_stored_by_a_check(analyst: FlaskClient, draft_id: int) -> None:
    check(analyst, draft_id, NO_FORM.decode())

    assert analyst.get(f"/models/drafts/{draft_id}/model").data == EXTERNAT


@pytest.mark.parametrize("body", [[], "x", {}, {"xml": 1}, {"xml": "\ud800"}])
def test_a_body_that_no_editor_sends_is_400(
    analyst: FlaskClient, draft_id: int, body: object
) -> None:
    answer = analyst.post(f"/models/drafts/{draft_id}/check", json=body)

    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["message"]


@pytest.mark.parametrize("size", [MAX_BYTES + 1, LARGEST_BODY + 1])
def test_a_model_that_is_too_large_is_refused_by_name(
    analyst: FlaskClient, draft_id: int, size: int
) -> None:
    answer = check(analyst, draft_id, "x" * size)

    assert answer.status_code == 413
    assert answer.json is not None
    assert "large" in answer.json["message"]


def test_the_check_needs_the_token_of_the_page(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    token = facts_of(analyst, draft_id)["csrf"]
    service.app.config["WTF_CSRF_ENABLED"] = True
    answer = check(analyst, draft_id)

    assert (answer.status_code, answer.is_json) == (400, True)
    address, sent = f"/models/drafts/{draft_id}/check", {"xml": EXTERNAT.decode()}
    assert analyst.post(address, json=sent, headers={"X-CSRFToken": token}).status_code == 200


def large_model(tasks: int) -> str:
    """A straight line of manual tasks in one lane."""
    names = ["S", *(f"Task{number}" for number in range(tasks)), "E"]
    flows = "".join(
        f'<sequenceFlow id="F{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(pairwise(names))
    )
    refs = "".join(f"<flowNodeRef>{name}</flowNodeRef>" for name in names)
    drawn = "".join(f'<manualTask id="{name}" name="Тапсырма"/>' for name in names[1:-1])
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
        '<process id="large" isExecutable="true"><laneSet id="L"><lane id="Lane" name="Мемлекеттік корпорация">'
        f'{refs}</lane></laneSet><startEvent id="S"/>{drawn}<endEvent id="E"/>{flows}</process></definitions>'
    )


def test_the_work_of_a_check_grows_with_the_model_and_not_with_its_square(
    analyst: FlaskClient, draft_id: int
) -> None:
    check(analyst, draft_id)  # what is made once for all is not counted
    said = check(analyst, draft_id, large_model(200)).json
    small, large = (
        calls(lambda: check(analyst, draft_id, large_model(tasks)))  # noqa: B023
        for tasks in (100, 400)
    )

    assert said is not None
    assert said["deployable"], said["findings"][:3]
    assert large < 6 * small
