"""A small case whose terms count from when they began: a hearing of three working days beside a task of one."""

from __future__ import annotations

from tests.engine.commands.models import flow, model

HEARING = model(
    "hearing",
    '<startEvent id="Begin"/>'
    '<parallelGateway id="Both"/>'
    '<userTask id="Write" camunda:formKey="check" camunda:dueDate="${businessDays(1)}"/>'
    '<intermediateCatchEvent id="Heard"><timerEventDefinition id="Three"><timeDate xsi:type="tFormalExpression">${businessDays(3)}</timeDate></timerEventDefinition></intermediateCatchEvent>'
    '<intermediateCatchEvent id="Fixed"><timerEventDefinition id="Month"><timeDuration xsi:type="tFormalExpression">P30D</timeDuration></timerEventDefinition></intermediateCatchEvent>'
    '<endEvent id="Written"/><endEvent id="Silent"/><endEvent id="Over"/>',
    flow("Begin", "Both"),
    flow("Both", "Write"),
    flow("Both", "Heard"),
    flow("Both", "Fixed"),
    flow("Write", "Written"),
    flow("Heard", "Silent"),
    flow("Fixed", "Over"),
    lanes={"Desk": "Begin Both Write Heard Fixed Written Silent Over"},
    properties='<camunda:property name="dueDate" value="businessDays(late ? 10 : 5)"/>',
)
