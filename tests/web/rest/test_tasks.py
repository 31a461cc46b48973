"""User tasks over the interface: people see, claim and complete their own, through the form."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from people.demo import DEMO_PASSWORD
from tests.web.conftest import with_header
from tests.web.rest.test_access import basic
from tests.web.service import Service

ANSWER = {
    "applicant_iin": "840312499016",
    "identity_kind": "id-card",
    "identity_number": "012345678",
    "identity_checked": True,
    "relation": "parent",
}


class Person:
    """Who asks with login and password."""

    def __init__(self, service: Service, login: str) -> None:
        self._client = with_header(service.app, basic(login, DEMO_PASSWORD))

    def get(self, path: str) -> Any:
        return self._client.get(f"/engine-rest{path}").json

    def post(self, path: str, body: object = None) -> TestResponse:
        return self._client.post(f"/engine-rest{path}", json=body or {})


@pytest.fixture
def worker(service: Service) -> Person:
    service.start_case()
    return Person(service, "aliya")


def typed(answers: dict[str, Any]) -> dict[str, object]:
    return {"variables": {name: {"value": value} for name, value in answers.items()}}


def test_a_task_is_listed_claimed_given_back_and_completed(worker: Person):
    (task,) = worker.get("/task?taskDefinitionKey=Identify&sortBy=created&sortOrder=desc")
    path = f"/task/{task['id']}"

    assert (task["formKey"], task["assignee"]) == ("identify", None)
    assert worker.post(f"{path}/claim", {"userId": "aliya"}).status_code == 204
    assert worker.get(path)["assignee"] == "aliya"
    assert worker.get("/task/count?assigned=true") == {"count": 1}
    assert worker.post(f"{path}/unclaim").status_code == 204
    assert "case_no" in worker.get(f"{path}/form-variables")
    assert worker.post(f"{path}/complete", typed(ANSWER)).status_code == 204
    assert worker.post(f"{path}/complete", typed(ANSWER)).status_code == 404


def test_what_the_form_refuses_is_refused_with_its_field(worker: Person):
    (task,) = worker.get("/task")

    wrong = worker.post(
        f"/task/{task['id']}/complete", typed({**ANSWER, "applicant_iin": "840312499017"})
    )

    assert wrong.status_code == 400
    assert wrong.json["message"].startswith("variables.applicant_iin: ")
    assert worker.get("/task/count") == {"count": 1}


def test_tasks_of_another_office_are_not_known(service: Service, worker: Person):
    (task,) = worker.get("/task")
    stranger = Person(service, "zhanna")

    assert stranger.get("/task") == []
    assert stranger.post(f"/task/{task['id']}/claim").status_code == 404
    assert worker.post(f"/task/{task['id']}/claim", {"userId": "zhanna"}).status_code == 403
