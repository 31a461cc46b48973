"""What takes all tokens of a process or sub-process away: from inside, or by a timer around it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import (
    EVENT_TAGS,
    SUB_PROCESSES,
    ElementKind,
    EventKind,
    event_definitions,
    reference,
)
from engine.model.rules.subject import Subject
from engine.model.values import Element

_CODES = {EventKind.ERROR: "errorCode", EventKind.ESCALATION: "escalationCode"}
_THROWING = frozenset({ElementKind.END_EVENT, ElementKind.THROW_EVENT})
_ENDING = frozenset({EventKind.TERMINATE, EventKind.ERROR, EventKind.CANCEL})


def is_clearing(subject: Subject, event: Element) -> bool:
    """Whether no token of the scope is left after this event."""
    if event.kind not in _THROWING:
        return False
    if event.event in _ENDING:
        return True
    if event.event is not EventKind.ESCALATION:
        return False
    catcher = _catcher(subject, event)
    return catcher is not None and catcher.interrupting


def is_rescued(subject: Subject, scope: str) -> bool:
    """Whether a timer that interrupts stands on the scope, in it as an event sub-process, or on or in one around it."""
    for level in _levels(subject, scope):
        if any(EventKind.TIMER in _kinds(subject, event) and event.interrupting for event in level):
            return True
    return False


def is_doubtful(subject: Subject, event: Element) -> bool:
    """Whether the event is on the boundary of an activity in which nothing can throw what it catches, as far as is drawn.

    Errors come from jobs, from called processes and from throwing events.
    """
    host = subject.elements.get(event.attached_to or "")
    if host is None or not _kinds(subject, event) <= _CODES.keys():
        return False
    return not _may_throw(subject, host)


def _may_throw(subject: Subject, element: Element) -> bool:
    if element.kind in SUB_PROCESSES:
        return any(_may_throw(subject, inner) for inner in subject.inside(element.id))
    throws = element.kind in _THROWING and element.event in _CODES
    return throws or element.kind is ElementKind.CALL_ACTIVITY or element.job_type is not None


def _kinds(subject: Subject, event: Element) -> set[EventKind]:
    return {EVENT_TAGS[each.tag] for each in event_definitions(subject.nodes[event.id])}


def _catcher(subject: Subject, thrown: Element) -> Element | None:
    """The nearest event that catches it; at one level an exact code comes before none."""
    code = _code(subject, thrown)
    for level in _levels(subject, thrown.scope):
        fitting = [
            e for e in level if e.event is thrown.event and _code(subject, e) in (None, code)
        ]
        if fitting:
            return min(fitting, key=lambda event: _code(subject, event) is None)
    return None


def _levels(subject: Subject, scope: str) -> Iterator[list[Element]]:
    """From the scope outwards: the starts of event sub-processes in it, then the boundary events on it."""
    thrower = ""
    while True:
        inner = [e.id for e in subject.inside(scope) if subject.triggered(e.id) and e.id != thrower]
        yield [
            event
            for name in inner
            for event in subject.inside(name)
            if event.kind is ElementKind.START_EVENT
        ]
        if scope not in subject.elements:
            return
        yield [event for event in subject.elements.values() if event.attached_to == scope]
        thrower, scope = scope, subject.elements[scope].scope


def _code(subject: Subject, event: Element) -> str | None:
    """The code of an error or escalation; None: any."""
    if event.event not in _CODES:
        return None
    wanted = reference(event_definitions(subject.nodes[event.id])[0], f"{event.event}Ref")
    for node in subject.root.iterchildren():
        if wanted and node.get("id") == wanted:
            return node.get(_CODES[event.event]) or None
    return None
