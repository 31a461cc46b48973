"""Breadth-first through the markings of a net, with stubborn sets (Valmari 1991) instead of every order of things.

Of the steps that are possible side by side only those of the first cluster are tried: the others stay possible, so every
marking in which nothing can go on any more is still found. docs/soundness.md has the argument for the other properties.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from engine.model.soundness.net import FINAL, Marking, Net

#: Tokens on one place. Where a third comes to lie, the net is not looked at further: it may have any number. Only where
#: tokens end it is left out: it would do no more than the others there.
MOST_TOKENS = 2


#: What a marking costs beside its tokens, in tokens.
_COST = 5


class Edge(NamedTuple):
    """A step of a cluster from or to a marking, all by their numbers."""

    cluster: int
    step: int
    marking: int


class Space:
    """The markings seen. edges: from each one that was looked behind. origin: how each was first come to.

    size: of all markings, in tokens; time goes by it. doubled: the markings in which for the first time on their way a place holds two tokens.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.numbers: dict[Marking, int] = {net.start: 0}
        self.markings = [net.start]
        self.size = _COST + len(net.start)
        self.edges: dict[int, list[Edge]] = {}
        self.origin: list[Edge | None] = [None]
        self.doubled: list[int] = []
        self._after_doubled: set[int] = set()
        #: Seen but not looked behind, for there are too many tokens, or too many markings.
        self.crowded: set[int] = set()
        self.left: set[int] = {0}
        self.whole: set[int] = set()

    @property
    def unknown(self) -> set[int]:
        return self.crowded | self.left

    @property
    def complete(self) -> bool:
        return not (self.left or self.net.partial)

    def is_final(self, number: int) -> bool:
        return self.markings[number] == FINAL

    def is_stuck(self, number: int) -> bool:
        """Tokens are left and none can go on."""
        return number in self.edges and not self.edges[number] and self.markings[number] != FINAL

    def look_behind(self, numbers: Iterable[int], limit: int, *, whole: bool = False) -> None:
        """Look behind these markings and all new ones, until their size has come to `limit`.

        In breadth, for the shortest ways; in the second half of the limit in depth, so that some ends are seen at least.
        whole: try every order of the steps of these.
        """
        todo, first = deque(numbers), len(self.markings) if whole else 0
        while todo and self.size < limit:
            number = todo.popleft() if self.size < limit // 2 else todo.pop()
            known = len(self.markings)
            self._expand(number, whole=number < first)
            todo += (new for new in range(known, len(self.markings)) if new not in self.crowded)
        self.left.update(todo)

    def _expand(self, number: int, *, whole: bool) -> None:
        marking, net = self.markings[number], self.net
        enabled = net.enabled(marking)
        chosen = enabled if whole else _stubborn(net, marking, enabled)
        if len(chosen) == len(enabled):
            self.whole.add(number)
        self.left.discard(number)
        edges = self.edges[number] = []
        for cluster in chosen:
            taken = list(net.taken(cluster, marking))
            for nth, step in enumerate(net.clusters[cluster].steps):
                after = FINAL if step.clears else self._after(marking, taken, step.out)
                edges.append(Edge(cluster, nth, self._number(after, Edge(cluster, nth, number))))

    def _after(self, marking: Marking, taken: list[int], out: Marking) -> Marking:
        left = list(marking)
        for place in taken:
            left.remove(place)
        ends = self.net.ends
        left += (p for p in out if p not in ends or marking.count(p) < MOST_TOKENS)
        left.sort()
        return tuple(left)

    def _number(self, marking: Marking, origin: Edge) -> int:
        number = self.numbers.get(marking)
        if number is not None:
            return number
        number = self.numbers[marking] = len(self.markings)
        self.markings.append(marking)
        self.size += _COST + len(marking)
        self.origin.append(origin)
        if _most(marking) > MOST_TOKENS:
            self.crowded.add(number)
        if origin.marking in self._after_doubled:
            self._after_doubled.add(number)
        elif _most(marking) > 1:
            self._after_doubled.add(number)
            self.doubled.append(number)
        return number


def _stubborn(net: Net, marking: Marking, enabled: list[int]) -> list[int]:
    """One cluster; with it those that decide together with it whether inclusive joins open, and all that clear."""
    calm = [number for number in enabled if number not in net.clearing]
    if not calm or len(enabled) < 2:
        return enabled
    first = _fullest(net, marking, calm)
    chosen, gates = {first}, set(net.touched[first])
    grown = bool(gates)
    while grown:
        more = {n for n in enabled if n not in chosen and not gates.isdisjoint(net.affects(n))}
        chosen |= more
        gates.update(*(net.touched[number] for number in more))
        grown = bool(more)
    return [n for n in enabled if n in chosen or n in net.clearing]


def _fullest(net: Net, marking: Marking, enabled: list[int]) -> int:
    """The first cluster, so that tokens that may meet do meet; but before more come, one that has two tokens already."""
    if _most(marking) > 1:
        for number in enabled:
            if any(marking.count(place) > 1 for place in net.clusters[number].inputs):
                return number
    return enabled[0]


def _most(marking: Marking) -> int:
    """How many tokens lie on the fullest place."""
    most = run = 0
    last = -1
    for place in marking:
        run = run + 1 if place == last else 1
        last, most = place, max(most, run)
    return most
