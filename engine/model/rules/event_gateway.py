"""Behind an event gateway stand catching events or receive tasks, and nothing else leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind, EventKind, local_name
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Flow

RULE = "event-gateway"
_CAUGHT = frozenset({EventKind.MESSAGE, EventKind.TIMER, EventKind.SIGNAL, EventKind.CONDITIONAL})


def event_gateway(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.EVENT_GATEWAY):
        ways = subject.outgoing[element.id]
        if len(ways) < 2:
            message = "The event gateway leads to fewer than two events. Draw the events it waits for, or delete it."
            yield Finding(rule=RULE, element_id=element.id, message=message)
        for flow in ways:
            message = _objection(subject, flow) or ""
            if message:
                yield Finding(rule=RULE, element_id=element.id, message=message)


def _objection(subject: Subject, flow: Flow) -> str | None:
    target = subject.elements.get(flow.target)
    if target is None:
        return None  # the rule «flow-ends» says so
    waits = target.kind is ElementKind.CATCH_EVENT and target.event in _CAUGHT
    if not waits and target.kind is not ElementKind.RECEIVE_TASK:
        return f"The event gateway leads to {target.id}, which waits for nothing. Draw a catching event or a receive task there."
    attached = any(element.attached_to == target.id for element in subject.elements.values())
    if attached or any(
        local_name(child.tag).endswith("LoopCharacteristics") for child in subject.nodes[target.id]
    ):
        return f"{target.id} behind the event gateway has a boundary event or a loop. Take it off, or draw it after a catching event."
    if len(subject.incoming[target.id]) > 1:
        return f"Another flow leads to {target.id} besides the event gateway. Draw a catching event of its own for it."
    return None
