"""Behind an event gateway stand catching events or receive tasks, and nothing else leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind, EventKind, local_name
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Flow
from engine.words import Sentence, said

RULE = "event-gateway"
_TOO_FEW = said(
    "The event gateway leads to fewer than two events. Draw the events it waits for, or delete it."
)
_CAUGHT = frozenset({EventKind.MESSAGE, EventKind.TIMER, EventKind.SIGNAL, EventKind.CONDITIONAL})


def event_gateway(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.EVENT_GATEWAY):
        ways = subject.outgoing[element.id]
        if len(ways) < 2:
            yield Finding(rule=RULE, element_id=element.id, message=_TOO_FEW)
        for flow in ways:
            message = _objection(subject, flow)
            if message:
                yield Finding(rule=RULE, element_id=element.id, message=message)


def _objection(subject: Subject, flow: Flow) -> Sentence | None:
    target = subject.elements.get(flow.target)
    if target is None:
        return None  # the rule «flow-ends» says so
    waits = target.kind is ElementKind.CATCH_EVENT and target.event in _CAUGHT
    if not waits and target.kind is not ElementKind.RECEIVE_TASK:
        return said(
            "The event gateway leads to {target}, which waits for nothing. Draw a catching event or a receive task there.",
            target=target.id,
        )
    attached = any(element.attached_to == target.id for element in subject.elements.values())
    if attached or any(
        local_name(child.tag).endswith("LoopCharacteristics") for child in subject.nodes[target.id]
    ):
        return said(
            "{target} behind the event gateway has a boundary event or a loop. Take it off, or draw it after a catching event.",
            target=target.id,
        )
    if len(subject.incoming[target.id]) > 1:
        return said(
            "Another flow leads to {target} besides the event gateway. Draw a catching event of its own for it.",
            target=target.id,
        )
    return None
