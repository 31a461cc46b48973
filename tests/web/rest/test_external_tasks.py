"""Workers outside take jobs, give their results, fail, and lose their locks."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from engine.commands.leases import expire_leases
from tests.web.rest.conftest import TOPIC, Interface


def test_a_worker_fetches_with_variables_and_completes(interface: Interface):
    started = interface.start({"amount": {"value": 12, "type": "Integer"}})

    (task,) = interface.fetch()

    assert task["topicName"] == "score"
    assert task["workerId"] == "w1"
    assert task["processInstanceId"] == started
    assert task["businessKey"] == "K-1"
    assert task["retries"] is None
    assert task["variables"] == {"amount": {"type": "Integer", "value": 12, "valueInfo": {}}}
    assert task["lockExpirationTime"] == "2016-09-05T04:01:00.000+0000"
    assert UUID(task["id"])
    done = interface.post(
        f"/external-task/{task['id']}/complete",
        {"workerId": "w1", "variables": {"score": {"value": 700, "type": "long"}}},
    )
    assert (done.status_code, done.data) == (204, b"")
    variables = interface.get(f"/process-instance/{started}/variables")
    assert variables["score"]["value"] == 700
    assert interface.fetch() == []


def test_a_lock_that_another_holds_is_400_and_a_task_that_is_done_404(interface: Interface):
    interface.start()
    (task,) = interface.fetch("w1")
    path = f"/external-task/{task['id']}/complete"

    lost = interface.post(path, {"workerId": "w2"})
    assert lost.status_code == 400
    assert lost.json["type"] == "RestException"
    assert "cannot be completed by worker 'w2'" in lost.json["message"]
    assert "locked by worker 'w1'" in lost.json["message"]
    assert interface.post(path, {"workerId": "w1"}).status_code == 204
    assert interface.post(path, {"workerId": "w1"}).status_code == 404


def test_a_late_worker_is_heard_until_another_has_fetched(interface: Interface):
    interface.start()
    (task,) = interface.fetch("w1")
    interface.pass_time(timedelta(minutes=2))
    expire_leases(interface.platform.runtime, now=interface.clock[0])
    interface.pass_time(timedelta(minutes=2))
    path = f"/external-task/{task['id']}"

    extended = interface.post(f"{path}/extendLock", {"workerId": "w1", "newDuration": 1000})
    assert extended.status_code == 400
    (again,) = interface.fetch("w2")
    assert again["id"] == task["id"]
    assert interface.post(f"{path}/complete", {"workerId": "w1"}).status_code == 400
    assert interface.post(f"{path}/complete", {"workerId": "w2"}).status_code == 204


def test_a_late_worker_may_complete_what_nobody_has_fetched(interface: Interface):
    interface.start()
    (task,) = interface.fetch("w1")
    interface.pass_time(timedelta(minutes=2))
    expire_leases(interface.platform.runtime, now=interface.clock[0])

    done = interface.post(f"/external-task/{task['id']}/complete", {"workerId": "w1"})

    assert done.status_code == 204


def test_retries_are_what_the_worker_says_and_none_makes_an_incident(interface: Interface):
    started = interface.start()
    (task,) = interface.fetch()
    path = f"/external-task/{task['id']}/failure"
    failed = {"workerId": "w1", "errorMessage": "no line", "errorDetails": "at 1\nat 2"}

    answer = interface.post(path, {**failed, "retries": 2, "retryTimeout": 30_000})
    assert answer.status_code == 204
    assert interface.fetch() == []
    interface.pass_time(timedelta(seconds=31))
    (again,) = interface.fetch()
    assert (again["retries"], again["errorMessage"]) == (2, "no line")
    details = interface.send("GET", f"/external-task/{task['id']}/errorDetails")
    assert details.text == "at 1\nat 2"
    assert interface.post(path, {**failed, "retries": 0}).status_code == 204
    assert interface.fetch() == []
    (incident,) = interface.get(f"/incident?processInstanceId={started}")
    assert incident["incidentType"] == "failedExternalTask"
    assert incident["configuration"] == task["id"]
    assert incident["incidentMessage"] == "no line"


def test_a_bpmn_error_takes_its_way(interface: Interface):
    started = interface.start()
    (task,) = interface.fetch()

    thrown = interface.post(
        f"/external-task/{task['id']}/bpmnError", {"workerId": "w1", "errorCode": "NO_SCORE"}
    )

    assert thrown.status_code == 204
    assert interface.send("GET", f"/process-instance/{started}").status_code == 404
    assert interface.get(f"/history/process-instance/{started}")["state"] == "COMPLETED"


def test_a_lock_is_extended_and_given_up(interface: Interface):
    interface.start()
    (task,) = interface.fetch("w1")
    path = f"/external-task/{task['id']}"

    longer = {"workerId": "w1", "newDuration": 3_600_000}
    assert interface.post(f"{path}/extendLock", longer).status_code == 204
    assert interface.get(path)["lockExpirationTime"] == "2016-09-05T05:00:00.000+0000"
    assert interface.send("POST", f"{path}/unlock").status_code == 204
    (again,) = interface.fetch("w2")
    assert again["id"] == task["id"]


def test_a_topic_narrows_by_key_and_variables(interface: Interface):
    interface.start({"a": {"value": 1}, "b": {"value": 2}}, key="K-1")
    interface.start(key="K-2")

    assert interface.fetch(processDefinitionKey="other") == []
    (task,) = interface.fetch(businessKey="K-1", variables=["b"])
    assert task["variables"].keys() == {"b"}
    assert interface.get("/external-task/count?locked=true") == {"count": 1}
    (free,) = interface.get("/external-task?notLocked=true")
    assert free["businessKey"] == "K-2"
    posted = interface.post("/external-task", {"topicName": "score", "locked": True, "x": None})
    assert [each["id"] for each in posted.json] == [task["id"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"maxTasks": 1, "topics": [TOPIC]}, "workerId"),
        ({"workerId": "w", "topics": [TOPIC]}, "maxTasks"),
        ({"workerId": "w", "maxTasks": "1"}, "maxTasks"),
        (
            {"workerId": "w", "maxTasks": 1, "topics": [{"topicName": "score"}]},
            "topics[0].lockDuration",
        ),
        (
            {"workerId": "w", "maxTasks": 1, "asyncResponseTimeout": 1_800_001},
            "asyncResponseTimeout",
        ),
        ([], "body"),
    ],
)
def test_a_wrong_body_names_its_field(interface: Interface, body: object, field: str):
    response = interface.post("/external-task/fetchAndLock", body)

    assert response.status_code == 400
    assert response.json["type"] == "InvalidRequestException"
    assert response.json["message"].startswith(f"{field}: ")
