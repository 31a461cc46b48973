from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from engine.storage.queries import instance_row
from engine.storage.standing_tokens import loaded_execution
from people.tables import ReadLogRow
from tests.web.operations.test_life import ADMIN, HEAD, done, history, holds, row
from tests.web.reading import words
from tests.web.service import Service


@pytest.fixture
def case(service: Service) -> str:
    instance_id = service.start_case()
    service.walk_to(instance_id, "RecordDocuments")
    return instance_id


def opened(service: Service, instance_id: str, name: str = "") -> Any:
    query = {"name": name} if name else {}
    return service.browser(ADMIN).get(f"/by-hand/{instance_id}/correct", query_string=query)


def send(service: Service, instance_id: str, **fields: Any) -> Any:
    data = {
        "seen": row(service, instance_id).revision,
        "name": "grade",
        "kind": "text",
        "value": "7",
        "reason": "a slip",
        **fields,
    }
    return service.browser(ADMIN).post(f"/by-hand/{instance_id}/correct", data=data)


def variables(service: Service, instance_id: str) -> Any:
    with service.platform.database.snapshot() as connection:
        found = instance_row(connection, instance_id)
        now = service.platform.clock()
        return loaded_execution(service.platform.runtime, connection, found, now=now).variables


def test_first_the_name_is_asked_and_no_value_is_shown(service: Service, case: str) -> None:
    page = opened(service, case).text

    assert '<option value="pupil_name">' in page
    assert "Әлихан" not in page


def test_only_the_value_that_was_asked_for_is_shown(service: Service, case: str) -> None:
    page = opened(service, case, "pupil_name").text

    assert "Ахметов Әлихан Дәуренұлы" in page
    assert "Айгүл" not in page


def test_each_look_stands_in_the_read_log(service: Service, case: str) -> None:
    opened(service, case, "pupil_name")

    table: Any = ReadLogRow.__table__
    with service.platform.database.snapshot() as connection:
        found = connection.execute(
            select(table.c.action, table.c.instance_id).where(table.c.person_id == ADMIN)
        ).all()
    assert [tuple(each) for each in found] == [("correct_case", case)]


def test_old_and_new_value_are_confirmed(service: Service, case: str) -> None:
    answer = send(service, case)

    assert answer.status_code == 200
    assert 'Now "6" After that "7"' in words(answer.text)
    assert variables(service, case)["grade"] == "6"


def test_it_is_written_once_it_is_confirmed(service: Service, case: str) -> None:
    before = row(service, case).revision
    answer = send(service, case, confirmed="yes")

    assert (answer.status_code, answer.location) == (302, f"/by-hand/{case}")
    assert variables(service, case)["grade"] == "7"
    assert holds(service, case) == before + 1


def test_the_history_says_what_was_changed_by_whom_and_why(service: Service, case: str) -> None:
    send(service, case, confirmed="yes")

    told = "Data of the case were corrected Сейітов Нұрлан Айдарұлы, Administrator a slip Grade: Grade 6 → Grade 7"
    assert told in history(service, case)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("number", "7", 7),
        ("truth", "True", True),
        ("nothing", "ignored", None),
        ("json", '{"a": [1, null]}', {"a": [1, None]}),
        ("text", "екі\nжол", "екі\nжол"),
    ],
)
def test_a_value_has_a_kind(service: Service, case: str, kind: str, value: str, kept: Any) -> None:
    assert send(service, case, kind=kind, value=value, confirmed="yes").status_code == 302
    assert variables(service, case)["grade"] == kept


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "number", "value": "7.5"},
        {"kind": "json", "value": "7.5"},
        {"kind": "json", "value": "{"},
        {"kind": "truth", "value": "yes"},
        {"kind": "colour", "value": "7"},
        {"name": "a b"},
        {"name": ""},
        {"reason": " "},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    service: Service, case: str, fields: dict[str, str]
) -> None:
    before = row(service, case).revision
    answer = send(service, case, confirmed="yes", **fields)

    assert answer.status_code == 422
    assert "There is a problem" in words(answer.text)
    assert row(service, case).revision == before
    if "value" in fields:
        assert fields["value"] in words(answer.text)


def test_a_new_value_is_added(service: Service, case: str) -> None:
    page = words(opened(service, case, "extra").text)
    assert "The case has no such value yet: it will be added." in page

    send(service, case, name="extra", confirmed="yes")
    assert variables(service, case)["extra"] == "7"


def test_a_name_that_is_none_is_said(service: Service, case: str) -> None:
    assert opened(service, case, "a b").status_code == 422


def test_who_saw_an_older_case_is_told_and_loses_nothing(service: Service, case: str) -> None:
    answer = send(service, case, seen=1, confirmed="yes")

    assert answer.status_code == 409
    assert "Somebody changed this case meanwhile" in words(answer.text)
    assert 'value="a slip"' in answer.text
    assert variables(service, case)["grade"] == "6"


def test_a_suspended_case_is_corrected_and_rests(service: Service, case: str) -> None:
    done(service, case, "suspend")
    send(service, case, confirmed="yes")

    assert row(service, case).status == "suspended"
    assert variables(service, case)["grade"] == "7"


def test_a_case_that_has_ended_is_not_corrected(service: Service, case: str) -> None:
    done(service, case, "terminate", person_id=HEAD)

    assert send(service, case, confirmed="yes").status_code == 409
