"""Nothing leads into what an event starts, nothing leads on from an end."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element, Flow
from engine.words import Sentence, said

RULE = "flow-direction"


def flow_direction(subject: Subject) -> Iterator[Finding]:
    for flow in subject.definition.flows.values():
        for element_id, speak in ((flow.source, _objection_from), (flow.target, _objection_into)):
            element = subject.elements.get(element_id)
            message = speak(subject, flow, element) if element else None
            if message:
                yield Finding(rule=RULE, element_id=flow.id, message=message)


def _objection_from(subject: Subject, flow: Flow, source: Element) -> Sentence | None:
    if source.kind is ElementKind.END_EVENT:
        return said(
            "The flow goes on from the end event {source}. Make the end event an intermediate event.",
            source=source.id,
        )
    if source.kind is ElementKind.THROW_EVENT and source.event is EventKind.LINK:
        return said(
            "The flow goes on from the throwing link {source}. Lead it from the catching link.",
            source=source.id,
        )
    if subject.triggered(source.id):
        return said(
            "The flow leaves the event sub-process {source}. Draw what follows inside of it.",
            source=source.id,
        )
    return None


def _objection_into(subject: Subject, flow: Flow, target: Element) -> Sentence | None:
    if target.kind is ElementKind.START_EVENT:
        return said(
            "The flow goes into the start event {target}. Lead it to the step behind it, through a merging gateway.",
            target=target.id,
        )
    if target.kind is ElementKind.BOUNDARY_EVENT:
        return said(
            "The flow goes into the boundary event {target}. Lead it to the activity it is attached to.",
            target=target.id,
        )
    if target.kind is ElementKind.CATCH_EVENT and target.event is EventKind.LINK:
        return said(
            "The flow goes into the catching link {target}. Lead it to the throwing link.",
            target=target.id,
        )
    if subject.triggered(target.id):
        return said(
            "The flow goes into the event sub-process {target}, which its own start event starts. Delete the flow.",
            target=target.id,
        )
    return None
