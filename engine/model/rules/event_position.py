"""Each kind of event stands where BPMN 2.0 has it (table 10.93) and the engine runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.model.dialect import EVENTS, ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import joined, said

RULE = "event-position"
E = EventKind
_RUNS: Mapping[ElementKind, frozenset[EventKind | None]] = MappingProxyType(
    {
        ElementKind.START_EVENT: frozenset({None, E.MESSAGE, E.TIMER, E.SIGNAL, E.CONDITIONAL}),
        ElementKind.CATCH_EVENT: frozenset({E.MESSAGE, E.TIMER, E.SIGNAL, E.CONDITIONAL, E.LINK}),
        ElementKind.THROW_EVENT: frozenset(
            {None, E.MESSAGE, E.SIGNAL, E.ESCALATION, E.COMPENSATE, E.LINK}
        ),
        ElementKind.END_EVENT: frozenset(
            {None, E.MESSAGE, E.SIGNAL, E.ERROR, E.ESCALATION, E.COMPENSATE, E.TERMINATE}
        ),
        ElementKind.BOUNDARY_EVENT: frozenset(
            {E.MESSAGE, E.TIMER, E.SIGNAL, E.ERROR, E.ESCALATION, E.CONDITIONAL, E.COMPENSATE}
        ),
    }
)
_OF_EVENT_SUB_PROCESS = _RUNS[ElementKind.BOUNDARY_EVENT]
_CANCEL: frozenset[EventKind | None] = frozenset({E.CANCEL})


def event_position(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(*sorted(EVENTS)):
        allowed = _allowed(subject, element)
        kinds: list[EventKind | None] = [kind for kind, _ in element.events]
        for kind in kinds or [None]:
            if kind not in allowed:
                named = (
                    said("without message, timer, signal or the like")
                    if kind is None
                    else said("of kind {kind}", kind=kind)
                )
                others = joined(sorted(kind for kind in allowed if kind), by=", ")
                message = said(
                    "An event {named} does not run here. Choose one of: {others}.",
                    named=named,
                    others=others or said("a plain start event"),
                )
                yield Finding(rule=RULE, element_id=element.id, message=message)


def _allowed(subject: Subject, element: Element) -> frozenset[EventKind | None]:
    top = element.scope == subject.definition.process_id
    runs = _RUNS[element.kind]
    if element.kind is ElementKind.START_EVENT and not top:
        return _starting(subject, element.scope)
    host = subject.elements.get(element.attached_to or "")
    within = subject.elements.get(element.scope)
    rolls_back = (host, within)[element.kind is ElementKind.END_EVENT]
    may_cancel = element.kind in (ElementKind.END_EVENT, ElementKind.BOUNDARY_EVENT)
    if may_cancel and rolls_back is not None and rolls_back.kind is ElementKind.TRANSACTION:
        return runs | _CANCEL
    return runs


def _starting(subject: Subject, scope: str) -> frozenset[EventKind | None]:
    """What may start a sub-process; compensation starts only one that lies in another sub-process, which it undoes."""
    if not subject.triggered(scope):
        return frozenset({None})
    around = subject.elements.get(subject.elements[scope].scope)
    undoable = around is not None and not subject.triggered(around.id)
    return _OF_EVENT_SUB_PROCESS if undoable else _OF_EVENT_SUB_PROCESS - {E.COMPENSATE}
