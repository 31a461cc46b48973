"""A boundary event is attached to an activity of its own process or sub-process and leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ACTIVITIES, ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "boundary-event"


def boundary_event(subject: Subject) -> Iterator[Finding]:
    for event, _ in subject.of_kind(ElementKind.BOUNDARY_EVENT):
        for message in _objections(subject, event):
            yield Finding(rule=RULE, element_id=event.id, message=message)


def _objections(subject: Subject, event: Element) -> Iterator[Sentence]:
    host = subject.elements.get(event.attached_to or "")
    if host is None or host.kind not in ACTIVITIES or host.scope != event.scope:
        yield said(
            "The boundary event is attached to {host}, no activity beside it. Drop it on the edge of an activity.",
            host=event.attached_to,
        )
    elif subject.triggered(host.id):
        yield said(
            "The boundary event is attached to the event sub-process {host}. Draw it on an activity.",
            host=host.id,
        )
    kinds = {kind for kind, _ in event.events}
    if EventKind.ERROR in kinds and not event.interrupting:
        yield said("An error always interrupts. Make the boundary event interrupting.")
    if EventKind.CANCEL in kinds and not event.interrupting:
        yield said("A cancelled transaction does not go on. Make the boundary event interrupting.")
    if not subject.outgoing[event.id] and EventKind.COMPENSATE not in kinds:
        yield said(
            "The boundary event leads nowhere. Draw a flow from it to what shall happen then."
        )
