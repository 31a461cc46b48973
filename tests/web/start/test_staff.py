"""What stands on the start page of who works on cases, and of the others: the day of the real service."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.reading import words
from tests.web.service import Service


def main_of(service: Service, person_id: str) -> str:
    page = service.browser(person_id).get("/")
    assert page.status_code == 200
    return page.text[page.text.index("<main") :]


def test_a_head_sees_what_is_late_who_has_how_much_and_what_waits(service: Service) -> None:
    instance_id = service.start_case()
    service.walk_to(instance_id, "PrepareOrder")
    service.pass_time(timedelta(days=60))
    page = main_of(service, "bolat")
    text = words(page)

    assert "Overdue in the office" in text
    assert f'href="/cases/{instance_id}"' in page
    assert "Load by person Person Tasks Сәдуақасова Гүлнар" in text
    assert "Terms of the last cases Term of the case Cases Overdue 1" in text
    assert 'href="/tasks?show=office&amp;overdue=1"' in page


def test_a_worker_sees_visits_of_today_and_what_can_be_issued(service: Service) -> None:
    instance_id = service.start_case()
    assert "Ready to issue: 0" in words(main_of(service, "aliya"))
    task_id = service.walk_to(instance_id, "HandOver")
    service.complete(task_id, "gulnar", {"handed_over_on": "2016-09-06"})
    service.work()
    text = words(main_of(service, "aliya"))

    assert "Today's visits 2016-000001" in text
    assert "Ready to issue: 1 2016-000001" in text


def test_a_specialist_sees_the_next_task_with_its_case_and_term(service: Service) -> None:
    task_id = service.walk_to(service.start_case(), "PrepareOrder")
    page = main_of(service, "gulnar")

    assert f'href="/tasks/{task_id}"' in page
    assert "2016-000001" in words(page)
    assert "/tasks?step=PrepareOrder" in page


def test_another_office_sees_nothing_of_it(service: Service) -> None:
    service.walk_to(service.start_case(), "PrepareOrder")

    for person_id in ("timur", "roza", "kairat", "zhanna"):
        assert "2016-000001" not in main_of(service, person_id)


@pytest.mark.parametrize(
    ("person_id", "headings"),
    [
        ("saule", ["Next, by due date", "To do, by step", "Hand-over lists"]),
        ("arman", ["Drafts of models", "Last deployments externat, version 1"]),
        ("laura", ["Search for cases", "Terms of the last cases", "Incidents by cause"]),
        ("nurlan", ["Incidents by cause", "Unsent notices", "Calendar"]),
        ("aigerim", ["Your applications", "Cases and their stage", "Begun and not sent", "Apply"]),
    ],
)
def test_each_role_has_its_own_day(service: Service, person_id: str, headings: list[str]) -> None:
    text = words(main_of(service, person_id))

    assert [each for each in headings if each not in text] == []
