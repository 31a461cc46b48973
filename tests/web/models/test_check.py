"""The verdict on a draft, what differs from the newest version, deployment."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import update

from engine.commands.model_drafts import save_draft
from engine.modelling.document import read_draft
from engine.modelling.store import draft_row
from engine.modelling.tables import REVISION, DraftState
from engine.storage.queries import definition_rows
from tests.web.analyst import (
    EXTERNAT,
    STUCK,
    changed,
    deploy,
    deploy_changed,
    imported,
    opened,
    shown_hash,
)
from tests.web.reading import drawn_states, words
from tests.web.service import Service
from web.models import check

NEW_TERM = changed("businessMinutes(15", "businessMinutes(20")
NO_FORM = changed('camunda:formKey="check-package"', 'camunda:formKey="nothing"')


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


def numbers(service: Service) -> list[int]:
    with service.platform.database.snapshot() as connection:
        return [row.version for row in definition_rows(connection)]


def state_of(service: Service, draft_id: int) -> tuple[str, int | None]:
    with service.platform.database.snapshot() as connection:
        row = draft_row(connection, draft_id)
    return row.state, row.deployed_version


def shown(browser: FlaskClient, draft_id: int) -> str:
    answer = browser.get(f"/models/drafts/{draft_id}")
    assert answer.status_code == 200
    return answer.text


def save_meanwhile(service: Service, draft_id: int, xml: bytes, *, expected: int = 1) -> None:
    """Somebody saves it in the editor."""
    platform = service.platform
    model = read_draft(xml, file="externat.bpmn")
    now = platform.clock()
    save_draft(platform.database, draft_id, model, expected=expected, actor="arman", now=now)


# --- the verdict


def test_a_sound_model_may_be_deployed(analyst: FlaskClient) -> None:
    draft_id = imported(analyst, NEW_TERM)
    page = shown(analyst, draft_id)

    assert "The model may be deployed." in page
    assert html.fromstring(page).xpath(f"//form[@action='/models/drafts/{draft_id}/deploy']")


def test_a_refused_model_says_where_and_why(analyst: FlaskClient) -> None:
    page = shown(analyst, imported(analyst, NO_FORM))

    (row,) = html.fromstring(page).xpath("//tr[td[@data-label='Rule']/span='user-task-form']")
    assert "CheckPackage" in row.text_content()
    assert row.xpath(".//*[@class='badge']/@data-state") == ["trouble"]
    assert "The model is refused for 1 reason." in page
    assert html.fromstring(page).xpath("//form[contains(@action, 'deploy')]") == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "nothing нысаны жоқ."),
        ("ru", "Формы nothing нет."),
        ("en", "The form nothing does not exist."),
    ],
)
def test_findings_speak_the_language_of_the_page(
    analyst: FlaskClient, language: str, said: str
) -> None:
    draft_id = imported(analyst, NO_FORM)
    analyst.set_cookie("ruqsat_language", language)

    assert said in shown(analyst, draft_id)


def test_findings_are_drawn_at_their_elements(analyst: FlaskClient) -> None:
    states = drawn_states(shown(analyst, imported(analyst, NO_FORM)))

    assert [name for name, said in states.items() if "incident" in said] == ["CheckPackage"]


def test_the_list_leads_to_the_way_on_the_drawing(analyst: FlaskClient) -> None:
    link = "//tr[td[@data-label='Rule']/span='soundness']//a[@href='#drawing']"

    assert html.fromstring(shown(analyst, imported(analyst, STUCK))).xpath(link)


def test_differences_stand_there_before_deployment(analyst: FlaskClient) -> None:
    text = words(shown(analyst, imported(analyst, NEW_TERM)))

    assert "This model against version 1" in text
    assert "is now «businessMinutes(20" in text


def test_parts_that_are_not_executed_are_named(analyst: FlaskClient) -> None:
    odd = changed(
        '<bpmn:userTask id="CheckPackage"', '<bpmn:userTask camunda:priority="5" id="CheckPackage"'
    )

    assert "camunda:priority" in words(shown(analyst, imported(analyst, odd)))


def test_a_version_that_was_opened_does_not_differ(analyst: FlaskClient) -> None:
    text = words(shown(analyst, opened(analyst)))

    assert "The file is the same as that of version 1." in text
    assert "Opened from version 1" in text


def test_differences_of_what_cannot_be_read_are_not_claimed(analyst: FlaskClient) -> None:
    twice = changed('isExecutable="true"', 'isExecutable="false"')
    text = words(shown(analyst, imported(analyst, twice)))

    assert "The differences cannot be told" in text
    assert "the drawing alone was changed" not in text


def test_every_way_on_from_a_draft_is_there(analyst: FlaskClient) -> None:
    draft_id = opened(analyst)
    page = html.fromstring(shown(analyst, draft_id))
    address = f"/models/drafts/{draft_id}"

    links = set(page.xpath("//main//a/@href"))
    assert {f"{address}/history", f"{address}/discard", f"{address}/model?download=1"} <= links


# --- a version was deployed since


def test_a_version_that_was_deployed_since_is_said_plainly(analyst: FlaskClient) -> None:
    draft_id = opened(analyst)
    deploy_changed(analyst, "businessMinutes(15", "businessMinutes(25")
    text = words(shown(analyst, draft_id))

    assert "Version 2 was deployed since by Дүйсенов Арман Жандосұлы, 05.09.2016 10:00" in text
    assert "this draft was opened from version 1" in text
    assert "This model against version 2" in text


def test_a_draft_of_the_newest_version_is_not_warned(analyst: FlaskClient) -> None:
    assert "was deployed since" not in shown(analyst, opened(analyst))
    assert "was deployed since" not in shown(analyst, imported(analyst, NEW_TERM))


# --- deployment


def test_a_deployed_model_is_the_newest_version(service: Service, analyst: FlaskClient) -> None:
    draft_id = imported(analyst, NEW_TERM)
    answer = deploy(analyst, draft_id, comment="20 минут")

    assert (answer.status_code, answer.location) == (303, "/models/externat/2")
    page = analyst.get("/models/externat/2").text
    assert "Version 2 is deployed." in page
    assert "20 минут" in page
    assert numbers(service) == [2, 1]


def test_a_deployed_draft_is_closed_and_its_history_stays(
    service: Service, analyst: FlaskClient
) -> None:
    draft_id = imported(analyst, NEW_TERM)
    deploy(analyst, draft_id)

    assert state_of(service, draft_id) == (DraftState.DEPLOYED, 2)
    led = analyst.get(f"/models/drafts/{draft_id}")
    assert led.location == f"/models/drafts/{draft_id}/history"
    assert "deployed this draft" in analyst.get(led.location).text
    listed = html.fromstring(analyst.get("/models").text)
    assert listed.xpath(f"//table//a[@href='/models/drafts/{draft_id}']") == []
    assert listed.xpath(f"//a[@href='/models/drafts/{draft_id}/history']")


def test_a_draft_is_deployed_once(service: Service, analyst: FlaskClient) -> None:
    draft_id = imported(analyst, NEW_TERM)
    sha256 = shown_hash(analyst, draft_id)
    deploy(analyst, draft_id)
    again = deploy(analyst, draft_id, sha256=sha256)

    assert again.status_code == 409
    assert "closed this draft" in again.text
    assert numbers(service) == [2, 1]


def test_an_identical_model_makes_no_version_and_the_page_says_so(
    service: Service, analyst: FlaskClient
) -> None:
    draft_id = imported(analyst, EXTERNAT)
    answer = deploy(analyst, draft_id)

    assert answer.location == "/models/externat/1"
    assert "Nothing was deployed" in analyst.get(answer.location).text
    assert numbers(service) == [1]
    assert state_of(service, draft_id) == (DraftState.DEPLOYED, 1)


def test_a_refused_model_is_not_deployed(service: Service, analyst: FlaskClient) -> None:
    draft_id = imported(analyst, NO_FORM)
    sha256 = read_draft(NO_FORM, file="a").sha256
    answer = deploy(analyst, draft_id, sha256=sha256, comment="Менің сөзім")

    assert answer.status_code == 422
    assert "The model is refused." in answer.text
    assert numbers(service) == [1]
    assert state_of(service, draft_id) == (DraftState.OPEN, None)


def test_names_alone_replace_the_picture_of_the_version(
    service: Service, analyst: FlaskClient
) -> None:
    named = 'value="Проверка'
    answer = deploy(analyst, imported(analyst, changed(named, named + "!")), comment="Жаңа атау")
    page = html.fromstring(analyst.get(answer.location).text)

    assert (answer.status_code, numbers(service)) == (303, [1])
    assert "The picture of version 1 is replaced." in words(html.tostring(page, encoding="unicode"))
    assert "Жаңа атау" in page.xpath("//section[@aria-labelledby='pictures']")[0].text_content()
    assert "Проверка!" in analyst.get("/models/externat/1/file").text
    assert "The file is the same as that of version 1." in words(shown(analyst, opened(analyst)))


@pytest.mark.parametrize("comment", ["", "  \t ", "\u2060"])
def test_a_deployment_says_what_changed(
    service: Service, analyst: FlaskClient, comment: str
) -> None:
    answer = deploy(analyst, imported(analyst, NEW_TERM), comment=comment)

    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert "Say what has changed" in page.get_element_by_id("comment-error").text_content()
    assert numbers(service) == [1]


def test_what_was_saved_since_is_not_deployed_unseen(
    service: Service, analyst: FlaskClient
) -> None:
    draft_id = imported(analyst, NEW_TERM)
    sha256 = shown_hash(analyst, draft_id)
    save_meanwhile(service, draft_id, EXTERNAT)
    answer = deploy(analyst, draft_id, sha256=sha256, comment="Менің сөзім")

    assert answer.status_code == 409
    assert "The draft was saved again since" in answer.text
    assert "Менің сөзім" in answer.text
    assert numbers(service) == [1]


def test_a_save_in_the_midst_of_the_deployment_takes_it_back(
    service: Service, analyst: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the draft and closing it: both are one transaction, and no version is left."""
    draft_id = imported(analyst, NEW_TERM)

    first = check.deploy_model

    def overtaken(*arguments, **named):
        save_meanwhile(service, draft_id, EXTERNAT)
        return first(*arguments, **named)

    monkeypatch.setattr(check, "deploy_model", overtaken)
    answer = deploy(analyst, draft_id)

    assert answer.status_code == 409
    assert "The draft was saved again since" in answer.text
    assert numbers(service) == [1]
    assert state_of(service, draft_id) == (DraftState.OPEN, None)


