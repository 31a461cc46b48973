"""Small models for the tests of commands, as an analyst's file would hold them."""

from __future__ import annotations

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions" targetNamespace="urn:test">'
)


def flow(source: str, target: str, condition: str = "") -> str:
    inner = (
        f'<conditionExpression xsi:type="tFormalExpression">${{{condition}}}</conditionExpression>'
        if condition
        else ""
    )
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def model(
    key: str, nodes: str, *flows: str, lanes: dict[str, str], before: str = "", properties: str = ""
) -> bytes:
    """A one-process document. lanes: lane name to the ids in it, separated by spaces; before: global elements."""
    lane_set = "".join(
        f'<lane id="Lane{n}" name="{name}">'
        + "".join(f"<flowNodeRef>{ref}</flowNodeRef>" for ref in ids.split())
        + "</lane>"
        for n, (name, ids) in enumerate(lanes.items())
    )
    extension = (
        f"<extensionElements><camunda:properties>{properties}</camunda:properties></extensionElements>"
        if properties
        else ""
    )
    return (
        f'{HEAD}{before}<process id="{key}" name="{key}" isExecutable="true">{extension}'
        f'<laneSet id="Lanes">{lane_set}</laneSet>{nodes}{"".join(flows)}</process></definitions>'
    ).encode()


CASE = model(
    "case",
    '<startEvent id="Begin"/>'
    '<serviceTask id="Advise" camunda:type="external" camunda:topic="advise"/>'
    '<userTask id="Check" camunda:formKey="check" camunda:dueDate="${businessMinutes(15, \'provider\')}"/>'
    '<exclusiveGateway id="Fine" default="Fine_Refused"/>'
    '<userTask id="Decide" camunda:formKey="decide" camunda:assignee="${specialist}" camunda:dueDate="${businessDays(14, accepted_at)}"/>'
    '<boundaryEvent id="TooLong" attachedToRef="Decide"><timerEventDefinition id="Month"><timeDuration xsi:type="tFormalExpression">P30D</timeDuration></timerEventDefinition></boundaryEvent>'
    '<serviceTask id="Look" camunda:type="external" camunda:topic="look"><extensionElements><camunda:properties><camunda:property name="retries" value="R2/PT1M"/></camunda:properties></extensionElements></serviceTask>'
    '<boundaryEvent id="NotFound" attachedToRef="Look"><errorEventDefinition id="Nf" errorRef="NotFoundError"/></boundaryEvent>'
    '<intermediateCatchEvent id="Came"><messageEventDefinition id="CameM" messageRef="CameMessage"/></intermediateCatchEvent>'
    '<endEvent id="Issued"/><endEvent id="Refused"/><endEvent id="Late"/><endEvent id="Unknown"/>',
    flow("Begin", "Advise"),
    flow("Advise", "Check"),
    flow("Check", "Fine"),
    flow("Fine", "Decide", "complete"),
    flow("Fine", "Refused"),
    flow("Decide", "Look"),
    flow("TooLong", "Late"),
    flow("Look", "Came"),
    flow("NotFound", "Unknown"),
    flow("Came", "Issued"),
    lanes={
        "Desk": "Begin Advise Check Fine Refused Came Issued",
        "Specialist": "Decide TooLong Look NotFound Late Unknown",
    },
    before='<message id="CameMessage" name="Came"/><error id="NotFoundError" name="none" errorCode="NOT_FOUND"/>',
    properties='<camunda:property name="rules" value="2016"/><camunda:property name="dueDate" value="businessDays(15, accepted_at)"/>',
)
"""A pure service, two user tasks, a queued service with retries and an error, a boundary timer, a message."""

LANES = frozenset({"Desk", "Specialist"})
FORMS = {"check": '{"check": 1}', "decide": '{"decide": 1}', "other": '{"other": 1}'}


#: A reminder every five minutes while the task is open.
REMINDED = model(
    "reminded",
    '<startEvent id="Begin"/><userTask id="Check" camunda:formKey="check"/>'
    '<boundaryEvent id="Remind" attachedToRef="Check" cancelActivity="false"><timerEventDefinition id="Often">'
    '<timeCycle xsi:type="tFormalExpression">R/PT5M</timeCycle></timerEventDefinition></boundaryEvent>'
    '<endEvent id="Reminded"/><endEvent id="Done"/>',
    flow("Begin", "Check"),
    flow("Remind", "Reminded"),
    flow("Check", "Done"),
    lanes={"Desk": "Begin Check Reminded Done"},
)
