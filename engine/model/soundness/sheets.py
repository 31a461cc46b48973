"""The drawing of one process or sub-process by itself, as the soundness check walks through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from engine.model.dialect import ElementKind
from engine.model.rules.graph import entries, steps
from engine.model.rules.subject import Subject
from engine.model.soundness.catchers import is_clearing, is_doubtful, is_rescued
from engine.model.soundness.leaving import hangs_on_data, never_completes
from engine.model.values import Element, Flow
from engine.words import Words

T = TypeVar("T")
_JOINS = frozenset({ElementKind.PARALLEL_GATEWAY, ElementKind.INCLUSIVE_GATEWAY})
_JOINED_WITHOUT_FLOW = frozenset({ElementKind.THROW_EVENT, ElementKind.BOUNDARY_EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One scope. beginnings: the elements that get a token, for each way in which it can begin.

    clearing: what takes all tokens away: terminate and error ends, escalations that interrupt.
    doubtful: boundary events for which nothing is drawn that could bring them about, or where conditions decide.
    left_aside: sub-processes that never complete, but are left over their boundary.
    rescued: a timer ends the scope from outside, however it stands in it.
    """

    scope: str
    elements: Mapping[str, Element]
    outgoing: Mapping[str, tuple[Flow, ...]]
    incoming: Mapping[str, tuple[Flow, ...]]
    boundary: Mapping[str, tuple[Element, ...]]
    beginnings: tuple[tuple[str, ...], ...]
    clearing: frozenset[str]
    doubtful: frozenset[str]
    left_aside: frozenset[str]
    rescued: bool

    def is_join(self, element_id: str) -> bool:
        """Whether tokens wait here for others."""
        return (
            self.elements[element_id].kind in _JOINS and len(self.incoming.get(element_id, ())) > 1
        )

    def next_to(self, element_id: str, *, aside: bool = True) -> Iterator[str]:
        """Where a token goes from here. aside: also over boundary events that do not interrupt."""
        for flow in self.outgoing.get(element_id, ()):
            yield flow.target
        for event in self.boundary.get(element_id, ()):
            if aside or event.interrupting:
                yield event.id


def sheets(subject: Subject) -> Iterator[Sheet]:
    """The process and its sub-processes, event sub-processes too; each stands for itself."""
    inside: defaultdict[str, dict[str, Element]] = defaultdict(dict)
    for element in subject.elements.values():
        if not subject.triggered(element.id):
            inside[element.scope][element.id] = element
    links = list(_links(subject))
    for scope in subject.scopes:
        yield _sheet(subject, scope, inside[scope], links)


def shortest_way(sheet: Sheet, target: str) -> tuple[str, ...]:
    """The elements on a shortest way from a beginning to the target, without the target itself."""
    todo = [key for beginning in sheet.beginnings for key in beginning]
    came: dict[str, str] = dict.fromkeys(todo, "")
    for key in todo:
        for following in sheet.next_to(key):
            if following not in came:
                came[following] = key
                todo.append(following)
    way = [came.get(target, "")]
    while way[-1]:
        way.append(came[way[-1]])
    return tuple(way[-2::-1])


def _sheet(
    subject: Subject, scope: str, elements: Mapping[str, Element], links: Iterable[Flow]
) -> Sheet:
    flows = [flow for element_id in elements for flow in subject.outgoing[element_id]]
    flows += [link for link in links if link.source in elements]
    hosts = ((e.attached_to, e) for e in elements.values() if e.attached_to)
    return Sheet(
        scope=scope,
        elements=elements,
        outgoing=_grouped((flow.source, flow) for flow in flows),
        incoming=_grouped((flow.target, flow) for flow in flows),
        boundary=_grouped(hosts),
        beginnings=tuple(_beginnings(subject, scope, elements)),
        clearing=frozenset(e.id for e in elements.values() if is_clearing(subject, e)),
        doubtful=frozenset(e.id for e in elements.values() if _is_by_data(subject, e)),
        left_aside=frozenset(e.id for e in elements.values() if never_completes(subject, e)),
        rescued=is_rescued(subject, scope),
    )


def _is_by_data(subject: Subject, event: Element) -> bool:
    return is_doubtful(subject, event) or hangs_on_data(subject, event)


def _beginnings(
    subject: Subject, scope: str, elements: Mapping[str, Element]
) -> Iterator[tuple[str, ...]]:
    """Each start begins alone; without starts everything that nothing leads to begins at once."""
    first = [entry for entry in entries(subject, scope) if entry in elements]
    receiving = {element.id for element in subject.definition.start_events}
    starts = [
        entry
        for entry in first
        if elements[entry].kind is ElementKind.START_EVENT or entry in receiving
    ]
    if starts:
        yield from ((start,) for start in starts)
    elif first:
        yield tuple(first)


def _links(subject: Subject) -> Iterator[Flow]:
    """A link is a flow drawn in two pieces; what undoes an activity is joined to its boundary event without a flow."""
    drawn = {(flow.source, flow.target) for flow in subject.definition.flows.values()}
    for source, targets in steps(subject).items():
        begin = subject.elements[source]
        for target in sorted(targets) if begin.kind in _JOINED_WITHOUT_FLOW else ():
            if (source, target) not in drawn and subject.elements[target].scope == begin.scope:
                yield _flow(source, target)


def _flow(source: str, target: str) -> Flow:
    return Flow(
        id=source,
        source=source,
        target=target,
        condition=None,
        label=Words(kk="", ru=""),
        default=False,
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
