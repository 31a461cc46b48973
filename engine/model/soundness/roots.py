"""The parts of a drawing that are checked each by itself: what a beginning leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.model.soundness.sheets import Sheet
from engine.model.values import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """beginning: the elements that get a token. reached: all that lies behind them.

    joining: the boundary events in it that do not interrupt and whose way comes back to the others.
    """

    sheet: Sheet
    beginning: tuple[str, ...]
    reached: frozenset[str]
    joining: frozenset[str]


def roots(sheet: Sheet) -> Iterator[Root]:
    """One for each way to begin, and one for each boundary event that does not interrupt and whose way stays apart.

    Such a way can run any number of times beside the others without meeting them, so it is looked at alone.
    """
    todo = list(sheet.beginnings)
    known = set(todo)
    for beginning in todo:
        root = _root(sheet, beginning)
        yield root
        for event in _events(sheet, root.reached):
            if event.id not in root.joining and (event.id,) not in known:
                known.add((event.id,))
                todo.append((event.id,))


def _root(sheet: Sheet, beginning: tuple[str, ...]) -> Root:
    reached, joining = _spread(sheet, beginning), frozenset[str]()
    while True:
        more = {
            event.id: behind
            for event in _events(sheet, reached)
            if event.id not in joining and not reached.isdisjoint(behind := _behind(sheet, event))
        }
        if not more:
            return Root(sheet=sheet, beginning=beginning, reached=reached, joining=joining)
        joining |= more.keys()
        reached = reached.union(*more.values())


def _events(sheet: Sheet, reached: frozenset[str]) -> list[Element]:
    """The boundary events that do not interrupt."""
    return [
        event
        for host, events in sheet.boundary.items()
        if host in reached
        for event in events
        if not event.interrupting
    ]


def _behind(sheet: Sheet, event: Element) -> frozenset[str]:
    return _spread(sheet, (event.id,))


def _spread(sheet: Sheet, beginning: tuple[str, ...]) -> frozenset[str]:
    seen, todo = set(beginning), list(beginning)
    while todo:
        for target in sheet.next_to(todo.pop(), aside=False):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return frozenset(seen)
