"""Each kind of event stands where BPMN 2.0 has it (table 10.93) and the engine runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.model.dialect import EVENTS, ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element

RULE = "event-position"
E = EventKind
_RUNS: Mapping[ElementKind, frozenset[EventKind | None]] = MappingProxyType(
    {
        ElementKind.START_EVENT: frozenset({None, E.MESSAGE, E.TIMER, E.SIGNAL}),
        ElementKind.CATCH_EVENT: frozenset({E.MESSAGE, E.TIMER, E.SIGNAL, E.LINK}),
        ElementKind.THROW_EVENT: frozenset({None, E.MESSAGE, E.SIGNAL, E.ESCALATION, E.LINK}),
        ElementKind.END_EVENT: frozenset(
            {None, E.MESSAGE, E.SIGNAL, E.ERROR, E.ESCALATION, E.TERMINATE}
        ),
        ElementKind.BOUNDARY_EVENT: frozenset(
            {E.MESSAGE, E.TIMER, E.SIGNAL, E.ERROR, E.ESCALATION}
        ),
    }
)
_OF_EVENT_SUB_PROCESS: frozenset[EventKind | None] = _RUNS[ElementKind.BOUNDARY_EVENT]
_REFUSED_BY_NAME = frozenset(
    {E.CONDITIONAL, E.COMPENSATE, E.CANCEL}
)  # the rule «known-elements» says how to redraw them


def event_position(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(*sorted(EVENTS)):
        if (
            element.event not in _allowed(subject, element)
            and element.event not in _REFUSED_BY_NAME
        ):
            named = (
                "without message, timer, signal or the like"
                if element.event is None
                else f"of kind {element.event}"
            )
            others = ", ".join(sorted(str(kind) for kind in _allowed(subject, element) if kind))
            message = f"An event {named} does not run here. Choose one of: {others or 'a plain start event'}."
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _allowed(subject: Subject, element: Element) -> frozenset[EventKind | None]:
    if element.kind is ElementKind.START_EVENT and element.scope != subject.definition.process_id:
        return _OF_EVENT_SUB_PROCESS if subject.triggered(element.scope) else frozenset({None})
    return _RUNS[element.kind]
