"""How a sub-process is left: whether it can complete at all, and whether it is left over its boundary by data alone."""

from __future__ import annotations

from collections.abc import Iterator, Set

from engine.model.dialect import EVENT_TAGS, SUB_PROCESSES, ElementKind, EventKind, bpmn
from engine.model.dialect import event_definitions as definitions
from engine.model.rules.subject import Subject
from engine.model.values import Element

_THROWN = frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL})
_LEAVING = frozenset({EventKind.ERROR, EventKind.CANCEL})
_THROWING = frozenset({ElementKind.END_EVENT, ElementKind.THROW_EVENT})
_REPEATED = (bpmn("multiInstanceLoopCharacteristics"), bpmn("standardLoopCharacteristics"))


def never_completes(subject: Subject, element: Element) -> bool:
    """Whether every way through the sub-process ends in an error or in a cancelled transaction, as far as is drawn.

    One that repeats may have no round, and what is caught inside may complete.
    """
    if element.kind not in SUB_PROCESSES or subject.triggered(element.id):
        return False
    if any(subject.nodes[element.id].find(tag) is not None for tag in _REPEATED):
        return False
    inside = subject.inside(element.id)
    if any(subject.triggered(inner.id) for inner in inside):
        return False
    last = [key for key in _reached(subject, element.id) if not subject.outgoing[key]]
    return bool(last) and all(_leaves(subject.elements[key]) for key in last)


def hangs_on_data(subject: Subject, event: Element) -> bool:
    """Whether conditions decide if the boundary event of a sub-process is come to, or the drawing of a called process."""
    host = subject.elements.get(event.attached_to or "")
    kinds = {EVENT_TAGS[each.tag] for each in definitions(subject.nodes[event.id])}
    if host is None or not kinds <= _THROWN:
        return False
    if host.kind is ElementKind.CALL_ACTIVITY:
        return True
    return host.kind in SUB_PROCESSES and not _may_leave(subject, host.id, kinds)


def _may_leave(subject: Subject, scope: str, kinds: Set[EventKind]) -> bool:
    """Whether a job or an event inside may bring it about with no condition on the way there."""
    for key in _reached(subject, scope, free=True):
        element = subject.elements[key]
        if element.kind in _THROWING and element.event in kinds:
            return True
        if element.job_type is not None and EventKind.ERROR in kinds:
            return True
        if element.kind in SUB_PROCESSES and _may_leave(subject, key, kinds):
            return True
    return False


def _leaves(element: Element) -> bool:
    return element.kind is ElementKind.END_EVENT and element.event in _LEAVING


def _reached(subject: Subject, scope: str, *, free: bool = False) -> set[str]:
    """The elements of the scope that tokens come to; free: over flows without condition and beside none that has one."""
    inside = {element.id for element in subject.inside(scope)}
    todo = [key for key in inside if _begins(subject, key)]
    seen = set(todo)
    while todo:
        for target in _ahead(subject, todo.pop(), free=free):
            if target in inside and target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def _begins(subject: Subject, key: str) -> bool:
    """What nothing leads to, but for what is come to otherwise: boundary events, links, handlers, event sub-processes."""
    element = subject.elements[key]
    triggered = subject.triggered(key)
    aside = element.attached_to is not None or element.event is EventKind.LINK
    undoing = subject.nodes[key].get("isForCompensation") == "true"
    return not (triggered or aside or undoing or subject.incoming[key])


def _ahead(subject: Subject, key: str, *, free: bool) -> Iterator[str]:
    flows = subject.outgoing[key]
    for flow in flows:
        if not free or len(flows) == 1 or not (flow.default or flow.condition is not None):
            yield flow.target
    for event in subject.elements.values():
        if event.attached_to == key and event.event is not EventKind.COMPENSATE:
            yield event.id
    own = subject.elements[key]
    if own.kind is ElementKind.THROW_EVENT and own.event is EventKind.LINK:
        yield from (
            other.id
            for other in subject.inside(own.scope)
            if other.kind is ElementKind.CATCH_EVENT and other.event is EventKind.LINK
        )
