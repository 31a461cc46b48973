"""What the editor asks and sends: bytes, saves, conflicts, copies, who is here. Every answer but the bytes is JSON."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from engine.model.intake import MAX_BYTES
from people import store
from people.roles import Role
from tests.web.analyst import EXTERNAT, changed, draft_of, imported, opened
from tests.web.service import Service

GULNAR = "Сәдуақасова Гүлнар Маратқызы"
NEW_NAME = changed('name="Құжаттар топтамасы толық па?"', 'name="Толық па?"')


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


@pytest.fixture
def draft_id(analyst: FlaskClient) -> int:
    return opened(analyst)


def send_model(
    browser: FlaskClient,
    draft_id: int,
    xml: bytes | str = NEW_NAME,
    *,
    revision: Any = 1,
    baseline: bytes = EXTERNAT,
    to: str = "model",
) -> TestResponse:
    """As the editor does."""
    text = xml.decode() if isinstance(xml, bytes) else xml
    body = {"revision": revision, "xml": text, "baseline": baseline.decode()}
    return browser.post(f"/models/drafts/{draft_id}/{to}", json=body)


def kept(browser: FlaskClient, draft_id: int, query: str = "") -> bytes:
    answer = browser.get(f"/models/drafts/{draft_id}/model{query}")
    assert answer.status_code == 200
    return bytes(answer.data)


# --- bytes


def test_a_version_is_opened_byte_for_byte(analyst: FlaskClient, draft_id: int) -> None:
    answer = analyst.get(f"/models/drafts/{draft_id}/model")

    assert answer.data == EXTERNAT
    assert answer.mimetype == "application/xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Draft-Revision"] == "1"
    assert answer.get_etag()[0] == hashlib.sha256(EXTERNAT).hexdigest()
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_what_the_browser_has_is_not_sent_again(analyst: FlaskClient, draft_id: int) -> None:
    etag = analyst.get(f"/models/drafts/{draft_id}/model").headers["ETag"]
    again = analyst.get(f"/models/drafts/{draft_id}/model", headers={"If-None-Match": etag})

    assert again.status_code == 304


def test_each_revision_can_be_had_as_a_file(analyst: FlaskClient, draft_id: int) -> None:
    send_model(analyst, draft_id)
    answer = analyst.get(f"/models/drafts/{draft_id}/model?revision=1&download=1")

    assert answer.data == EXTERNAT
    name = f"externat-draft-{draft_id}-1.bpmn"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert kept(analyst, draft_id) == NEW_NAME


@pytest.mark.parametrize("address", ["7/model", "{}/model?revision=9", "7/model?revision=1"])
def test_what_is_not_there_is_not_found(analyst: FlaskClient, draft_id: int, address: str) -> None:
    answer = analyst.get("/models/drafts/" + address.format(draft_id))

    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["message"]


# --- saving


def test_a_save_answers_with_the_new_revision(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    answer = send_model(analyst, draft_id)

    assert answer.status_code == 200
    assert answer.json == {
        "revision": 2,
        "saved_at": service.platform.clock().isoformat(),
        "unchanged": False,
    }
    assert kept(analyst, draft_id) == NEW_NAME


def test_saving_what_was_opened_changes_nothing(analyst: FlaskClient, draft_id: int) -> None:
    answer = send_model(analyst, draft_id, EXTERNAT)

    assert answer.json is not None
    assert (answer.json["revision"], answer.json["unchanged"]) == (1, True)


def test_a_colleagues_save_is_not_overwritten(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    send_model(analyst, draft_id)
    mine = changed('name="Құжаттар топтамасы толық па?"', 'name="Бәрі бар ма?"')
    answer = send_model(second_analyst(service), draft_id, mine)

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["revision"] == 2
    assert answer.json["at"] == service.platform.clock().isoformat()
    assert answer.json["by"] in answer.json["message"]
    assert "Your changes are not saved" in answer.json["message"]
    assert kept(analyst, draft_id) == NEW_NAME


def test_a_draft_that_was_closed_takes_nothing(analyst: FlaskClient, draft_id: int) -> None:
    analyst.post(f"/models/drafts/{draft_id}/discard", data={"revision": 1})
    answer = send_model(analyst, draft_id)

    assert answer.status_code == 409
    assert answer.json is not None
    assert "closed this draft" in answer.json["message"]
    assert answer.json["revision"] is None


BAD = {
    "text": ("Сәлем", 422),
    "empty": ("", 422),
    "cut off": (EXTERNAT.decode()[:5000], 422),
    "html": ("<html/>", 422),
    "doctype": ('<!DOCTYPE a [<!ENTITY b "c">]>' + NEW_NAME.decode().partition("?>")[2], 422),
    "no process": (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="u"/>',
        422,
    ),
    "long id": (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="u">'
        f'<process id="{"a" * 91}"/></definitions>',
        422,
    ),
    "too large": ("<a>" + " " * MAX_BYTES + "</a>", 413),
    "far too large": ("<a>" + " " * 9 * MAX_BYTES + "</a>", 413),
    "half a character": ("\ud800", 400),
}


@pytest.mark.parametrize("to", ["model", "copy"])
@pytest.mark.parametrize("name", BAD)
def test_what_is_no_model_is_refused_with_a_sentence_and_nothing_is_lost(
    analyst: FlaskClient, draft_id: int, name: str, to: str
) -> None:
    xml, status = BAD[name]
    answer = send_model(analyst, draft_id, xml, to=to)

    assert answer.status_code == status
    assert answer.json is not None
    assert len(answer.json["message"].split()) > 3
    assert kept(analyst, draft_id) == EXTERNAT


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"{}",
        b'{"revision": true, "xml": "", "baseline": ""}',
        b'{"revision": "1", "xml": "", "baseline": ""}',
        b'{"revision": 1, "xml": null, "baseline": ""}',
        b'{"revision": 1, "xml": ""}',
    ],
)
def test_what_the_editor_does_not_send_could_not_be_read(
    analyst: FlaskClient, draft_id: int, body: bytes
) -> None:
    address = f"/models/drafts/{draft_id}/model"
    answer = analyst.post(address, data=body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json == {"message": "The request could not be read."}


@pytest.mark.parametrize("revision", [0, -1, 2, 2**40])
def test_a_revision_that_never_was_is_no_ground_to_save_on(
    analyst: FlaskClient, draft_id: int, revision: int
) -> None:
    assert send_model(analyst, draft_id, revision=revision).status_code == 409


def test_a_form_instead_of_json_is_not_taken(analyst: FlaskClient, draft_id: int) -> None:
    answer = analyst.post(f"/models/drafts/{draft_id}/model", data={"revision": "1"})

    assert answer.status_code == 415
    assert answer.is_json


def test_without_the_token_of_the_page_nothing_is_saved(service: Service, draft_id: int) -> None:
    service.app.config["WTF_CSRF_ENABLED"] = True
    answer = send_model(service.browser("arman"), draft_id)

    assert answer.status_code == 400
    assert answer.json is not None
    assert "too old" in answer.json["message"]


@pytest.mark.parametrize(("language", "word"), [("kk", "сақта"), ("ru", "сохран")])
def test_a_conflict_is_told_in_the_readers_language(
    analyst: FlaskClient, draft_id: int, language: str, word: str
) -> None:
    send_model(analyst, draft_id)
    analyst.set_cookie("ruqsat_language", language)
    answer = send_model(analyst, draft_id, EXTERNAT)

    assert answer.status_code == 409
    assert answer.json is not None
    assert word in answer.json["message"]


# --- copies


def test_what_could_not_be_saved_becomes_a_draft(analyst: FlaskClient, draft_id: int) -> None:
    send_model(analyst, draft_id)
    mine = changed('name="Құжаттар топтамасы толық па?"', 'name="Бәрі бар ма?"')
    answer = send_model(analyst, draft_id, mine, to="copy")

    assert answer.status_code == 201
    assert answer.json is not None
    assert analyst.get(answer.json["url"]).status_code == 200
    copy_id = int("".join(filter(str.isdigit, answer.json["url"])))
    assert kept(analyst, copy_id) == mine
    assert kept(analyst, draft_id) == NEW_NAME


# --- presence


def second_analyst(service: Service) -> FlaskClient:
    """Another person with the same role."""
    platform = service.platform
    since = platform.clock().date()
    with platform.database.transaction() as connection:
        store.assign(connection, "gulnar", Role.ANALYST, office_id=None, since=since)
    return service.browser("gulnar")


def open_now(browser: FlaskClient) -> list[str]:
    """What the list says of it, draft by draft."""
    page = html.fromstring(browser.get("/models").text)
    cells = page.xpath("//td[@data-label='Open in the editor now']")
    return [" ".join(cell.text_content().split()) for cell in cells]


def test_analysts_see_who_else_has_the_draft_open(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    address = f"/models/drafts/{draft_id}/presence"
    since = service.platform.clock().isoformat()
    assert analyst.post(address, json={}).json == {"others": [], "revision": 1}
    service.pass_time(timedelta(seconds=15))
    answer = second_analyst(service).post(address, json={}).json

    assert answer is not None
    ((name, at),) = [(each["name"], each["since"]) for each in answer["others"]]
    assert at == since
    assert open_now(analyst) == [f"{name}, {GULNAR}"]
    service.pass_time(timedelta(seconds=46))
    assert open_now(analyst) == ["—"]
    assert service.browser("gulnar").post(address, json={}).json == {"others": [], "revision": 1}


def test_every_analyst_sees_every_draft(service: Service, analyst: FlaskClient) -> None:
    draft_id = imported(analyst, NEW_NAME)

    assert kept(second_analyst(service), draft_id) == NEW_NAME


@pytest.mark.parametrize("person", ["laura", "nurlan", "gulnar", "aigerim"])
def test_nobody_else_sees_one(service: Service, draft_id: int, person: str) -> None:
    browser = service.browser(person)

    for address in ("", "/model", "/history", "/history/1", "/discard"):
        assert browser.get(f"/models/drafts/{draft_id}{address}").status_code == 403
    assert send_model(browser, draft_id).status_code == 403
    assert browser.post("/models/externat/1/draft").status_code == 403


def test_who_is_not_signed_in_is_led_to_the_sign_in(service: Service, draft_id: int) -> None:
    answer = send_model(service.app.test_client(), draft_id)

    assert answer.status_code == 302
    assert "/sign-in" in answer.location or "/login" in answer.location


def test_a_draft_leads_to_its_place(analyst: FlaskClient) -> None:
    answer = analyst.post("/models/externat/1/draft")

    assert analyst.get(f"/models/drafts/{draft_of(answer)}").status_code == 200
