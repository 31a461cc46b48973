"""A sequence flow leads from one element to another of the same process or sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Flow
from engine.words import Sentence, said

RULE = "flow-ends"
_START, _END = said("start"), said("end")


def flow_ends(subject: Subject) -> Iterator[Finding]:
    for flow in subject.definition.flows.values():
        for end, element_id in ((_START, flow.source), (_END, flow.target)):
            message = _objection(subject, flow, end, element_id)
            if message:
                yield Finding(rule=RULE, element_id=flow.id, message=message)


def _objection(subject: Subject, flow: Flow, end: Sentence, element_id: str) -> Sentence | None:
    element = subject.elements.get(element_id)
    if element is None:
        return said(
            "The {end} of the flow hangs loose: there is no element {element_id}. Connect it or delete it.",
            end=end,
            element_id=element_id,
        )
    if element.scope != subject.flow_scopes[flow.id]:
        return said(
            "The flow crosses the border of a sub-process at {element_id}. End it at the sub-process itself.",
            element_id=element_id,
        )
    return None
