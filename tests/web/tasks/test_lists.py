from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from engine.step.states import UserTaskState
from engine.storage.tables import INSTANCE, TASK
from people.roles import LANES, Role
from tests.web.service import Service
from tests.work import touched
from web.tasks.lists import PAGE_LENGTH

ROWS = re.compile(r'<tr role="row" data-state')


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def written_tasks(service: Service, case: str, count: int) -> None:
    """More open tasks of the desk, as copies of rows of one case."""
    with service.platform.database.transaction() as connection:
        row: dict[str, Any] = dict(
            connection.execute(select(TASK).where(TASK.c.instance_id == case)).mappings().first()
            or {}
        )
        del row["id"]
        rows = [
            {**row, "due_at": row["created_at"] + timedelta(minutes=number)}
            for number in range(count)
        ]
        connection.execute(insert(TASK), rows)


def test_the_list_names_task_case_and_term(service: Service, case: str) -> None:
    service.walk_to(case, "CheckPackage")
    text = service.browser("aliya").get("/tasks").text

    assert "Check that the application is filled in correctly" in text
    assert "2016-000001" in text
    assert f"/cases/{case}" in text
    assert "05.09.2016 10:15" in text
    assert "Due today" in text


@pytest.mark.parametrize(
    ("language", "label"),
    [("kk", "Тапсырмалар"), ("ru", "Задачи"), ("en", "Tasks")],
)
def test_the_list_speaks_the_language_of_the_page(
    service: Service, case: str, language: str, label: str
) -> None:
    browser = service.browser("aliya")
    browser.set_cookie("ruqsat_language", language)

    assert f"<h1>{label}</h1>" in browser.get("/tasks").text


def test_the_name_of_a_task_is_the_models(service: Service, case: str) -> None:
    service.walk_to(case, "SignOrder")
    browser = service.browser("bolat")
    browser.set_cookie("ruqsat_language", "ru")

    assert "Подписание приказа" in browser.get("/tasks").text


def test_an_overdue_task_says_by_how_much(service: Service, case: str) -> None:
    service.walk_to(case, "CheckPackage")
    service.pass_time(timedelta(minutes=20))
    same_day = service.browser("aliya").get("/tasks").text
    service.pass_time(timedelta(days=2))
    later = service.browser("aliya").get("/tasks").text

    assert '<tr role="row" data-state="overdue">' in same_day
    assert "<span>Overdue</span>" in same_day
    assert "Overdue by 2 working days" in later


def test_the_desk_of_another_place_sees_nothing_of_it(service: Service, case: str) -> None:
    assert "No open task here." in service.browser("zhanna").get("/tasks").text


def test_a_free_task_can_be_taken_from_the_list(service: Service, case: str) -> None:
    text = service.browser("aliya").get("/tasks").text
    action = re.search(r'action="(/tasks/\d+/claim)"', text)
    assert action is not None
    service.browser("aliya").post(action[1])

    assert 'data-label="Who works on it">you<' in service.browser("aliya").get("/tasks").text
    assert "/claim" not in service.browser("daniyar").get("/tasks").text
    assert "Нұрланова Әлия" in service.browser("daniyar").get("/tasks").text


def test_the_filter_keeps_mine_apart(service: Service, case: str) -> None:
    assert "No open task here." in service.browser("aliya").get("/tasks?show=mine").text
    assert "2016-000001" in service.browser("aliya").get("/tasks?show=free").text


def test_a_made_up_filter_is_none(service: Service, case: str) -> None:
    answer = service.browser("aliya").get("/tasks?show=everything&after=now~x&before=1~1")

    assert answer.status_code == 200
    assert "2016-000001" in answer.text


@pytest.mark.parametrize("typed", ["2016-000001", "2016-", "1", "000001", " 2016-000001 "])
def test_a_case_is_found_by_its_number(service: Service, case: str, typed: str) -> None:
    service.start_case(number=25)
    text = service.browser("aliya").get("/tasks", query_string={"case_no": typed}).text

    assert "2016-000001" in text


@pytest.mark.parametrize("typed", ["2016-000002", "5", "%", "'; --", "2015"])
def test_another_number_finds_nothing(service: Service, case: str, typed: str) -> None:
    text = service.browser("aliya").get("/tasks", query_string={"case_no": typed}).text

    assert "No open task here." in text


def test_the_list_goes_on_page_by_page_and_back(service: Service, case: str) -> None:
    written_tasks(service, case, PAGE_LENGTH + 10)
    browser = service.browser("aliya")
    first = browser.get("/tasks?show=all").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = browser.get(following[1].replace("&amp;", "&")).text
    back = re.search(r'rel="prev" href="([^"]+)"', second)
    assert back is not None

    assert len(ROWS.findall(first)) == PAGE_LENGTH
    assert 'rel="prev"' not in first
    assert len(ROWS.findall(second)) == 11
    assert 'rel="next"' not in second
    again = browser.get(back[1].replace("&amp;", "&")).text
    assert ROWS.findall(again) == ROWS.findall(first)
    assert re.findall(r"/tasks/\d+\b", again) == re.findall(r"/tasks/\d+\b", first)


def test_a_head_may_look_at_the_whole_office(service: Service, case: str) -> None:
    service.walk_to(case, "PrepareOrder")

    assert "No open task here." in service.browser("bolat").get("/tasks").text
    text = service.browser("bolat").get("/tasks?show=office").text
    assert "/assign" in text
    assert "The whole office" in text
    assert "The whole office" not in service.browser("gulnar").get("/tasks").text


@pytest.mark.parametrize(
    "address", ["/tasks", "/tasks?show=free", "/tasks?show=mine", "/tasks?case_no=2016"]
)
def test_the_list_takes_no_more_work_with_thousands_of_open_tasks(
    service: Service, case: str, address: str
) -> None:
    browser = service.browser("aliya")
    written_tasks(service, case, 100)
    with touched(service.platform.database) as before:
        browser.get(address)
    written_tasks(service, case, 4_900)
    with touched(service.platform.database) as after:
        browser.get(address)

    assert after.statements == before.statements
    assert after.steps <= before.steps + 1_000  # each of them would be many thousands


def test_the_list_writes_nothing(service: Service, case: str) -> None:
    service.browser("aliya").get("/tasks")
    with service.platform.database.snapshot() as connection:
        state = connection.execute(select(TASK.c.state)).scalars().all()
        revision = connection.execute(select(INSTANCE.c.revision)).scalar()

    assert state == [UserTaskState.CREATED]
    assert revision == 1


def test_lanes_are_the_roles_of_the_service(service: Service, case: str) -> None:
    with service.platform.database.snapshot() as connection:
        lane = connection.execute(select(TASK.c.lane)).scalar()

    assert lane == LANES[Role.STATE_CORPORATION_WORKER]
