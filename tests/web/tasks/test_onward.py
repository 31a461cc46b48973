from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.web.reading import words
from tests.web.service import ANSWERS, Service


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def test_the_next_step_of_the_case_opens_and_is_the_workers_own(
    service: Service, case: str
) -> None:
    task_id = service.walk_to(case, "EnterApplication")
    answer = service.complete(task_id, "aliya", ANSWERS["EnterApplication"])
    following = service.open_tasks(case)["RecordDocuments"]
    text = service.browser("aliya").get(answer.location).text

    assert (answer.status_code, answer.location) == (303, f"/tasks/{following}")
    assert "Done: Fill in the application" in text
    assert "Give it back to colleagues" in text
    late = service.complete(following, "daniyar", ANSWERS["RecordDocuments"])
    assert "held by Нұрланова Әлия Серікқызы" in late.text


def test_a_step_of_somebody_else_leads_to_the_list_and_to_ones_own_next_task(
    service: Service, case: str
) -> None:
    other = service.start_case(2)
    own = service.walk_to(other, "PrepareOrder")
    answer = service.complete(
        service.walk_to(case, "PrepareOrder"), "gulnar", {"decision": "granted"}
    )

    assert answer.location == "/tasks"
    text = service.browser("gulnar").get("/tasks").text
    assert f'<a href="/tasks/{own}">Next: ' in text


def test_a_look_up_is_awaited_on_a_page_that_opens_the_next_step(
    service: Service, case: str
) -> None:
    browser = service.browser("aliya")
    answer = service.complete(service.walk_to(case, "Identify"), "aliya", ANSWERS["Identify"])
    assert answer.location == f"/cases/{case}/next"
    waiting = browser.get(answer.location)
    assert "Query the State database of natural persons" in words(waiting.text)
    shown = re.findall('data-tag="(.*?)"', waiting.text)
    tag = {"If-None-Match": f'"{shown[0]}"'}
    assert browser.get(answer.location, headers=tag).status_code == 304

    service.work()

    assert "data-send-now" in browser.get(answer.location, headers=tag).text
    opened = browser.post(answer.location)
    assert opened.location == f"/tasks/{service.open_tasks(case)['EnterApplication']}"


def test_a_look_up_that_stands_still_is_said(
    service: Service, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.complete(service.walk_to(case, "Identify"), "aliya", ANSWERS["Identify"])
    monkeypatch.setattr("web.tasks.onward.open_incidents", lambda *_: [_Incident()])

    text = service.browser("aliya").get(f"/cases/{case}/next").text
    assert "The case stands still at «Query the State database" in text


class _Incident:
    element_id = "LookupIdentity"


def test_where_nothing_comes_the_way_leads_to_the_list(service: Service, case: str) -> None:
    service.walk_to(case, "AcceptDocuments")

    assert service.browser("aliya").get(f"/cases/{case}/next").location == "/tasks"
    assert service.browser("aliya").post(f"/cases/{case}/next").location == "/tasks"


def test_minutes_and_norm_stand_on_the_task(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "CheckPackage")
    text = words(service.browser("aliya").get(f"/tasks/{task_id}").text)
    assert "Norm 05.09.2016 10:15 Within the norm" in text
    assert "Waiting at the desk 10 of 15 min" in text

    service.pass_time(timedelta(minutes=16))

    text = words(service.browser("aliya").get(f"/tasks/{task_id}").text)
    assert "Longer than the norm" in text
    assert "Service at the desk 16 of 15 min" in text


def test_the_same_page_sent_twice_is_done_once(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "EnterApplication")
    given = {**ANSWERS["EnterApplication"], "once": "0" * 32}
    first = service.complete(task_id, "aliya", given)
    again = service.complete(task_id, "aliya", given)

    assert (again.status_code, again.location) == (303, first.location)
    other = service.complete(task_id, "aliya", {**given, "once": "1" * 32})
    assert other.status_code == 409
    assert service.complete(task_id, "daniyar", given).status_code == 409


def test_the_page_holds_a_key_of_its_own(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "EnterApplication")
    pages = [service.browser("aliya").get(f"/tasks/{task_id}").text for _ in range(2)]
    keys = [re.findall(r'name="once" value="([0-9a-f]{32})"', page) for page in pages]

    assert [len(each) for each in keys] == [1, 1]
    assert keys[0] != keys[1]
    refused = service.complete(task_id, "aliya", {"once": keys[0][0]})
    assert f'value="{keys[0][0]}"' in refused.text


def test_a_visit_is_cancelled_with_a_reason_until_it_is_accepted(
    service: Service, case: str
) -> None:
    browser = service.browser("aliya")
    early = browser.get(f"/tasks/{service.walk_to(case, 'CheckPackage')}").text
    late = browser.get(f"/tasks/{service.walk_to(case, 'TransferToProvider')}").text

    assert f'href="/cases/{case}/withdraw">Cancel the visit' in early
    assert "Cancel the visit" not in late
    assert re.search(r'href="/documents/\w+" target="_blank"[^>]*>Print: Acceptance receipt', late)


def test_the_order_is_read_beside_the_button_that_signs_it(service: Service, case: str) -> None:
    browser = service.browser("bolat")
    text = browser.get(f"/tasks/{service.walk_to(case, 'SignOrder')}").text
    address, *_ = re.findall(r'<iframe class="paper" src="(/documents/\w+)"', text)
    paper = browser.get(address)

    assert paper.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in paper.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in browser.get("/tasks").headers["Content-Security-Policy"]


def test_a_hand_over_is_of_today_until_somebody_says_otherwise(service: Service, case: str) -> None:
    text = service.browser("gulnar").get(f"/tasks/{service.walk_to(case, 'HandOver')}").text

    assert re.search(r'name="handed_over_on" value="05.09.2016"', text)
