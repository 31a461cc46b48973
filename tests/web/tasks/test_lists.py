from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from engine.step.states import UserTaskState
from engine.storage.tables import INSTANCE, TASK
from people.roles import LANES, Role
from people.tables import READ
from tests.web.reading import words
from tests.web.service import Service
from tests.work import touched
from web.tasks.lists import PAGE_LENGTH
from workers.store import CasePerson, index_person

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

    assert "Check the package" in text
    assert "2016-000001" in text
    assert f"/cases/{case}" in text
    assert "05.09.2016 10:15" in text
    assert "Within the norm" in text


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


def test_a_task_that_takes_longer_than_its_norm_is_marked(service: Service, case: str) -> None:
    service.walk_to(case, "CheckPackage")
    service.pass_time(timedelta(minutes=20))
    text = service.browser("aliya").get("/tasks").text

    assert '<tr role="row" data-state="overdue"' in text
    assert "<span>Longer than the norm</span>" in text


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


def searched(service: Service, typed: str, person_id: str = "aliya") -> str:
    """The list after somebody has typed into its search."""
    answer = service.browser(person_id).post("/tasks", data={"search": typed, "show": "all"})
    assert answer.status_code == 303
    assert len(typed) < 3 or typed not in answer.location
    return str(service.browser(person_id).get(answer.location).text)


@pytest.mark.parametrize("typed", ["2016-000001", "2016-", "1", "000001", " 2016-000001 "])
def test_a_case_is_found_by_its_number(service: Service, case: str, typed: str) -> None:
    service.start_case(number=25)

    assert "2016-000001" in searched(service, typed)


@pytest.mark.parametrize("typed", ["2016-000002", "5", "%", "'; --", "2015-", "ә" * 300])
def test_another_number_finds_nothing(service: Service, case: str, typed: str) -> None:
    assert "No open task here." in searched(service, typed)


def test_names_stand_in_the_list_and_in_the_read_log_and_never_in_an_address(
    service: Service, case: str
) -> None:
    person = CasePerson(
        instance_id=case, relation="applicant", iin="850312204178", name="Сериккалиева Айгерім"
    )
    with service.platform.database.transaction() as connection:
        index_person(connection, service.platform.vault, person)
    text = searched(service, "серик айг")
    with service.platform.database.snapshot() as connection:
        reads = connection.execute(select(READ.c.person_id, READ.c.instance_id)).all()

    assert "Сериккалиева Айгерім" in text
    assert ("aliya", case) in [tuple(row) for row in reads]


# --- several at once


def ticked(service: Service, what: str, *task_ids: int, person_id: str, **more: str) -> str:
    browser = service.browser(person_id)
    form = {"what": what, "task": [str(each) for each in task_ids], **more}
    answer = browser.post("/tasks/bulk", data=form)
    assert answer.status_code == 303, answer.text
    return words(browser.get(answer.location).text)


def test_several_are_taken_and_what_a_colleague_holds_is_named(service: Service) -> None:
    first, second = (service.start_case(number=number) for number in (1, 2))
    ids = [service.open_tasks(each)["Identify"] for each in (first, second)]
    service.browser("daniyar").post(f"/tasks/{ids[1]}/claim")
    text = ticked(service, "claim", *ids, person_id="aliya")

    assert "1 task is done with." in text
    assert "Identify the applicant, 2016-000002: " in text
    assert "Оспанов Данияр" in text


def test_the_chancellery_accepts_several(service: Service) -> None:
    cases = [service.start_case(number=number) for number in (1, 2)]
    ids = [service.walk_to(each, "AcceptDocuments") for each in cases]
    text = ticked(service, "complete", *ids, person_id="saule")

    assert "2 tasks are done with." in text
    assert [list(service.open_tasks(each)) for each in cases] == [["Resolution"], ["Resolution"]]


def test_what_has_a_form_to_fill_in_is_left_and_said(service: Service, case: str) -> None:
    text = ticked(service, "complete", service.open_tasks(case)["Identify"], person_id="aliya")

    assert "its form has to be filled in." in text
    assert list(service.open_tasks(case)) == ["Identify"]


