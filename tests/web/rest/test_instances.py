"""Cases are started, found, moved by messages, looked into, and not begun twice."""

from __future__ import annotations

from uuid import uuid4

import pytest

from people.roles import Role
from tests.web.rest.conftest import Interface

START = "/process-definition/key/loan/start"


def advance(interface: Interface) -> None:
    for task in interface.fetch():
        interface.post(f"/external-task/{task['id']}/complete", {"workerId": "w1"})


def test_a_definition_is_found_by_key_and_by_id(interface: Interface):
    (listed,) = interface.get("/process-definition?latestVersion=true&key=loan")

    assert (listed["key"], listed["version"], listed["resource"]) == ("loan", 1, "loan.bpmn")
    assert interface.get(f"/process-definition/{listed['id']}") == listed
    assert interface.get("/process-definition/key/loan") == listed
    xml = interface.get(f"/process-definition/{listed['id']}/xml")
    assert xml["id"] == listed["id"]
    assert 'process id="loan"' in xml["bpmn20Xml"]
    missing = interface.send("GET", "/process-definition/key/nothing")
    assert (missing.status_code, missing.json["type"]) == (404, "RestException")


def test_a_case_starts_with_and_without_its_variables_told(interface: Interface):
    plain = interface.post(START)
    assert plain.status_code == 200
    assert "variables" not in plain.json
    body = {"variables": {"a": {"value": True}}, "withVariablesInReturn": True}
    told = interface.post(START, body).json
    assert told["variables"]["a"] == {"type": "Boolean", "value": True, "valueInfo": {}}
    by_id = interface.post(f"/process-definition/{told['definitionId']}/start", {})
    assert by_id.json["definitionId"] == told["definitionId"]
    assert interface.get("/process-instance/count") == {"count": 3}
    found = interface.get("/process-instance?sortBy=instanceId&sortOrder=asc&maxResults=2")
    assert len(found) == 2
    assert interface.get(f"/process-instance/{told['id']}")["links"]


def test_a_message_moves_the_case_that_waits(interface: Interface):
    started = interface.start(key="K-7")
    advance(interface)
    body = {"messageName": "Signed", "businessKey": "K-7", "resultEnabled": True}

    (result,) = interface.post("/message", body).json

    assert result["resultType"] == "Execution"
    assert result["execution"]["processInstanceId"] == started
    again = interface.post("/message", body)
    assert again.status_code == 400
    assert "MismatchingMessageCorrelationException" in again.json["message"]
    (ended,) = interface.get("/history/process-instance?finished=true")
    assert (ended["id"], ended["state"]) == (started, "COMPLETED")


def test_a_signal_is_sent_though_nobody_listens(interface: Interface):
    assert interface.post("/signal", {"name": "S"}).status_code == 204
    assert interface.post("/signal", {}).status_code == 400


def test_an_idempotent_request_does_its_work_once(interface: Interface):
    key = str(uuid4())
    first = interface.post(START, {"businessKey": "K"}, **{"Idempotency-Key": key})
    second = interface.post(START, {"businessKey": "K"}, **{"Idempotency-Key": key})

    assert second.json == first.json
    assert second.headers["Idempotent-Replayed"] == "true"
    assert interface.get("/process-instance/count") == {"count": 1}
    other = interface.post(START, {"businessKey": "L"}, **{"Idempotency-Key": key})
    assert other.status_code == 400
    assert other.json["message"].startswith("Idempotency-Key: ")
    own = f"Bearer {interface.account('post', Role.INTEGRATION)}"
    begun = interface.post(
        START, {"businessKey": "K"}, **{"Idempotency-Key": key, "Authorization": own}
    )
    assert begun.json["id"] != first.json["id"]


def test_an_idempotent_completion_and_message_answer_the_same_again(interface: Interface):
    interface.start(key="K-9")
    (task,) = interface.fetch()
    path, key = f"/external-task/{task['id']}/complete", {"Idempotency-Key": "c-1"}
    assert [interface.post(path, {"workerId": "w1"}, **key).status_code for _ in "12"] == [204] * 2
    message = {"messageName": "Signed", "businessKey": "K-9"}
    key = {"Idempotency-Key": "m-1"}
    assert [interface.post("/message", message, **key).status_code for _ in "12"] == [204] * 2
    assert interface.post("/message", message).status_code == 400


def test_what_did_nothing_keeps_no_answer(interface: Interface):
    body, key = {"messageName": "Signed", "businessKey": "K-3"}, {"Idempotency-Key": "m"}
    assert interface.post("/message", body, **key).status_code == 400
    interface.start(key="K-3")
    advance(interface)
    assert interface.post("/message", body, **key).status_code == 204


def test_an_administrator_corrects_suspends_and_a_head_ends(interface: Interface):
    started = interface.start({"amount": {"value": 1}})
    admin = {"Authorization": f"Bearer {interface.account('ops', Role.ADMINISTRATOR)}"}
    path = f"/process-instance/{started}"

    def put(rest: str, body: object) -> int:
        return interface.send("PUT", f"{path}/{rest}", body, **admin).status_code

    assert put("variables/amount", {"value": 2, "type": "Integer"}) == 204
    assert interface.get(f"{path}/variables/amount")["value"] == 2
    assert put("suspended", {"suspended": True}) == 204
    assert interface.get(path)["suspended"] is True
    assert interface.fetch() == []
    assert put("suspended", {"suspended": False}) == 204
    assert interface.get("/process-instance?active=true")[0]["id"] == started
    assert put("suspended", {}) == 400
    assert interface.send("DELETE", path, **admin).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"variables": {"a": {"value": "x", "type": "Integer"}}}, "variables.a.value"),
        ({"variables": {"a": {"value": 3_000_000_000, "type": "Integer"}}}, "variables.a.value"),
        ({"variables": {"a": {"value": "x", "type": "File"}}}, "variables.a.type"),
        ({"variables": {"a": 1}}, "variables.a"),
        ({"businessKey": 1}, "businessKey"),
        ({"businessKey": "x" * 101}, "businessKey"),
    ],
)
def test_a_wrong_start_names_its_field_and_starts_nothing(
    interface: Interface, body: object, field: str
):
    response = interface.post(START, body)

    assert response.status_code == 400
    assert response.json["message"].startswith(f"{field}: ")
    assert interface.get("/process-instance/count") == {"count": 0}


def test_a_filter_that_is_not_kept_is_never_passed_over(interface: Interface):
    assert interface.send("GET", "/process-instance?subCaseInstance=x").status_code == 501
    assert interface.send("GET", "/process-instance?suspended=false").status_code == 200
    assert interface.send("GET", "/process-instance?sortBy=instanceId").status_code == 400
    assert interface.send("GET", "/process-instance?sortBy=x&sortOrder=asc").status_code == 400


def test_ids_that_name_nothing_are_404(interface: Interface):
    for path in ("/process-instance/x", f"/process-instance/{uuid4()}", "/external-task/7"):
        assert interface.send("GET", path).status_code == 404
    assert (
        interface.post(f"/external-task/{uuid4()}/complete", {"workerId": "w"}).status_code == 404
    )