def test_bytes_that_a_later_node_does_not_read_are_shown_with_their_findings(
    service: Service, analyst: FlaskClient
) -> None:
    """A limit may have been lowered since it was kept."""
    draft_id = imported(analyst, NEW_TERM)
    with service.platform.database.transaction() as connection:
        broken = update(REVISION).where(REVISION.c.draft_id == draft_id)
        connection.execute(broken.values(xml=b"<a/>"))

    for address in ("", "/history", "/history/1", "/model"):
        assert analyst.get(f"/models/drafts/{draft_id}{address}").status_code == 200
    copied = analyst.post(f"/models/drafts/{draft_id}/history/1/copy")
    assert copied.status_code == 422


@pytest.mark.parametrize("address", ["", "/history", "/history/1", "/discard", "/model"])
def test_what_is_not_there_is_not_found(analyst: FlaskClient, address: str) -> None:
    assert analyst.get(f"/models/drafts/77{address}").status_code == 404


def test_nothing_kept_is_nothing_to_deploy(analyst: FlaskClient) -> None:
    assert analyst.post("/models/drafts/77/deploy", data={}).status_code == 404


def test_a_new_process_begins_with_version_one(service: Service, analyst: FlaskClient) -> None:
    referred = changed('processRef="externat"', 'processRef="second"')
    draft_id = imported(analyst, changed('id="externat"', 'id="second"', of=referred))

    assert "This will be the first version." in shown(analyst, draft_id)
    deploy(analyst, draft_id)
    assert analyst.get("/models/second/1").status_code == 200
    assert state_of(service, draft_id) == (DraftState.DEPLOYED, 1)
