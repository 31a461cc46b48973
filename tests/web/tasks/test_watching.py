from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from people.store import reads_of
from tests.web.reading import words
from tests.web.service import ANSWERS, Service
from web.tasks.store import task_record


@pytest.fixture
def task_id(service: Service) -> int:
    return service.walk_to(service.start_case(), "Identify")


def test_a_task_opened_by_two_says_so(service: Service, task_id: int) -> None:
    aliya, address = service.browser("aliya"), f"/tasks/{task_id}/state"
    free = aliya.get(address)
    assert free.status_code == 204
    tag = {"If-None-Match": free.headers["ETag"]}
    assert aliya.get(address, headers=tag).status_code == 304

    service.browser("daniyar").post(f"/tasks/{task_id}/claim")
    held = aliya.get(address, headers=tag)
    assert held.text == "This task is held by Оспанов Данияр Ерланұлы."

    service.complete(task_id, "daniyar", ANSWERS["Identify"])
    assert "closed by Оспанов Данияр" in aliya.get(address).text


def test_asking_is_no_read_of_personal_data(service: Service, task_id: int) -> None:
    service.browser("aliya").get(f"/tasks/{task_id}/state")
    service.browser("aliya").get("/tasks/changes")
    with service.platform.database.snapshot() as connection:
        case = task_record(connection, task_id).instance_id
        assert not [each for each in reads_of(connection, case) if each.person_id == "aliya"]


def marks(answer: TestResponse) -> dict[str, str]:
    return dict(answer.get_json())


def test_the_list_tells_what_has_changed(service: Service, task_id: int) -> None:
    aliya = service.browser("aliya")
    before = aliya.get("/tasks/changes")
    tag = {"If-None-Match": before.headers["ETag"]}
    assert aliya.get("/tasks/changes", headers=tag).status_code == 304
    assert f'data-mark="{marks(before)[str(task_id)]}"' in aliya.get("/tasks").text

    service.browser("aliya").post(f"/tasks/{task_id}/claim")
    after = aliya.get("/tasks/changes", headers=tag)
    assert marks(after)[str(task_id)] != marks(before)[str(task_id)]


def test_why_one_has_a_task_is_said(service: Service) -> None:
    case = service.start_case()

    def shown(element_id: str, person_id: str) -> str:
        address = f"/tasks/{service.walk_to(case, element_id)}"
        return words(service.browser(person_id).get(address).text)

    started = shown("Identify", "aliya")
    assert "It came with the start of the case; whoever of the office works as" in started
    accepted = shown("AcceptDocuments", "saule")
    assert "(Нұрланова Әлия Серікқызы, 05.09.2016 10:00); whoever of the office" in accepted
    named = shown("PrepareOrder", "gulnar")
    assert "Ахметов Болат Қайратұлы, 05.09.2016 10:00); the case names who does it" in named
    task = service.open_tasks(case)["PrepareOrder"]
    service.browser("bolat").post(f"/tasks/{task}/assign", data={"assignee": "yerlan"})
    given = shown("PrepareOrder", "yerlan")
    assert "Ахметов Болат Қайратұлы gave it to Жұмабаев Ерлан Тимурұлы." in given
