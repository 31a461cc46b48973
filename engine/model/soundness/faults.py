"""What can go wrong, read from the markings of the nets of one process or sub-process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from engine.model.soundness.building import net_of
from engine.model.soundness.dead import Dead, dead_elements
from engine.model.soundness.exploring import Space
from engine.model.soundness.fault import Fault, FaultKind
from engine.model.soundness.judging import Judgement, going_back, judge
from engine.model.soundness.paths import bottom, came_by, reached_from
from engine.model.soundness.roots import Root, roots
from engine.model.soundness.running import may_run
from engine.model.soundness.sheets import Sheet, shortest_way
from engine.model.soundness.traps import endless_places
from engine.model.soundness.waiting import waiting_joins


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """seen: how many markings were looked at; size: with their tokens. complete: there are no more."""

    faults: tuple[Fault, ...]
    seen: int
    size: int
    complete: bool


def outcome_of(sheet: Sheet, limit: int) -> Outcome:
    """Check one scope. limit: of the size of what is looked at."""
    judged: list[tuple[Root, Judgement]] = []
    left = limit
    for root in roots(sheet):
        judged.append((root, judge(net_of(root), max(left, 1))))
        left -= judged[-1][1].space.size
    faults = _firsts(fault for pair in judged for fault in _faults(*pair))
    return Outcome(
        faults=tuple(_with_dead(faults, dead_elements(sheet, judged))),
        seen=sum(len(judgement.space.markings) for _, judgement in judged),
        size=sum(judgement.space.size for _, judgement in judged),
        complete=all(judgement.space.complete for _, judgement in judged),
    )


def _faults(root: Root, judgement: Judgement) -> Iterator[Fault]:
    yield from waiting_joins(root, judgement)
    yield from list(_endless(root, judgement)) or _trapped(root, judgement)
    yield from _twice(root, judgement)


def _endless(root: Root, judgement: Judgement) -> Iterator[Fault]:
    space = judgement.space
    stuck = [number for number in space.edges if space.is_stuck(number)]
    endless = judgement.doomed - going_back(space, stuck)
    if not endless:
        return
    first = min(endless & judgement.sure or endless)
    circle = bottom(space, first)
    members = _going_round(root.sheet, space, circle)
    path = came_by(root, space, first, *members) or came_by(root, space, min(circle), *members)
    yield Fault(
        kind=FaultKind.ENDLESS,
        element_id=members[0],
        path=path,
        others=members,
        sure=first in judgement.sure,
    )


def _trapped(root: Root, judgement: Judgement) -> Iterator[Fault]:
    """Where tokens have no bound the markings do not show that none of them is the last."""
    net = judgement.space.net
    if not judgement.space.unknown:
        return
    passed = {net.clusters[net.cluster_of[place]].element_id for place in endless_places(net)}
    members = _on_circles(root.sheet, passed)
    if members:
        path = shortest_way(root.sheet, members[0])
        yield Fault(
            kind=FaultKind.ENDLESS, element_id=members[0], path=path, others=members, sure=True
        )


def _going_round(sheet: Sheet, space: Space, circle: frozenset[int]) -> tuple[str, ...]:
    """The elements that tokens pass again and again, in the order of the document."""
    passed = {
        space.net.clusters[edge.cluster].element_id
        for number in circle
        for edge in space.edges[number]
    }
    return _on_circles(sheet, passed)


def _on_circles(sheet: Sheet, passed: Set[str]) -> tuple[str, ...]:
    return tuple(
        key
        for key in sheet.elements
        if key in passed and any(key in reached_from(sheet, n) for n in sheet.next_to(key))
    )


def _twice(root: Root, judgement: Judgement) -> Iterator[Fault]:
    space = judgement.space
    for number in space.doubled:
        marking = space.markings[number]
        for place in sorted({place for place in marking if marking.count(place) > 1}):
            key = space.net.clusters[space.net.cluster_of[place]].element_id
            if may_run(root.sheet, key) and key not in root.sheet.clearing:
                path = came_by(root, space, number, key)
                yield Fault(kind=FaultKind.TWICE, element_id=key, path=path)


def _firsts(faults: Iterable[Fault]) -> list[Fault]:
    """One of each kind for each element: a sure one if there is any, else the first."""
    found: dict[tuple[FaultKind, str], Fault] = {}
    for fault in faults:
        key = fault.kind, fault.element_id
        if key not in found or (fault.sure and not found[key].sure):
            found[key] = fault
    return list(found.values())


def _with_dead(faults: list[Fault], dead: Mapping[str, Dead]) -> Iterator[Fault]:
    """A join that never opens is sure to be wrong; what is dead without one has a fault of its own."""
    left = dict(dead)
    for fault in faults:
        joins = {FaultKind.WAITS: (fault.element_id,), FaultKind.CIRCLE: fault.others}
        own = [left.pop(key) for key in joins.get(fault.kind, ()) if key in left]
        behind = tuple(key for each in own for key in each.behind)
        yield replace(fault, sure=fault.sure or bool(own), dead=behind) if own else fault
    for key, each in left.items():
        yield Fault(
            kind=FaultKind.DEAD,
            element_id=key,
            path=each.path,
            others=each.unused,
            sure=each.awaited,
            dead=each.behind,
        )
