"""The way to a marking, told in elements."""

from __future__ import annotations

from collections.abc import Iterable, Set

from engine.model.soundness.exploring import Space
from engine.model.soundness.judging import going_back
from engine.model.soundness.roots import Root
from engine.model.soundness.sheets import Sheet, shortest_way


def came_by(root: Root, space: Space, number: int, *towards: str) -> tuple[str, ...]:
    """The elements passed on the shortest known way to the marking, in their order.

    Only those that lead to one of `towards`, and the first one behind where a token left these ways.
    """
    leading = leading_to(root.sheet, towards)
    shown = leading.union(*(root.sheet.next_to(key) for key in leading))
    steps = [key for key in _steps(space, number) if key in shown]
    return (*_before(root), *steps)


def reached_from(sheet: Sheet, key: str, *, stop: str = "") -> frozenset[str]:
    """The element and all that lies behind it, without going through `stop`."""
    seen, todo = {key}, [key]
    while todo:
        for target in sheet.next_to(todo.pop()):
            if target not in seen and target != stop:
                seen.add(target)
                todo.append(target)
    return frozenset(seen)


def come_to_without(sheet: Sheet, stops: Set[str]) -> frozenset[str]:
    """What can be come to from the beginnings without going through any of these."""
    todo = [key for beginning in sheet.beginnings for key in beginning if key not in stops]
    seen = set(todo)
    while todo:
        for target in sheet.next_to(todo.pop()):
            if target not in seen and target not in stops:
                seen.add(target)
                todo.append(target)
    return frozenset(seen)


def leading_to(sheet: Sheet, towards: Iterable[str]) -> frozenset[str]:
    """The elements themselves and all from which one of them can be come to."""
    seen = set(towards)
    todo = list(seen)
    while todo:
        key = todo.pop()
        before = [flow.source for flow in sheet.incoming.get(key, ())]
        host = sheet.elements[key].attached_to
        for source in [*before, host] if host else before:
            if source not in seen:
                seen.add(source)
                todo.append(source)
    return frozenset(seen)


def bottom(space: Space, number: int) -> frozenset[int]:
    """Markings that are come to from this one again and again, and that lead to one another only."""
    while True:
        ahead = _ahead(space, number)
        away = ahead - going_back(space, {number})
        if not away:
            return ahead
        number = max(away)


def _ahead(space: Space, number: int) -> frozenset[int]:
    seen, todo = {number}, [number]
    while todo:
        for edge in space.edges[todo.pop()]:
            if edge.marking not in seen:
                seen.add(edge.marking)
                todo.append(edge.marking)
    return frozenset(seen)


def _steps(space: Space, number: int) -> list[str]:
    found: list[str] = []
    while (edge := space.origin[number]) is not None:
        found.append(space.net.clusters[edge.cluster].steps[edge.step].element_id)
        number = edge.marking
    return found[::-1]


def _before(root: Root) -> list[str]:
    """How a way apart, behind a boundary event, is come to; nothing for an ordinary beginning."""
    if root.beginning in root.sheet.beginnings:
        return []
    return list(shortest_way(root.sheet, root.beginning[0]))
