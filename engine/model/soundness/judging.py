"""What the markings of a net say: from which no end can be come to, and which of those no data can avoid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.model.soundness.exploring import Edge, Space
from engine.model.soundness.net import Net


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """doomed: markings from which no end can be reached. sure: those that are come to whatever the data."""

    space: Space
    doomed: frozenset[int]
    sure: frozenset[int]


def judge(net: Net, limit: int) -> Judgement:
    """limit: of the size of what is looked at."""
    space = Space(net)
    space.look_behind([0], limit)
    while again := _doubtful(space):
        space.look_behind(again, limit, whole=True)
    doomed = doomed_markings(space)
    sure = frozenset[int]() if net.partial else _sure(space, doomed)
    return Judgement(space=space, doomed=doomed, sure=sure)


def _doubtful(space: Space) -> list[int]:
    """The markings behind which every order must be tried: where an element that clears may come too late to be seen."""
    if not space.net.clearing or space.unknown:
        return []
    fired = {edge.cluster for edges in space.edges.values() for edge in edges}
    missed = len(fired) < len(space.net.clusters)
    return sorted((space.edges.keys() if missed else doomed_markings(space)) - space.whole)


def doomed_markings(space: Space) -> frozenset[int]:
    """Those from which nothing leads to an end, nor to a marking that was not looked behind."""
    return frozenset(space.edges) - going_back(space, {*_finals(space), *space.unknown})


def going_back(space: Space, targets: Iterable[int]) -> set[int]:
    """The targets and all markings that lead to one."""
    back: defaultdict[int, set[int]] = defaultdict(set)
    for number, edges in space.edges.items():
        for edge in edges:
            back[edge.marking].add(number)
    return _closure(targets, lambda number: back[number])


def _finals(space: Space) -> list[int]:
    return [number for number in space.edges if space.is_final(number)]


def _sure(space: Space, doomed: frozenset[int]) -> frozenset[int]:
    """The markings on the ways that lead into doom however the conditions decide; none where data can avoid it."""
    lost = _unavoidable(space, doomed)
    if 0 not in lost:
        return frozenset()
    ahead = {n: [e.marking for e in edges if e.marking in lost] for n, edges in space.edges.items()}
    return frozenset(_closure([0], lambda number: ahead.get(number, ())))


def _unavoidable(space: Space, doomed: frozenset[int]) -> set[int]:
    """What happens outside may take any way; of the conditions all must lead there."""
    back: defaultdict[int, set[int]] = defaultdict(set)
    for number, edges in space.edges.items():
        for edge in edges:
            back[edge.marking].add(number)
    lost, todo = set(doomed), list(doomed)
    while todo:
        for number in back[todo.pop()] - lost:
            if _is_lost(space, space.edges[number], lost):
                lost.add(number)
                todo.append(number)
    return lost


def _is_lost(space: Space, edges: list[Edge], lost: set[int]) -> bool:
    by_data: defaultdict[int, list[bool]] = defaultdict(list)
    for edge in edges:
        if space.net.clusters[edge.cluster].steps[edge.step].data:
            by_data[edge.cluster].append(edge.marking in lost)
        elif edge.marking in lost:
            return True
    return any(all(ways) for ways in by_data.values())


def _closure(targets: Iterable[int], ahead: Callable[[int], Iterable[int]]) -> set[int]:
    seen = set(targets)
    todo = list(seen)
    while todo:
        for number in ahead(todo.pop()):
            if number not in seen:
                seen.add(number)
                todo.append(number)
    return seen
