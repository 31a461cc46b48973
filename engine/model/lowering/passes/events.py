"""Events wait for or throw what can be waited for or thrown there."""

from __future__ import annotations

from types import MappingProxyType

from lxml import etree

from engine.model import dialect
from engine.model.dialect import EVENT_TAGS, ElementKind, EventKind, bpmn, event_definitions
from engine.model.lowering.document import (
    SCOPE_TAGS,
    every_node,
    is_boundary,
    is_triggered,
    own,
    parent_of,
)
from engine.model.lowering.expressions import check_expression
from engine.model.lowering.refusal import Refused
from engine.words import said

K, E = ElementKind, EventKind
_INSIDE = frozenset({E.MESSAGE, E.TIMER, E.SIGNAL, E.CONDITIONAL})
_CLIMBING = frozenset({E.ERROR, E.ESCALATION})

ALLOWED = MappingProxyType(
    {
        K.START_EVENT: _INSIDE,
        K.CATCH_EVENT: _INSIDE,
        K.BOUNDARY_EVENT: _INSIDE | _CLIMBING,
        K.THROW_EVENT: frozenset({E.MESSAGE, E.SIGNAL, E.ESCALATION, E.COMPENSATE}),
        K.END_EVENT: frozenset({E.MESSAGE, E.SIGNAL, E.TERMINATE, E.COMPENSATE}) | _CLIMBING,
    }
)
_NEEDED = frozenset({K.CATCH_EVENT, K.BOUNDARY_EVENT})
_ALWAYS = MappingProxyType(
    {
        E.ERROR: said("an error event always interrupts"),
        E.CANCEL: said("a cancel event always interrupts"),
    }
)
_NAMES = MappingProxyType({E.MESSAGE: "message", E.SIGNAL: "signal"})


def check_events(root: etree._Element) -> None:
    """Refused: definitions where BPMN has none of the kind, catch events without one, messages and signals without a name,
    error events that do not interrupt.
    """
    for event in every_node(root, *ALLOWED):
        kind = dialect.FLOW_NODE_TAGS[event.tag]
        found = event_definitions(event)
        if not found and kind in _NEEDED:
            raise Refused(event.get("id", ""), said("the event does not say what it waits for"))
        for definition in found:
            _check(event, kind, definition, root)


def _check(
    event: etree._Element, kind: ElementKind, definition: etree._Element, root: etree._Element
) -> None:
    name, what = event.get("id", ""), EVENT_TAGS[definition.tag]
    if what not in _allowed(event, kind):
        raise Refused(name, said("a {what} event is not executed here", what=what))
    if what in _NAMES and not _is_external(event):
        _check_name(name, definition, _NAMES[what], root)
    if what in _ALWAYS and not _interrupts(event):
        raise Refused(name, _ALWAYS[what])
    if what is E.COMPENSATE and kind in (K.THROW_EVENT, K.END_EVENT):
        _check_target(name, definition, root)
    if what is E.CONDITIONAL:
        condition = definition.find(bpmn("condition"))
        if condition is None:
            raise Refused(name, said("the condition is missing"))
        check_expression(name, condition)
        definition.set(own("at-once"), "true")


def _allowed(event: etree._Element, kind: ElementKind) -> frozenset[EventKind]:
    scope = parent_of(event)
    if kind is K.START_EVENT and is_triggered(scope):
        around = parent_of(scope)
        undoes = around.tag != bpmn("process") and not is_triggered(around)
        return ALLOWED[K.BOUNDARY_EVENT] | (frozenset({E.COMPENSATE}) if undoes else frozenset())
    attached = event.get("attachedToRef")
    host = next((n for n in scope if n.get("id") == attached), None) if attached else scope
    cancels = kind in (K.BOUNDARY_EVENT, K.END_EVENT)
    if cancels and host is not None and host.tag == bpmn(K.TRANSACTION):
        return ALLOWED[kind] | {E.CANCEL}
    return ALLOWED[kind]


def _check_target(event_id: str, definition: etree._Element, root: etree._Element) -> None:
    named = dialect.reference(definition, "activityRef")
    if named is None:
        return
    definition.set("activityRef", named)
    found = [node for node in every_node(root) if node.get("id") == named]
    if not found or not (found[0].get(own("undo")) or found[0].tag in SCOPE_TAGS):
        raise Refused(event_id, said("nothing undoes {named}", named=named))


def _check_name(event_id: str, definition: etree._Element, kind: str, root: etree._Element) -> None:
    reference = definition.get(f"{kind}Ref")
    found = [node for node in root.iterchildren(bpmn(kind)) if node.get("id") == reference]
    if not found or not found[0].get("name", "").strip():
        raise Refused(event_id, said("the {kind} has no name", kind=kind))


def _is_external(event: etree._Element) -> bool:
    return dialect.job_type(event) is not None


def _interrupts(event: etree._Element) -> bool:
    attribute = "cancelActivity" if is_boundary(event) else "isInterrupting"
    return dialect.flag(event, attribute, default=True)
