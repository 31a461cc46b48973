"""The revisions of a draft: who, when, what differs; back to an earlier one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.web.analyst import EXTERNAT, changed, deploy, draft_of, imported, opened
from tests.web.models.test_check import save_meanwhile
from tests.web.reading import words
from tests.web.service import Service

RENAMED = changed('name="Құжаттар топтамасы толық па?"', 'name="Бәрі бар ма?"')
MOVED = changed('<dc:Bounds x="', '<dc:Bounds x="1')


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


@pytest.fixture
def draft_id(service: Service, analyst: FlaskClient) -> int:
    """Opened from version 1, and saved once ten minutes later."""
    draft_id = opened(analyst)
    service.pass_time(timedelta(minutes=10))
    save_meanwhile(service, draft_id, RENAMED)
    return draft_id


def rows(browser: FlaskClient, draft_id: int) -> list[str]:
    page = html.fromstring(browser.get(f"/models/drafts/{draft_id}/history").text)
    return [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")]


def restore(browser: FlaskClient, draft_id: int, number: int, revision: int) -> str:
    address = f"/models/drafts/{draft_id}/history/{number}/restore"
    answer = browser.post(address, data={"revision": revision})
    return answer.text if answer.status_code != 303 else browser.get(answer.location).text


def test_each_revision_says_when_by_whom_and_how(analyst: FlaskClient, draft_id: int) -> None:
    second, first = rows(analyst, draft_id)

    assert second.startswith("2 05.09.2016 10:10 Дүйсенов Арман Жандосұлы saved in the editor")
    assert first.startswith("1 05.09.2016 10:00 Дүйсенов Арман Жандосұлы opened from a version (1)")


def test_only_an_earlier_revision_can_be_restored(analyst: FlaskClient, draft_id: int) -> None:
    page = html.fromstring(analyst.get(f"/models/drafts/{draft_id}/history").text)

    actions = page.xpath("//form[contains(@action, '/restore')]/@action")
    assert actions == [f"/models/drafts/{draft_id}/history/1/restore"]
    assert len(page.xpath("//form[contains(@action, '/copy')]")) == 2


def test_what_differs_is_said_in_words(analyst: FlaskClient, draft_id: int) -> None:
    text = words(analyst.get(f"/models/drafts/{draft_id}/history/2").text)

    assert "Revision 2 against revision 1" in text
    assert "is now «Бәрі бар ма?»" in text


@pytest.mark.parametrize(("language", "said"), [("kk", "салыстыру"), ("ru", "в сравнении")])
def test_differences_are_in_the_readers_language(
    analyst: FlaskClient, draft_id: int, language: str, said: str
) -> None:
    analyst.set_cookie("ruqsat_language", language)

    assert said in analyst.get(f"/models/drafts/{draft_id}/history/2").text


def test_the_first_revision_is_compared_with_nothing(analyst: FlaskClient, draft_id: int) -> None:
    text = analyst.get(f"/models/drafts/{draft_id}/history/1").text

    assert "This is the first revision" in text


def test_a_drawing_that_was_moved_changes_nothing_that_runs(
    service: Service, analyst: FlaskClient
) -> None:
    draft_id = opened(analyst)
    save_meanwhile(service, draft_id, MOVED)

    text = analyst.get(f"/models/drafts/{draft_id}/history/2").text
    assert "the drawing alone was changed" in text


def test_a_revision_that_does_not_run_cannot_be_compared(
    service: Service, analyst: FlaskClient, draft_id: int
) -> None:
    idle = changed('isExecutable="true"', 'isExecutable="false"')
    service.pass_time(timedelta(minutes=10))
    save_meanwhile(service, draft_id, idle, expected=2)

    text = analyst.get(f"/models/drafts/{draft_id}/history/3").text
    assert "one of the two revisions cannot be read" in text


def test_a_restored_revision_is_the_newest(analyst: FlaskClient, draft_id: int) -> None:
    text = restore(analyst, draft_id, 1, revision=2)

    assert "Revision 1 is restored: it is revision 3 now." in text
    assert [row.split()[0] for row in rows(analyst, draft_id)] == ["3", "2", "1"]
    assert analyst.get(f"/models/drafts/{draft_id}/model").data == EXTERNAT


def test_restoring_what_is_there_already_says_so(analyst: FlaskClient, draft_id: int) -> None:
    assert "Revision 2 is what the draft holds already." in restore(analyst, draft_id, 2, 2)
    assert len(rows(analyst, draft_id)) == 2


def test_a_draft_that_was_saved_since_is_not_restored_unseen(
    analyst: FlaskClient, draft_id: int
) -> None:
    assert "saved this draft" in restore(analyst, draft_id, 1, revision=1)
    assert len(rows(analyst, draft_id)) == 2


def test_a_revision_can_be_opened_as_a_draft_of_its_own(
    analyst: FlaskClient, draft_id: int
) -> None:
    copy_id = draft_of(analyst.post(f"/models/drafts/{draft_id}/history/1/copy"))

    assert copy_id != draft_id
    assert analyst.get(f"/models/drafts/{copy_id}/model").data == EXTERNAT
    (row,) = rows(analyst, copy_id)
    assert "copied from another draft" in row


def test_the_history_of_a_deployed_draft_is_read_and_copied_and_not_changed(
    analyst: FlaskClient,
) -> None:
    draft_id = imported(analyst, changed("businessMinutes(15", "businessMinutes(25"))
    deploy(analyst, draft_id)
    page = html.fromstring(analyst.get(f"/models/drafts/{draft_id}/history").text)

    assert page.xpath("//main//a[@href='/models/externat/2']")
    assert page.xpath("//form[contains(@action, '/restore')]") == []
    assert page.xpath("//a[contains(@href, '/editor') or contains(@href, '/discard')]") == []
    assert "closed this draft" in restore(analyst, draft_id, 1, revision=1)
    draft_of(analyst.post(f"/models/drafts/{draft_id}/history/1/copy"))


@pytest.mark.parametrize("number", [0, 9, 2**31 - 1])
def test_a_revision_that_never_was_is_not_found(
    analyst: FlaskClient, draft_id: int, number: int
) -> None:
    address = f"/models/drafts/{draft_id}/history/{number}"

    assert analyst.get(address).status_code == 404
    assert analyst.post(address + "/restore", data={"revision": 2}).status_code == 404
    assert analyst.post(address + "/copy").status_code == 404
