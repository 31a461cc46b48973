from __future__ import annotations

import re

import pytest

from tests.web.service import Service
from web.tasks.store import task_record


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def holder(service: Service, task_id: int) -> str | None:
    with service.platform.database.snapshot() as connection:
        row = task_record(connection, task_id)
    return None if row.assignee is None else str(row.assignee)


def test_claiming_opens_the_task(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    answer = service.browser("aliya").post(f"/tasks/{task_id}/claim", follow_redirects=True)

    assert "<h1>Identify the applicant</h1>" in answer.text
    assert "Give it back to colleagues" in answer.text
    assert holder(service, task_id) == "aliya"


def test_two_cannot_claim_one_task(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    service.browser("aliya").post(f"/tasks/{task_id}/claim")
    answer = service.browser("daniyar").post(f"/tasks/{task_id}/claim")

    assert answer.status_code == 409
    assert "held by Нұрланова Әлия" in answer.text
    assert holder(service, task_id) == "aliya"


def test_a_held_task_shows_its_holder_and_no_form(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    service.browser("aliya").post(f"/tasks/{task_id}/claim")
    text = service.browser("daniyar").get(f"/tasks/{task_id}").text

    assert "This task is held by Нұрланова Әлия Серікқызы." in text
    assert "data-autosave" not in text


def test_a_released_task_is_free_again(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    service.browser("aliya").post(f"/tasks/{task_id}/claim")
    answer = service.browser("aliya").post(f"/tasks/{task_id}/release", follow_redirects=True)

    assert "The task is free for your colleagues again." in answer.text
    assert holder(service, task_id) is None


def test_nobody_releases_for_another(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    service.browser("aliya").post(f"/tasks/{task_id}/claim")
    answer = service.browser("daniyar").post(f"/tasks/{task_id}/release")

    assert answer.status_code == 409
    assert holder(service, task_id) == "aliya"


def test_the_head_chooses_among_the_lane_of_the_office(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "PrepareOrder")
    text = service.browser("bolat").get(f"/tasks/{task_id}/assign").text

    assert sorted(re.findall(r'<option value="(\w+)"', text)) == ["gulnar", "yerlan"]
    assert '<option value="gulnar" selected>' in text
    assert "<dd>Specialist</dd>" in text
    assert "refusal_reasons" not in text


def test_the_head_gives_a_task_to_another(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "PrepareOrder")
    answer = service.browser("bolat").post(
        f"/tasks/{task_id}/assign", data={"assignee": "yerlan"}, follow_redirects=True
    )

    assert holder(service, task_id) == "yerlan"
    assert "The task is with Жұмабаев Ерлан Тимурұлы now." in answer.text
    assert service.browser("yerlan").get(f"/tasks/{task_id}").status_code == 200


@pytest.mark.parametrize("chosen", ["timur", "bolat", "aliya", "", "nobody"])
def test_who_does_not_work_on_the_lane_here_is_refused(
    service: Service, case: str, chosen: str
) -> None:
    task_id = service.walk_to(case, "PrepareOrder")
    answer = service.browser("bolat").post(f"/tasks/{task_id}/assign", data={"assignee": chosen})

    assert answer.status_code == 422
    assert '<a href="#assignee">Choose a person from the list.</a>' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert holder(service, task_id) == "gulnar"


def test_a_head_has_no_say_at_the_desk_of_the_corporation(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")

    assert service.browser("bolat").get(f"/tasks/{task_id}/assign").status_code == 403


@pytest.mark.parametrize("person_id", ["gulnar", "saule", "aliya", "roza"])
def test_nobody_but_the_head_reassigns(service: Service, case: str, person_id: str) -> None:
    task_id = service.walk_to(case, "PrepareOrder")
    browser = service.browser(person_id)

    assert browser.get(f"/tasks/{task_id}/assign").status_code in (403, 404)
    answer = browser.post(f"/tasks/{task_id}/assign", data={"assignee": "yerlan"})
    assert answer.status_code in (403, 404)
    assert holder(service, task_id) == "gulnar"


def test_a_closed_task_is_given_to_nobody(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "PrepareOrder")
    service.complete(task_id, "gulnar", {"decision": "granted"})
    answer = service.browser("bolat").post(f"/tasks/{task_id}/assign", data={"assignee": "yerlan"})

    assert answer.status_code == 409
    assert "closed by Сәдуақасова Гүлнар" in answer.text
