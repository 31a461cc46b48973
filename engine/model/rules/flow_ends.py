"""A sequence flow leads from one element to another of the same process or sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Flow

RULE = "flow-ends"


def flow_ends(subject: Subject) -> Iterator[Finding]:
    for flow in subject.definition.flows.values():
        for end, element_id in (("start", flow.source), ("end", flow.target)):
            message = _objection(subject, flow, end, element_id)
            if message:
                yield Finding(rule=RULE, element_id=flow.id, message=message)


def _objection(subject: Subject, flow: Flow, end: str, element_id: str) -> str | None:
    element = subject.elements.get(element_id)
    if element is None:
        return f"The {end} of the flow hangs loose: there is no element {element_id}. Connect it or delete it."
    if element.scope != subject.flow_scopes[flow.id]:
        return f"The flow crosses the border of a sub-process at {element_id}. End it at the sub-process itself."
    return None
