"""Whatever a client sends, no route of the interface makes a fault: an error is said, with its body."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from people import store
from people.roles import OFFICELESS, Role
from people.values import local_day
from tests.web.rest.conftest import Interface
from web.access import MACHINES

VALUES: tuple[object, ...] = (9**30, "9" * 5000, "\ud800", [1])
FIELDS = (
    "workerId", "maxTasks", "asyncResponseTimeout", "topics", "variables", "businessKey", "messageName", "correlationKeys",
    "processVariables", "name", "userId", "errorCode", "errorMessage", "retries", "newDuration", "suspended", "value", "type",
    "modifications", "sorting", "processInstanceId", "withVariablesInReturn",
)  # fmt: skip
GIVEN = {
    "workerId": "w1", "maxTasks": 1, "topics": [{"topicName": "score", "lockDuration": 1}], "messageName": "M", "name": "S",
    "errorCode": "E", "newDuration": 1, "suspended": True,
}  # fmt: skip


@pytest.fixture
def almighty(interface: Interface) -> Interface:
    """The account holds every role that belongs to no office."""
    with interface.platform.database.transaction() as connection:
        person = store.person_by_login(connection, "bank")
        assert person is not None
        for role in OFFICELESS - {Role.INTEGRATION}:
            day = local_day(interface.clock[0])
            store.assign(connection, person.id, role, office_id=None, since=day)
    return interface


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_no_body_and_no_parameter_makes_a_fault(almighty: Interface):
    started = almighty.start()
    (task,) = almighty.fetch()
    faults = []
    for rule in almighty.app.url_map.iter_rules():
        if not rule.endpoint.startswith(MACHINES) or "not_offered" in rule.endpoint:
            continue
        path = address(rule, started, task["id"])
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            for field in FIELDS if method in ("POST", "PUT") else ("sortBy", "maxResults"):
                for value in VALUES:
                    response = sent(almighty, method, path, field, value)
                    said = response.status_code < 400 or response.json.keys() >= {"type", "message"}
                    if response.status_code == 500 or not said:
                        faults.append((method, path, field, str(value)[:40], response.status_code))

    assert faults == []


def sent(interface: Interface, method: str, path: str, field: str, value: object):
    if method in ("POST", "PUT"):
        return interface.send(method, path, {**GIVEN, field: value})
    text = str(value).encode("utf-8", "replace").decode()
    return interface.client.open(
        f"/engine-rest{path}",
        method=method,
        query_string={field: text},
        headers={"Authorization": f"Bearer {interface.token}"},
    )


def address(rule: Rule, instance: str, task: str) -> str:
    filled = rule.rule.removeprefix("/engine-rest")
    for name in rule.arguments:
        converter = "row_uuid:" if "row_uuid:" + name in filled else "instance_uuid:"
        value = {"row_uuid:": task, "instance_uuid:": instance}[converter]
        filled = filled.replace(f"<{converter}{name}>", value).replace(f"<{name}>", "loan")
    return filled
