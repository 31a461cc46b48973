"""The bell and the page of notices, for who works here as for applicants."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.reading import words
from tests.web.service import Service


def bell(service: Service, person_id: str) -> str:
    page = service.browser(person_id).get("/tasks").text
    found = re.search(r'class="bell".*?</a>', page, flags=re.DOTALL)
    assert found
    return words(f"<main><a {found[0]}</main>")


def test_who_is_given_a_task_by_the_head_is_told(service: Service) -> None:
    instance_id = service.start_case()
    service.walk_to(instance_id, "PrepareOrder")
    service.deliver()
    page = service.browser("gulnar").get("/notices/mine").text

    assert bell(service, "gulnar").endswith("1")
    assert "The step «Prepare the order» is yours." in words(page)
    assert f'href="/cases/{instance_id}"' in page
    assert bell(service, "saule").endswith("Notices")


def test_who_gets_a_task_back_is_told_that_it_came_back(service: Service) -> None:
    task_id = service.walk_to(service.start_case(), "SignOrder")
    answers = {"signed": "false", "remark": "Күнін түзетіңіз"}
    assert service.complete(task_id, "bolat", answers).status_code == 303
    service.work()
    service.deliver()

    assert "A task is returned to you" in service.browser("gulnar").get("/notices/mine").text


def test_who_is_given_a_task_by_hand_is_told(service: Service) -> None:
    task_id = service.walk_to(service.start_case(), "PrepareOrder")
    service.browser("bolat").post(f"/tasks/{task_id}/assign", data={"assignee": "yerlan"})
    service.deliver()

    assert "A task is given to you" in service.browser("yerlan").get("/notices/mine").text


def test_reading_takes_the_number_from_the_bell(service: Service) -> None:
    service.walk_to(service.start_case(), "PrepareOrder")
    service.deliver()
    browser = service.browser("gulnar")
    found = re.search(r'name="upto" value="(\d+)"', browser.get("/notices/mine").text)
    assert found
    service.browser("saule").post("/notices/mine/read", data={"upto": found[1]})
    assert bell(service, "gulnar").endswith("1")
    assert browser.post("/notices/mine/read", data={"upto": found[1]}).status_code == 303

    assert bell(service, "gulnar").endswith("Notices")
    assert "Mark all as read" not in browser.get("/notices/mine").text


@pytest.mark.parametrize("before", ["x", "0", "9" * 30, "-1"])
def test_a_place_that_is_none_begins_at_the_newest(service: Service, before: str) -> None:
    answer = service.browser("gulnar").get("/notices/mine", query_string={"before": before})
    assert answer.status_code == 200


def test_a_visitor_has_no_bell(client: FlaskClient) -> None:
    assert 'class="bell"' not in client.get("/").text
