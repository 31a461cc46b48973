"""Circles that wait for nobody, where the rule «loop-waits» does not see them.

That rule looks at kinds of elements alone. It takes every boundary event for something that waits, and every sub-process
with a waiting element inside, even if a token can pass beside that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.model.dialect import SUB_PROCESSES, ElementKind, EventKind
from engine.model.rules.graph import Graph, reached
from engine.model.soundness.building import net_of
from engine.model.soundness.exploring import Space
from engine.model.soundness.net import FINAL, Net
from engine.model.soundness.roots import roots
from engine.model.soundness.sheets import Sheet
from engine.model.values import Element

_PEOPLE = frozenset({ElementKind.USER_TASK, ElementKind.RECEIVE_TASK, ElementKind.EVENT_GATEWAY})
_THROWN = frozenset({EventKind.ERROR, EventKind.ESCALATION})


def restless_circles(
    sheets: Mapping[str, Sheet], limit: int
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each circle its elements and the way to it."""
    for sheet in sheets.values():
        restless = {key for key in sheet.elements if not _waits(sheets, sheet, key, limit)}
        graph = {key: frozenset(sheet.next_to(key)) & restless for key in restless}
        seen: set[str] = set()
        for key in graph:
            if key not in seen and (circle := _circle(graph, key)):
                seen |= circle
                if any(_is_overlooked(sheets, sheet.elements[member]) for member in circle):
                    yield tuple(k for k in sheet.elements if k in circle), _way(sheet, circle)


def _waits(sheets: Mapping[str, Sheet], sheet: Sheet, key: str, limit: int) -> bool:
    """Whether a token stays here until somebody or something outside has acted; a job with retries of its own is queued."""
    element = sheet.elements[key]
    if element.kind is ElementKind.CATCH_EVENT:
        return element.event is not EventKind.LINK
    if element.kind is ElementKind.BOUNDARY_EVENT:
        return element.event not in _THROWN
    if element.kind in SUB_PROCESSES:
        return not _passes(sheets, sheets[key], limit)
    return element.kind in _PEOPLE or element.retries is not None


def _passes(sheets: Mapping[str, Sheet], sheet: Sheet, limit: int) -> bool:
    """Whether all tokens can come to an end in the sub-process without waiting."""
    waiting = {key for key in sheet.elements if _waits(sheets, sheet, key, limit)}
    for root in roots(sheet):
        if root.beginning in sheet.beginnings:
            space = Space(_without(net_of(root), waiting))
            space.look_behind([0], limit)
            return FINAL in space.numbers
    return True


def _without(net: Net, waiting: set[str]) -> Net:
    """The net in which no token goes on from these elements."""
    clusters = tuple(
        replace(cluster, steps=()) if cluster.element_id in waiting else cluster
        for cluster in net.clusters
    )
    return replace(net, clusters=clusters)


def _is_overlooked(sheets: Mapping[str, Sheet], element: Element) -> bool:
    if element.kind in SUB_PROCESSES:
        return any(_has_waiting_kind(sheets, inner) for inner in sheets[element.id].elements.values())
    return element.kind is ElementKind.BOUNDARY_EVENT


def _circle(graph: Graph, key: str) -> frozenset[str]:
    """All elements that lead to this one and are come to from it; empty where it is on no circle."""
    ahead = reached(graph, graph[key])
    return frozenset(other for other in ahead if key in reached(graph, graph[other]))
