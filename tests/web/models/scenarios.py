"""What an analyst does at a tryout, as a browser posts it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from engine.commands.model_drafts import open_draft
from engine.modelling.document import read_draft
from engine.settings import ROOT
from tests.conftest import NOW
from tests.engine.commands.models import flow, model
from web.platform import Platform

EXTERNAT = (ROOT / "bpmn" / "externat.bpmn").read_bytes()

SMALL = model(
    "small",
    '<startEvent id="Begin"/>'
    '<serviceTask id="Look" camunda:type="external" camunda:topic="lookup-identity"><extensionElements><camunda:properties><camunda:property name="retries" value="R2/PT1M"/></camunda:properties></extensionElements></serviceTask>'
    '<userTask id="Check" camunda:formKey="check-package"/>'
    '<boundaryEvent id="TooLong" attachedToRef="Check"><timerEventDefinition id="Days"><timeDuration xsi:type="tFormalExpression">P3D</timeDuration></timerEventDefinition></boundaryEvent>'
    '<exclusiveGateway id="Complete" default="Complete_Refused"/>'
    '<intermediateCatchEvent id="Came"><messageEventDefinition id="CameM" messageRef="CameMessage"/></intermediateCatchEvent>'
    '<endEvent id="Issued"/><endEvent id="Refused"/><endEvent id="Late"/>',
    flow("Begin", "Look"),
    flow("Look", "Check"),
    flow("Check", "Complete"),
    flow("Complete", "Came", "complete"),
    flow("Complete", "Refused"),
    flow("Came", "Issued"),
    flow("TooLong", "Late"),
    lanes={"Мемлекеттік корпорация": "Begin Look Check TooLong Complete Came Issued Refused Late"},
    before='<message id="CameMessage" name="Came"/>',
)
"""A queued job, a task with a real form and a term, a choice, a message."""

SIDE_BY_SIDE = model(
    "side",
    '<startEvent id="Begin"/><parallelGateway id="Fork"/>'
    '<userTask id="Left" camunda:formKey="check-package"/>'
    '<userTask id="Right" camunda:formKey="check-package"/>'
    '<parallelGateway id="Join"/><endEvent id="Done"/>',
    flow("Begin", "Fork"),
    flow("Fork", "Left"),
    flow("Fork", "Right"),
    flow("Left", "Join"),
    flow("Right", "Join"),
    flow("Join", "Done"),
    lanes={"Мемлекеттік корпорация": "Begin Fork Left Right Join Done"},
)
"""Two user tasks at once."""

PACKAGE = model(
    "package",
    '<startEvent id="Begin"/><userTask id="Record" camunda:formKey="documents"/><endEvent id="Done"/>',
    flow("Begin", "Record"),
    flow("Record", "Done"),
    lanes={"Мемлекеттік корпорация": "Begin Record Done"},
)
"""A task whose form takes files."""


def draft_of(platform: Platform, xml: bytes = SMALL, file: str = "small.bpmn") -> int:
    """A draft that the analyst has."""
    saved = open_draft(platform.database, read_draft(xml, file=file), actor="arman", now=NOW)
    return saved.draft_id


@dataclass
class Desk:
    """One tryout in one browser. `page`: what was answered last."""

    browser: FlaskClient
    address: str
    page: str = ""

    def look(self, query: str = "") -> str:
        answer = self.browser.get(self.address + query)
        assert answer.status_code == 200, answer.text
        self.page = answer.text
        return self.page

    def post(self, do: str, *, to: str = "", **values: Any) -> TestResponse:
        """With the number of steps and the work that the page shows."""
        root = html.fromstring(self.look())
        data = {"do": do, **values}
        for name in ("count", "work"):
            found = root.xpath(f"//input[@name='{name}']/@value")
            data.setdefault(name, found[0] if found else "0")
        return self.browser.post(self.address + to, data=data)

    def do(self, do: str, **values: Any) -> str:
        """An action that is taken in; the page after it."""
        answer = self.post(do, **values)
        assert answer.status_code == 303, self.refusal(answer)
        return self.look()

    def refusal(self, answer: TestResponse) -> str:
        """What the error summary says."""
        root = html.fromstring(answer.text)
        return " ".join("".join(root.xpath("//*[@data-error-summary]//text()")).split())

    def facts(self) -> dict[str, str]:
        root = html.fromstring(self.page)
        return {
            " ".join(each.xpath("string(dt)").split()): " ".join(each.xpath("string(dd)").split())
            for each in root.xpath("//dl[@class='facts']/div")
        }

    def start(self, variables: dict[str, Any] | None = None, **values: Any) -> str:
        return self.do("start", variables=json.dumps(variables or {}), **values)
