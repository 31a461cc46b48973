"""An event brings about one thing; one that catches may wait for any of several, where all of them can come from outside."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import EVENTS, ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import said

RULE = "one-event-definition"
_ALONE = frozenset({EventKind.LINK, EventKind.COMPENSATE, EventKind.CANCEL})


#: What an event may throw beside something else, one after the other.
_THROWN = frozenset(
    {EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION, EventKind.COMPENSATE}
)


def one_event_definition(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(*sorted(EVENTS)):
        if len(element.events) > 1 and not _may_have_several(subject, element):
            message = said(
                "The event has {count} definitions. Draw one event for each of them.",
                count=len(element.events),
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _may_have_several(subject: Subject, element: Element) -> bool:
    if any(kind in _ALONE for kind, _ in element.events):
        return False
    if element.kind in (ElementKind.THROW_EVENT, ElementKind.END_EVENT):
        return element.job_type is None and all(kind in _THROWN for kind, _ in element.events)
    if element.kind is ElementKind.START_EVENT:
        return element.scope == subject.definition.process_id
    raced = any(
        subject.elements[flow.source].kind is ElementKind.EVENT_GATEWAY
        for flow in subject.incoming[element.id]
        if flow.source in subject.elements
    )
    waits = element.kind in (ElementKind.CATCH_EVENT, ElementKind.BOUNDARY_EVENT)
    return waits and not raced
