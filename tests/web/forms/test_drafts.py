from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.errors import Undecipherable
from engine.storage.database import Database
from engine.storage.tables import DRAFT
from engine.storage.vault import Vault
from tests.conftest import NOW
from tests.web.service import ANSWERS, Service
from web.forms.draft_store import delete_drafts
from web.forms.drafts import form_values, json_values, kept_draft, save_draft, task_subject

POSTED = {"school": ["№ 27"], "missing_docs": ["proxy", "other"], "note": [""]}


def test_a_draft_comes_back_as_it_was_posted(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        save_draft(connection, vault, POSTED, person_id="aliya", subject="user-task:1", now=NOW)
        found = kept_draft(connection, vault, person_id="aliya", subject="user-task:1")

    assert found is not None
    assert found.posted == POSTED
    assert found.saved_at == NOW


def test_a_later_draft_takes_the_place_of_the_earlier(database: Database, vault: Vault) -> None:
    later = NOW + timedelta(minutes=1)
    with database.transaction() as connection:
        for posted, now in ((POSTED, NOW), ({"school": ["№ 28"]}, later)):
            save_draft(connection, vault, posted, person_id="aliya", subject="user-task:1", now=now)
        found = kept_draft(connection, vault, person_id="aliya", subject="user-task:1")
        rows = connection.execute(select(DRAFT.c.id)).all()

    assert found is not None
    assert (found.posted, found.saved_at) == ({"school": ["№ 28"]}, later)
    assert len(rows) == 1


def test_nobody_else_finds_it(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        save_draft(connection, vault, POSTED, person_id="aliya", subject="user-task:1", now=NOW)

        assert kept_draft(connection, vault, person_id="saule", subject="user-task:1") is None
        assert kept_draft(connection, vault, person_id="aliya", subject="user-task:2") is None


def test_it_lies_enciphered_and_bound_to_its_person(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        save_draft(connection, vault, POSTED, person_id="aliya", subject="user-task:1", now=NOW)
        sealed = connection.execute(select(DRAFT.c.sealed)).scalar()
        connection.execute(update(DRAFT).values(person_id="saule"))
        assert sealed is not None
        assert b"27" not in sealed
        with pytest.raises(Undecipherable):
            kept_draft(connection, vault, person_id="saule", subject="user-task:1")


def test_what_is_done_leaves_no_draft_of_anybody(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        for person_id in ("aliya", "daniyar"):
            for subject in ("user-task:1", "user-task:2"):
                save_draft(connection, vault, POSTED, person_id=person_id, subject=subject, now=NOW)
        delete_drafts(connection, "user-task:1")
        left = connection.execute(select(DRAFT.c.subject)).scalars().all()

    assert left == ["user-task:2", "user-task:2"]


def test_a_text_that_is_no_unicode_survives(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        save_draft(
            connection, vault, {"a": ["\ud800"]}, person_id="aliya", subject="form:x", now=NOW
        )
        found = kept_draft(connection, vault, person_id="aliya", subject="form:x")

    assert found is not None
    assert found.posted == {"a": ["\ud800"]}


def test_names_of_the_page_are_not_of_the_form() -> None:
    posted = [("csrf_token", ["x"]), ("save", ["1"]), ("school", ["a", "b"])]

    assert form_values(posted) == {"school": ["a", "b"]}


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ({"a": "1", "b": ["2", "3"]}, {"a": ["1"], "b": ["2", "3"]}),
        ({"a": 1, "b": [None, "2"], "csrf_token": "x"}, {"a": [], "b": ["2"]}),
        (["a"], {}),
        (None, {}),
        ("text", {}),
    ],
)
def test_json_drafts_are_read_with_care(content: object, values: dict[str, list[str]]) -> None:
    assert json_values(content) == values


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


@pytest.fixture
def task_id(service: Service, case: str) -> int:
    return service.walk_to(case, "Identify")


def drafts_left(service: Service) -> int:
    with service.platform.database.snapshot() as connection:
        return len(connection.execute(select(DRAFT.c.id)).all())


def test_the_script_keeps_a_draft_quietly(service: Service, task_id: int) -> None:
    answer = service.browser("aliya").post(
        f"/tasks/{task_id}/draft", data={"identity_number": "12", "relation": "guardian"}
    )
    text = service.browser("aliya").get(f"/tasks/{task_id}").text

    assert (answer.status_code, answer.text) == (204, "")
    assert 'value="12"' in text
    assert 'value="guardian" checked' in text
    assert "Your draft of 05.09.2016 10:00 is restored." in text


def test_json_is_a_draft_too(service: Service, task_id: int) -> None:
    answer = service.browser("aliya").post(
        f"/tasks/{task_id}/draft", json={"identity_number": "34"}
    )

    assert answer.status_code == 204
    assert 'value="34"' in service.browser("aliya").get(f"/tasks/{task_id}").text


def test_the_button_keeps_a_draft_without_scripts(service: Service, task_id: int) -> None:
    answer = service.browser("aliya").post(
        f"/tasks/{task_id}/draft",
        data={"identity_number": "56", "save": "1"},
        follow_redirects=True,
    )

    assert answer.status_code == 200
    assert "The draft is kept." in answer.text
    assert 'value="56"' in answer.text


def test_a_colleague_does_not_see_it(service: Service, task_id: int) -> None:
    service.browser("aliya").post(f"/tasks/{task_id}/draft", data={"identity_number": "78"})

    assert 'value="78"' not in service.browser("daniyar").get(f"/tasks/{task_id}").text


def test_a_refused_form_is_kept_as_a_draft(service: Service, task_id: int) -> None:
    service.complete(task_id, "aliya", {"identity_number": "90"})

    assert 'value="90"' in service.browser("aliya").get(f"/tasks/{task_id}").text


def test_completing_ends_every_draft_of_the_task(service: Service, task_id: int) -> None:
    for person_id in ("aliya", "daniyar"):
        service.browser(person_id).post(f"/tasks/{task_id}/draft", data={"identity_number": "1"})
    assert drafts_left(service) == 2
    service.complete(task_id, "aliya", ANSWERS["Identify"])

    assert drafts_left(service) == 0


def test_a_closed_task_takes_no_draft(service: Service, task_id: int) -> None:
    service.complete(task_id, "aliya", ANSWERS["Identify"])
    answer = service.browser("aliya").post(f"/tasks/{task_id}/draft", data={"relation": "self"})

    assert answer.status_code == 409
    assert drafts_left(service) == 0


def test_a_task_that_a_colleague_holds_takes_no_draft(service: Service, task_id: int) -> None:
    service.browser("daniyar").post(f"/tasks/{task_id}/claim")
    answer = service.browser("aliya").post(f"/tasks/{task_id}/draft", data={"relation": "self"})

    assert answer.status_code == 409
    assert "Оспанов Данияр" in answer.text


def test_work_on_a_suspended_case_is_kept(
    service: Service, task_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.errors import InstanceNotActive

    def refuse(*_: object, **__: object) -> None:
        raise InstanceNotActive("i" * 32, "suspended")

    monkeypatch.setattr("web.tasks.task.complete_task", refuse)
    answer = service.complete(task_id, "aliya", ANSWERS["Identify"])

    assert answer.status_code == 409
    assert 'value="012345678"' in service.browser("aliya").get(f"/tasks/{task_id}").text


def test_subjects_of_tasks_are_told_apart() -> None:
    assert task_subject(1) != task_subject(11)