def test_a_task_of_another_office_is_neither_done_nor_named(service: Service, case: str) -> None:
    text = ticked(service, "claim", service.open_tasks(case)["Identify"], person_id="zhanna")

    assert "it is not yours to do." in text
    assert "2016-000001" not in text


def test_a_head_gives_several_to_one_person(service: Service) -> None:
    cases = [service.start_case(number=number) for number in (1, 2)]
    ids = [service.walk_to(each, "PrepareOrder") for each in cases]
    browser = service.browser("bolat")
    asked = browser.post("/tasks/bulk", data={"what": "assign", "task": [*map(str, ids)]}).text
    text = ticked(service, "assign", *ids, person_id="bolat", assignee="yerlan", show="office")

    assert '<option value="yerlan">' in asked
    assert "2 tasks are done with." in text
    assert text.count("Жұмабаев Ерлан") >= 2


@pytest.mark.parametrize("form", [{}, {"what": "claim"}, {"what": "eat", "task": "1"}])
def test_nothing_ticked_or_nothing_known_is_said(service: Service, form: dict[str, str]) -> None:
    browser = service.browser("aliya")
    answer = browser.post("/tasks/bulk", data=form)

    assert "Tick the tasks" in browser.get(answer.location).text


# --- put off, kept views


def test_a_task_is_put_off_until_a_day_and_comes_back(service: Service, case: str) -> None:
    browser, task_id = service.browser("aliya"), service.open_tasks(case)["Identify"]
    browser.post(f"/tasks/{task_id}/claim")
    browser.post(f"/tasks/{task_id}/put-off", data={"day": "12.09.2016"})
    address = f'href="/tasks/{task_id}"'

    assert address not in browser.get("/tasks?show=mine").text
    assert "put off until" in browser.get("/tasks?show=later").text
    service.pass_time(timedelta(days=7))
    assert address in service.browser("aliya").get("/tasks?show=mine").text


@pytest.mark.parametrize("day", ["01.01.2016", "31.02.2017", "morgen", "05.09.2016"])
def test_a_day_that_does_not_lie_ahead_is_refused(service: Service, case: str, day: str) -> None:
    browser, task_id = service.browser("aliya"), service.open_tasks(case)["Identify"]
    browser.post(f"/tasks/{task_id}/claim")
    answer = browser.post(f"/tasks/{task_id}/put-off", data={"day": day})

    assert "Give a day that lies ahead" in browser.get(answer.location).text
    assert f'href="/tasks/{task_id}"' in browser.get("/tasks?show=mine").text


def test_what_a_colleague_holds_cannot_be_put_off(service: Service, case: str) -> None:
    task_id = service.open_tasks(case)["Identify"]
    service.browser("daniyar").post(f"/tasks/{task_id}/claim")

    assert service.browser("aliya").post(f"/tasks/{task_id}/put-off").status_code == 409


def test_a_view_is_kept_under_a_name_and_taken_away(service: Service, case: str) -> None:
    browser = service.browser("aliya")
    browser.post("/tasks/filters", data={"name": "Мерзімі өткен", "show": "all", "overdue": "1"})
    page = browser.get("/tasks").text
    found = re.search(r"/tasks/filters/(\d+)/remove", page)

    assert 'href="/tasks?show=all&amp;overdue=1">Мерзімі өткен<' in page
    assert "Мерзімі өткен" not in service.browser("daniyar").get("/tasks").text
    assert found
    service.browser("daniyar").post(found[0])
    assert "Мерзімі өткен" in browser.get("/tasks").text
    browser.post(found[0])
    assert "Мерзімі өткен" not in browser.get("/tasks").text


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "a\u200bb"])
def test_a_view_needs_a_name_that_can_be_read(service: Service, name: str) -> None:
    browser = service.browser("aliya")
    answer = browser.post("/tasks/filters", data={"name": name})

    assert "Give the view a name" in browser.get(answer.location).text


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
    "address", ["/tasks", "/tasks?show=free", "/tasks?show=mine", "/tasks?sort=arrived"]
)
def test_the_list_takes_no_more_work_with_thousands_of_open_tasks(
    service: Service, case: str, address: str
) -> None:
    browser = service.browser("aliya")
    written_tasks(service, case, 1_200)  # more than are counted
    with touched(service.platform.database) as before:
        browser.get(address)
    written_tasks(service, case, 3_800)
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
