"""Circles that wait for nobody, where the rule «loop-waits» does not see them.

That rule looks at kinds of elements alone. It takes every boundary event for something that waits, and every sub-process
with a waiting element inside, even if a token can pass beside that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.model.dialect import SUB_PROCESSES, ElementKind, EventKind
from engine.model.rules.graph import reached, turned
from engine.model.soundness.building import net_of
from engine.model.soundness.exploring import Space
from engine.model.soundness.net import FINAL, Net
from engine.model.soundness.roots import roots
from engine.model.soundness.sheets import Sheet, shortest_way
from engine.model.values import Element

_WAITING = frozenset(
    {
        ElementKind.USER_TASK,
        ElementKind.RECEIVE_TASK,
        ElementKind.CATCH_EVENT,
        ElementKind.CALL_ACTIVITY,
    }
)
_THROWN = frozenset({EventKind.ERROR, EventKind.ESCALATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """members: in the order of the document. path: the way to the first of them."""

    members: tuple[str, ...]
    path: tuple[str, ...]


def restless_circles(sheets: Mapping[str, Sheet], limit: int) -> Iterator[Circle]:
    """limit: of markings to look at in one sub-process."""
    for sheet in sheets.values():
        seen: set[str] = set()
        for element in sheet.elements.values():
            if element.id not in seen and _is_overlooked(sheets, element):
                circle = _circle(sheets, sheet, element.id, limit)
                seen |= circle
                if circle:
                    members = tuple(key for key in sheet.elements if key in circle)
                    yield Circle(members=members, path=shortest_way(sheet, members[0]))


def _is_overlooked(sheets: Mapping[str, Sheet], element: Element) -> bool:
    if element.kind in SUB_PROCESSES:
        return any(_is_waiting(sheets, inner) for inner in sheets[element.id].elements.values())
    return element.kind is ElementKind.BOUNDARY_EVENT and element.event in _THROWN


def _is_waiting(sheets: Mapping[str, Sheet], element: Element) -> bool:
    """As «loop-waits» sees it."""
    if element.kind in SUB_PROCESSES:
        return _is_overlooked(sheets, element)
    return element.kind in _WAITING or element.kind is ElementKind.BOUNDARY_EVENT


def _circle(sheets: Mapping[str, Sheet], sheet: Sheet, key: str, limit: int) -> frozenset[str]:
    """All that leads to the element and is come to from it without waiting; empty where it is on no such circle."""
    drawn = {other: frozenset(sheet.next_to(other)) for other in sheet.elements}
    near = reached(drawn, drawn[key]) & reached(turned(drawn), {key})
    if key not in near:
        return frozenset()
    restless = {other for other in near if not _waits(sheets, sheet.elements[other], limit)}
    graph = {other: drawn[other] & restless for other in restless}
    ahead = reached(graph, graph.get(key, frozenset()))
    return ahead & reached(turned(graph), {key}) if key in ahead else frozenset()


def _waits(sheets: Mapping[str, Sheet], element: Element, limit: int) -> bool:
    """Whether a token stays here until somebody or something outside has acted; a job with retries of its own is queued."""
    if element.kind is ElementKind.CATCH_EVENT:
        return element.event is not EventKind.LINK
    if element.kind is ElementKind.BOUNDARY_EVENT:
        return element.event not in _THROWN
    if element.kind in SUB_PROCESSES:
        return not _passes(sheets, sheets[element.id], limit)
    return element.kind in _WAITING or element.retries is not None


def _passes(sheets: Mapping[str, Sheet], sheet: Sheet, limit: int) -> bool:
    """Whether all tokens can come to an end in the sub-process without waiting."""
    waiting = {key for key, inner in sheet.elements.items() if _waits(sheets, inner, limit)}
    spaces = [
        Space(_without(net_of(root), waiting))
        for root in roots(sheet)
        if root.beginning in sheet.beginnings
    ]
    for space in spaces:
        space.look_behind([0], limit)
    return all(FINAL in space.numbers for space in spaces)


def _without(net: Net, waiting: set[str]) -> Net:
    """The net in which no token goes on from these elements."""
    clusters = tuple(
        replace(cluster, steps=()) if cluster.element_id in waiting else cluster
        for cluster in net.clusters
    )
    return replace(net, clusters=clusters)
