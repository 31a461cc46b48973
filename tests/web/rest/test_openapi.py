"""The description of the interface names every route of it, and no other."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from web.access import MACHINES


def test_every_route_of_the_interface_stands_in_it(app: Flask, client: FlaskClient):
    told = client.get("/openapi.json")

    described = {
        (path, method) for path, operations in told.json["paths"].items() for method in operations
    }
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(MACHINES) and not rule.endpoint.endswith("not_offered")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert told.json["openapi"] == "3.1.0"
    assert described == routes
    assert ("/engine-rest/external-task/{job_id}/complete", "post") in described


def test_operations_are_told_apart_and_name_their_parameters(client: FlaskClient):
    paths = client.get("/openapi.json").json["paths"]
    operations = [each for methods in paths.values() for each in methods.values()]

    assert len({each["operationId"] for each in operations}) == len(operations)
    for path, methods in paths.items():
        for each in methods.values():
            assert [parameter["name"] for parameter in each["parameters"]] == re.findall(
                r"{(\w+)}", path
            )
