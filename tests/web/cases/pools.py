"""Two pools that talk to each other, drawn; neither has lanes, forms or workers of ours."""

from __future__ import annotations

DI = (
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
)


def _shape(element_id: str, x: int, y: int, width: int, height: int) -> str:
    return (
        f'<bpmndi:BPMNShape id="{element_id}_di" bpmnElement="{element_id}">'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'
    )


TWO_POOLS = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {DI} id="D" targetNamespace="urn:test">
<message id="M" name="Asked"/><message id="N" name="Answered"/>
<collaboration id="Both"><participant id="One" name="Сұрайды" processRef="asks"/><participant id="Two" name="Жауап береді" processRef="answers"/>
<messageFlow id="There" sourceRef="Ask" targetRef="Heard"/><messageFlow id="Back" sourceRef="Answer" targetRef="Got"/></collaboration>
<process id="asks" name="Сұрақ" isExecutable="true">
<startEvent id="Begin"/><intermediateThrowEvent id="Ask"><messageEventDefinition id="m1" messageRef="M"/></intermediateThrowEvent>
<intermediateCatchEvent id="Got"><messageEventDefinition id="m2" messageRef="N"/></intermediateCatchEvent><endEvent id="Done"/>
<sequenceFlow id="f1" sourceRef="Begin" targetRef="Ask"/><sequenceFlow id="f2" sourceRef="Ask" targetRef="Got"/><sequenceFlow id="f3" sourceRef="Got" targetRef="Done"/>
</process>
<process id="answers" name="Жауап" isExecutable="true">
<startEvent id="Heard"><messageEventDefinition id="m3" messageRef="M"/></startEvent><userTask id="Look" name="Қарау"/><exclusiveGateway id="Fine" name="Жарай ма?" default="g4"/>
<endEvent id="Answer"><messageEventDefinition id="m4" messageRef="N"/></endEvent><endEvent id="Silent"/>
<sequenceFlow id="g1" sourceRef="Heard" targetRef="Look"/><sequenceFlow id="g2" sourceRef="Look" targetRef="Fine"/>
<sequenceFlow id="g3" sourceRef="Fine" targetRef="Answer"><conditionExpression xsi:type="tFormalExpression">${{approved == true}}</conditionExpression></sequenceFlow>
<sequenceFlow id="g4" sourceRef="Fine" targetRef="Silent"/>
</process>
<bpmndi:BPMNDiagram id="Dg"><bpmndi:BPMNPlane id="Pl" bpmnElement="Both">
{_shape("One", 100, 100, 600, 200)}{_shape("Two", 100, 340, 600, 200)}
{_shape("Begin", 150, 180, 36, 36)}{_shape("Ask", 250, 180, 36, 36)}{_shape("Got", 400, 180, 36, 36)}{_shape("Done", 600, 180, 36, 36)}
{_shape("Heard", 150, 420, 36, 36)}{_shape("Look", 250, 400, 100, 80)}{_shape("Fine", 420, 415, 50, 50)}{_shape("Answer", 600, 380, 36, 36)}{_shape("Silent", 600, 460, 36, 36)}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>""".encode()
