"""What undoes an activity is joined to it by one boundary event and one association, and stands beside the flows."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.compensation import is_handler
from engine.model.dialect import SUB_PROCESSES, ElementKind, EventKind, event_definitions, reference
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "compensation"
_THROWING = (ElementKind.THROW_EVENT, ElementKind.END_EVENT)


def compensation(subject: Subject) -> Iterator[Finding]:
    joined = [name for names in subject.handlers.values() for name in names]
    hosts = [subject.elements[event_id].attached_to or "" for event_id in subject.handlers]
    for element in subject.elements.values():
        for message in (
            *_of_event(subject, element),
            *_of_handler(subject, element, joined),
            *_of_host(subject, element, hosts.count(element.id)),
            *_of_throw(subject, element),
        ):
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _of_event(subject: Subject, event: Element) -> Iterator[Sentence]:
    names = subject.handlers.get(event.id)
    if names is None:
        return
    if len(names) != 1:
        yield said(
            "The compensation event has {count} associations to activities. Draw one, to the activity that undoes.",
            count=len(names),
        )
    for name in names:
        if not is_handler(subject.nodes[name]):
            yield said(
                "{name} is not marked as for compensation. Mark it, or lead the association to another activity.",
                name=name,
            )
        if subject.elements[name].scope != event.scope:
            yield said(
                "{name} lies in another process or sub-process. Draw it beside the activity that it undoes.",
                name=name,
            )
    if subject.outgoing[event.id]:
        yield said(
            "A flow leaves the compensation event, over which no token goes. Draw an association to the activity that undoes."
        )


def _of_handler(subject: Subject, element: Element, joined: list[str]) -> Iterator[Sentence]:
    if not is_handler(subject.nodes[element.id]):
        return
    if joined.count(element.id) != 1:
        yield said(
            "It is for compensation, but not joined to one compensation event. Draw an association from the boundary event of what it undoes."
        )
    if subject.incoming[element.id] or subject.outgoing[element.id]:
        yield said("A flow leads to or from what runs only for compensation. Delete the flow.")
    if any(other.attached_to == element.id for other in subject.elements.values()):
        yield said(
            "What runs for compensation has a boundary event. Draw a sub-process for compensation, and the event inside of it."
        )


def _of_host(subject: Subject, element: Element, events: int) -> Iterator[Sentence]:
    ways = events + len(list(_undoing(subject, element)))
    if ways > 1:
        yield said(
            "It would be undone in {ways} ways. Leave one compensation event or event sub-process.",
            ways=ways,
        )


def _undoing(subject: Subject, scope: Element) -> Iterator[str]:
    """The event sub-processes in it that compensation starts."""
    if scope.kind not in SUB_PROCESSES:
        return
    for inner in subject.inside(scope.id):
        starts = subject.inside(inner.id) if subject.triggered(inner.id) else []
        if any(start.event is EventKind.COMPENSATE for start in starts):
            yield inner.id


def _of_throw(subject: Subject, event: Element) -> Iterator[Sentence]:
    if event.kind not in _THROWING or event.event is not EventKind.COMPENSATE:
        return
    named = reference(event_definitions(subject.nodes[event.id])[0], "activityRef")
    if named is None:
        return
    target = subject.elements.get(named)
    if target is None or target.scope not in _reach(subject, event.scope):
        yield said(
            "It undoes {named}, no activity beside it. Choose one of the same process or sub-process, or none for all.",
            named=named,
        )
    elif target.kind not in SUB_PROCESSES and not any(
        other.attached_to == named and other.id in subject.handlers
        for other in subject.elements.values()
    ):
        yield said(
            "It undoes {named}, which nothing undoes. Draw a compensation event on its edge, and the activity that undoes.",
            named=named,
        )


def _reach(subject: Subject, scope: str) -> Iterator[str]:
    """The scope, and those around it as long as it is an event sub-process."""
    yield scope
    while subject.triggered(scope):
        scope = subject.elements[scope].scope
        yield scope
