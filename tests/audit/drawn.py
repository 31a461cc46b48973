"""Models for the film: a parallel join, an event gateway, a sub-process with an event sub-process, a loop."""

from __future__ import annotations

from tests.engine.commands.models import flow, model

TASK = 'camunda:formKey="check"'
JOIN = model(
    "join",
    f'<startEvent id="Begin"/><parallelGateway id="Split"/><userTask id="Left" {TASK}/>'
    f'<userTask id="Right" {TASK}/><parallelGateway id="Both"/><endEvent id="End"/>',
    flow("Begin", "Split"),
    flow("Split", "Left"),
    flow("Split", "Right"),
    flow("Left", "Both"),
    flow("Right", "Both"),
    flow("Both", "End"),
    lanes={"Desk": "Begin Split Left Right Both End"},
)
RACE = model(
    "race",
    '<startEvent id="Begin"/><eventBasedGateway id="Await"/>'
    '<intermediateCatchEvent id="Came" name="Келді">'
    '<messageEventDefinition id="CameM" messageRef="CameMessage"/></intermediateCatchEvent>'
    '<intermediateCatchEvent id="Month"><timerEventDefinition id="MonthT">'
    '<timeDuration xsi:type="tFormalExpression">P30D</timeDuration></timerEventDefinition>'
    '</intermediateCatchEvent><endEvent id="Taken"/><endEvent id="Returned"/>',
    flow("Begin", "Await"),
    flow("Await", "Came"),
    flow("Await", "Month"),
    flow("Came", "Taken"),
    flow("Month", "Returned"),
    lanes={"Desk": "Begin Await Came Month Taken Returned"},
    before='<message id="CameMessage" name="Came"/>',
)
INNER = model(
    "inner",
    '<startEvent id="Begin"/><subProcess id="Part"><startEvent id="PartBegin"/>'
    f'<userTask id="Do" {TASK}/><endEvent id="PartEnd"/>'
    f'{flow("PartBegin", "Do")}{flow("Do", "PartEnd")}</subProcess><endEvent id="End"/>'
    '<subProcess id="Withdrawal" triggeredByEvent="true"><startEvent id="Withdrawn">'
    '<messageEventDefinition id="WithdrawnM" messageRef="WithdrawnMessage"/></startEvent>'
    f'<endEvent id="WithdrawnEnd"/>{flow("Withdrawn", "WithdrawnEnd")}</subProcess>',
    flow("Begin", "Part"),
    flow("Part", "End"),
    lanes={"Desk": "Begin Part End Withdrawal"},
    before='<message id="WithdrawnMessage" name="Withdrawn"/>',
)
LOOP = model(
    "loop",
    f'<startEvent id="Begin" {TASK}/><exclusiveGateway id="Again"/><userTask id="Do" {TASK}/>'
    '<exclusiveGateway id="More" default="More_Again"/><endEvent id="End"/>',
    flow("Begin", "Again"),
    flow("Again", "Do"),
    flow("Do", "More"),
    flow("More", "End", "done"),
    flow("More", "Again"),
    lanes={"Desk": "Begin Again Do More End"},
)
