"""The interface over both databases: an account that may all that machines may, and a model with work for outside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cli.assembly import platform_over
from engine.commands.deployments import Model, deploy_model
from engine.settings import read_settings
from engine.storage.database import Database
from people.accounts import create_account
from people.demo import install_demo
from people.passwords import Hasher
from people.roles import LANE_NAMES, Role
from tests.conftest import NOW
from tests.engine.commands.conftest import FakeHandlers
from tests.engine.commands.models import HEAD
from tests.web.conftest import DATA_KEY, ServedApp
from web.platform import Platform

LOAN = (
    f'{HEAD}<error id="E" errorCode="NO_SCORE"/><message id="M" name="Signed"/>'
    '<process id="loan" name="Loan" isExecutable="true">'
    '<laneSet id="Lanes"><lane id="L" name="Көрсетілетін қызметті берушінің маманы">'
    "<flowNodeRef>Begin</flowNodeRef><flowNodeRef>Score</flowNodeRef><flowNodeRef>None</flowNodeRef>"
    "<flowNodeRef>Wait</flowNodeRef><flowNodeRef>Done</flowNodeRef><flowNodeRef>NoScore</flowNodeRef>"
    "</lane></laneSet>"
    '<startEvent id="Begin"/><serviceTask id="Score" camunda:type="external" camunda:topic="score"/>'
    '<boundaryEvent id="NoScore" attachedToRef="Score"><errorEventDefinition id="Ed" errorRef="E"/></boundaryEvent>'
    '<intermediateCatchEvent id="Wait"><messageEventDefinition id="Md" messageRef="M"/></intermediateCatchEvent>'
    '<endEvent id="Done"/><endEvent id="None"/>'
    '<sequenceFlow id="f1" sourceRef="Begin" targetRef="Score"/>'
    '<sequenceFlow id="f2" sourceRef="Score" targetRef="Wait"/>'
    '<sequenceFlow id="f3" sourceRef="Wait" targetRef="Done"/>'
    '<sequenceFlow id="f4" sourceRef="NoScore" targetRef="None"/>'
    "</process></definitions>"
).encode()
TOPIC = {"topicName": "score", "lockDuration": 60_000}


@dataclass
class Interface:
    """What a system of others sees. `now` is the clock: change it and time has passed."""

    app: Flask
    platform: Platform
    token: str
    clock: list[datetime]
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}", **self.headers, **headers}
        data = None if body is None else json.dumps(body)
        return self.client.open(
            f"/engine-rest{path}",
            method=method,
            data=data,
            content_type="application/json",
            headers=sent,
        )

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def get(self, path: str) -> Any:
        response = self.send("GET", path)
        assert response.status_code == 200, response.text
        return response.json

    def post(self, path: str, body: object = None, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **headers)

    def start(self, variables: Mapping[str, object] | None = None, key: str = "K-1") -> str:
        body = {"businessKey": key, "variables": variables or {}}
        response = self.post("/process-definition/key/loan/start", body)
        assert response.status_code == 200, response.text
        return str(response.json["id"])

    def fetch(self, worker: str = "w1", **more: object) -> list[dict[str, Any]]:
        body = {"workerId": worker, "maxTasks": 10, "topics": [{**TOPIC, **more}]}
        response = self.post("/external-task/fetchAndLock", body)
        assert response.status_code == 200, response.text
        return list(response.json)

    def pass_time(self, span: timedelta) -> None:
        self.clock[0] += span

    def account(self, name: str, role: Role, office: str | None = None) -> str:
        """Its token."""
        return create_account(
            self.platform.database,
            self.platform.vault,
            name,
            role,
            office_code=office,
            lasts=timedelta(days=1),
            now=self.clock[0],
        )


@pytest.fixture
def interface(
    database: Database, tmp_path: Path, hasher: Hasher, served_app: ServedApp
) -> Interface:
    clock = [NOW]
    settings = replace(read_settings({}, root=tmp_path), data_key=DATA_KEY)
    platform = platform_over(settings, database, clock=lambda: clock[0], hasher=hasher)
    handlers = FakeHandlers(answers={"score": {}}, pure=frozenset())
    platform = replace(platform, runtime=replace(platform.runtime, handlers=handlers))
    with database.transaction() as connection:
        install_demo(connection, platform.vault, NOW, hasher)
    model = Model(file="loan.bpmn", xml=LOAN, forms={}, lanes=LANE_NAMES)
    deploy_model(platform.runtime, model, actor="arman", now=NOW)
    interface = Interface(app=served_app.over(platform), platform=platform, token="", clock=clock)
    interface.token = interface.account("bank", Role.INTEGRATION)
    return interface


@pytest.fixture
def sqlite_database(empty_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """Empty, as that of PostgreSQL: the people come with the fixture `interface`."""
    database = Database(f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'ruqsat.sqlite')}")
    yield database
    database.dispose()
