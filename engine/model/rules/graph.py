"""The drawing as a graph: where a token can go from an element within its process or sub-process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from engine.model.compensation import is_handler
from engine.model.dialect import ElementKind, EventKind, event_definitions
from engine.model.rules.subject import Subject
from engine.model.values import Element

Graph = Mapping[str, frozenset[str]]


def steps(subject: Subject) -> Graph:
    """The next elements of each element: along flows, to its boundary events, from a link to its catching end, to what undoes it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for flow in subject.definition.flows.values():
        found[flow.source].add(flow.target)
    for element in subject.elements.values():
        if element.attached_to:
            found[element.attached_to].add(element.id)
        found[element.id].update(_linked(subject, element))
    for event_id, undoing in subject.handlers.items():
        found[event_id].update(undoing)
    return {key: frozenset(ids & subject.elements.keys()) for key, ids in found.items()}


def turned(graph: Graph) -> Graph:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source, targets in graph.items():
        for target in targets:
            found[target].add(source)
    return {key: frozenset(ids) for key, ids in found.items()}


def reached(graph: Graph, entries: Iterable[str]) -> frozenset[str]:
    """All elements that can be come to from the entries, the entries among them."""
    seen = set(entries)
    todo = list(seen)
    while todo:
        fresh = graph.get(todo.pop(), frozenset()) - seen
        seen |= fresh
        todo += fresh
    return frozenset(seen)


def entries(subject: Subject, scope: str) -> Iterator[str]:
    """Where tokens come into being: start events and event sub-processes; without start events, elements nothing leads to."""
    inside = subject.inside(scope)
    started = any(
        element.kind is ElementKind.START_EVENT or element.instantiates for element in inside
    )
    for element in inside:
        begins = element.kind is ElementKind.START_EVENT or subject.triggered(element.id)
        led_to = _is_led_to(element) or is_handler(subject.nodes[element.id])
        implicit = not started and not subject.incoming[element.id] and not led_to
        begins = begins or element.instantiates
        if begins or implicit:
            yield element.id


def come_to(subject: Subject) -> frozenset[str]:
    """All elements that a token can come to, as far as their own process or sub-process goes."""
    begun = (entry for scope in subject.scopes for entry in entries(subject, scope))
    return reached(steps(subject), begun)


def ends(subject: Subject) -> Iterator[str]:
    """Where tokens may end: end events, and elements that nothing leads on from."""
    graph = steps(subject)
    for element in subject.elements.values():
        silent = not subject.outgoing[element.id] and not _leads_on(graph, element)
        if silent or element.kind is ElementKind.END_EVENT:
            yield element.id


def link_name(subject: Subject, element: Element) -> str | None:
    """The name of a link event, None for any other element."""
    if element.event is not EventKind.LINK:
        return None
    return event_definitions(subject.nodes[element.id])[0].get("name")


def _linked(subject: Subject, element: Element) -> Iterator[str]:
    name = link_name(subject, element)
    if name is None or element.kind is not ElementKind.THROW_EVENT:
        return
    for other in subject.inside(element.scope):
        if other.kind is ElementKind.CATCH_EVENT and link_name(subject, other) == name:
            yield other.id


def _leads_on(graph: Graph, element: Element) -> bool:
    return element.event is EventKind.LINK and bool(graph.get(element.id))


def _is_led_to(element: Element) -> bool:
    return element.kind is ElementKind.BOUNDARY_EVENT or element.event is EventKind.LINK
