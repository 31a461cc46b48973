"""Clients of others, unchanged, against a served node."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from camunda.client.engine_client import EngineClient
from camunda.external_task.external_task import ExternalTask, TaskResult
from camunda.external_task.external_task_worker import ExternalTaskWorker, NoExternalTaskFound
from werkzeug.serving import make_server

from people.roles import Role
from tests.web.rest.conftest import Interface


@dataclass(frozen=True, kw_only=True)
class Served:
    interface: Interface
    url: str

    @property
    def config(self) -> dict[str, object]:
        """Of a worker that waits for no time that a test would have to wait as well."""
        return {
            "auth_bearer": {"access_token": self.interface.token},
            "asyncResponseTimeout": 0,
            "maxTasks": 1,
            "retryTimeout": 0,
        }

    def work(self, action: object, worker_id: str = "w1") -> None:
        ExternalTaskWorker(worker_id, self.url, self.config).fetch_and_execute("score", action)


@pytest.fixture
def served(interface: Interface) -> Iterator[Served]:
    server = make_server("127.0.0.1", 0, interface.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Served(interface=interface, url=f"http://127.0.0.1:{server.server_port}/engine-rest")
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_python_client_starts_fetches_and_completes(served: Served):
    engine = EngineClient(served.url, {"auth_bearer": {"access_token": served.interface.token}})
    started = engine.start_process("loan", {"amount": 12, "rate": "0.5"}, business_key="K-1")
    seen: list[dict[str, object]] = []

    def score(task: ExternalTask) -> TaskResult:
        seen.append(task.get_variables())
        return task.complete({"score": 700, "notes": ["a"]})

    served.work(score)

    assert seen == [{"amount": 12, "rate": "0.5"}]
    variables = served.interface.get(f"/process-instance/{started['id']}/variables")
    assert variables["score"]["value"] == 700
    assert variables["notes"] == {"type": "Json", "value": '["a"]', "valueInfo": {}}
    with pytest.raises(NoExternalTaskFound):
        served.work(score)
    engine.correlate_message("Signed", business_key="K-1")
    assert served.interface.get("/history/process-instance?finished=true&active=false")


def test_the_python_client_fails_until_no_retries_are_left(served: Served):
    served.interface.start()

    def fail(task: ExternalTask) -> TaskResult:
        return task.failure("no line", "at 1", max_retries=1, retry_timeout=0)

    served.work(fail)
    (task,) = served.interface.get("/external-task")
    assert (task["retries"], task["errorMessage"]) == (1, "no line")
    served.work(fail)
    assert served.interface.get("/incident/count") == {"count": 1}


def test_the_python_client_throws_a_bpmn_error(served: Served):
    started = served.interface.start()

    served.work(lambda task: task.bpmn_error("NO_SCORE", "nobody knows them"))

    ended = served.interface.get(f"/history/process-instance/{started}")
    assert ended["state"] == "COMPLETED"


def test_the_python_client_may_sign_in_by_basic(served: Served):
    other = served.interface.account("basic-worker", Role.INTEGRATION)
    auth = {"auth_basic": {"username": "basic-worker", "password": other}}

    assert EngineClient(served.url, auth).start_process("loan", {})["definitionKey"] == "loan"
