"""Small models that are tried out, and versions of them without a database."""

from __future__ import annotations

from engine.calendar.working import WorkingCalendar
from engine.model.check import Known, check_model
from engine.rehearsal.actions import Action, CompleteJob, CompleteTask
from engine.rehearsal.by_hand import Tryout, tried
from engine.rehearsal.progress import Awaited
from engine.step.version import Version
from engine.tokens.execution import Model
from tests.engine.commands.models import CASE, flow, model

CALENDAR = WorkingCalendar()


def version_of(xml: bytes = CASE) -> Version:
    verdict = check_model(xml, file="case.bpmn", known=Known(), lenient=True)
    assert verdict.definition is not None, verdict.findings
    assert verdict.lowered is not None, verdict.findings
    key = verdict.definition.process_id
    return Version(
        id=1,
        key=key,
        number=1,
        sha256="",
        definition=verdict.definition,
        model=Model.parse(verdict.lowered, key),
        xml=xml,
    )


def tryout_of(*actions: Action, xml: bytes = CASE) -> Tryout:
    return tried(version_of(xml), actions, calendar=CALENDAR)


def task(awaited: Awaited, **variables: object) -> CompleteTask:
    """The completion of what is open."""
    opened = awaited.opened
    return CompleteTask(
        element=opened.element_id, token=opened.token, run=awaited.run, variables=variables
    )


def job(awaited: Awaited, **variables: object) -> CompleteJob:
    opened = awaited.opened
    return CompleteJob(
        element=opened.element_id, token=opened.token, run=awaited.run, variables=variables
    )


PARALLEL = model(
    "parallel",
    '<startEvent id="Begin"/><parallelGateway id="Fork"/><userTask id="Left" camunda:formKey="check"/>'
    '<userTask id="Right" camunda:formKey="check"/><parallelGateway id="Join"/><endEvent id="Done"/>',
    flow("Begin", "Fork"),
    flow("Fork", "Left"),
    flow("Fork", "Right"),
    flow("Left", "Join"),
    flow("Right", "Join"),
    flow("Join", "Done"),
    lanes={"Desk": "Begin Fork Left Right Join Done"},
)
"""Two user tasks at once: a hand may do the second one first, a script never does."""

LOOP = model(
    "loop",
    '<startEvent id="Begin"/><userTask id="Work" camunda:formKey="check"/>'
    '<exclusiveGateway id="More" default="More_Work"/>'
    '<intermediateCatchEvent id="Came"><messageEventDefinition id="CameM" messageRef="CameMessage"/></intermediateCatchEvent>'
    '<userTask id="Again" camunda:formKey="check"/><exclusiveGateway id="Enough" default="Enough_Came"/><endEvent id="Done"/>',
    flow("Begin", "Work"),
    flow("Work", "More"),
    flow("More", "Came", "ready"),
    flow("More", "Work"),
    flow("Came", "Again"),
    flow("Again", "Enough"),
    flow("Enough", "Done", "enough"),
    flow("Enough", "Came"),
    lanes={"Desk": "Begin Work More Came Again Enough Done"},
    before='<message id="CameMessage" name="Came"/>',
)
"""Work until it is ready, then a message and more work, until it is enough."""

STARTS = model(
    "starts",
    '<startEvent id="Asked"><messageEventDefinition id="AskedM" messageRef="AskedMessage"/></startEvent>'
    '<startEvent id="Called"><signalEventDefinition id="CalledS" signalRef="CalledSignal"/></startEvent>'
    '<userTask id="Work" camunda:formKey="check"/><endEvent id="Done"/>',
    flow("Asked", "Work"),
    flow("Called", "Work"),
    flow("Work", "Done"),
    lanes={"Desk": "Asked Called Work Done"},
    before='<message id="AskedMessage" name="Asked"/><signal id="CalledSignal" name="Called"/>',
)
"""Started by a message or by a signal, never plainly."""

TICKING = model(
    "ticking",
    '<startEvent id="Begin"/><userTask id="Work" camunda:formKey="check"/>'
    '<boundaryEvent id="Every" attachedToRef="Work" cancelActivity="false"><timerEventDefinition id="Tick">'
    '<timeCycle xsi:type="tFormalExpression">R/PT1S</timeCycle></timerEventDefinition></boundaryEvent>'
    '<endEvent id="Told"/><endEvent id="Done"/>',
    flow("Begin", "Work"),
    flow("Work", "Done"),
    flow("Every", "Told"),
    lanes={"Desk": "Begin Work Every Told Done"},
)
"""A reminder every second, for ever."""
