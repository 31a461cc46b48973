"""Breadth-first through the markings of a net, with stubborn sets (Valmari 1991) instead of every order of things.

Of the steps that are possible side by side only those of the first cluster are tried: the others stay possible, so every
marking in which nothing can go on any more is still found. docs/soundness.md has the argument for the other properties.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.model.soundness.net import FINAL, Marking, Net

#: Tokens on one place. Where a third comes to lie, the net is not looked at further: it may have any number.
MOST_TOKENS = 2


class Edge(NamedTuple):
    """A step of a cluster from or to a marking, all by their numbers."""

    cluster: int
    step: int
    marking: int


class Space:
    """The markings seen. edges: from each one that was looked behind. origin: how each was first come to.

    doubled: the markings in which for the first time on their way a place holds two tokens.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.numbers: dict[Marking, int] = {net.start: 0}
        self.markings = [net.start]
        self.edges: dict[int, list[Edge]] = {}
        self.origin: list[Edge | None] = [None]
        self.doubled: list[int] = []
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
        return (
            number in self.edges and not self.edges[number] and self.markings[number] != FINAL
        )

    def look_behind(self, numbers: list[int], limit: int, *, whole: bool = False) -> None:
        """Look behind these markings and all new ones, until `limit` are known. whole: every order of the steps of these."""
        level = numbers
        while level:
            fresh: list[int] = []
            for number in level:
                if len(self.markings) >= limit:
                    self.left.update(n for n in level + fresh if whole or n not in self.edges)
                    return
                known = len(self.markings)
                self._expand(number, whole=whole)
                fresh += range(known, len(self.markings))
            level, whole = [n for n in fresh if n not in self.crowded], False

    def _expand(self, number: int, *, whole: bool) -> None:
        marking, net = self.markings[number], self.net
        enabled = net.enabled(marking)
        chosen = enabled if whole else _stubborn(net, enabled)
        if len(chosen) == len(enabled):
            self.whole.add(number)
        self.left.discard(number)
        edges = self.edges[number] = []
        for cluster in chosen:
            taken = list(net.taken(cluster, marking))
            for nth, step in enumerate(net.clusters[cluster].steps):
                after = FINAL if step.clears else _after(marking, taken, step.out)
                edges.append(Edge(cluster, nth, self._number(after, Edge(cluster, nth, number))))

    def _number(self, marking: Marking, origin: Edge) -> int:
        number = self.numbers.get(marking)
        if number is not None:
            return number
        number = self.numbers[marking] = len(self.markings)
        self.markings.append(marking)
        self.origin.append(origin)
        if _most(marking) > MOST_TOKENS:
            self.crowded.add(number)
        if _most(marking) > 1 and _most(self.markings[origin.marking]) < 2:
            self.doubled.append(number)
        return number


def _stubborn(net: Net, enabled: list[int]) -> list[int]:
    """The first cluster; with it those that decide together with it whether inclusive joins open, and all that clear."""
    first = next((number for number in enabled if not net.clusters[number].clears), None)
    if first is None or len(enabled) < 2:
        return enabled
    chosen, gates = {first}, set(net.touched[first])
    grown = bool(gates)
    while grown:
        more = {n for n in enabled if n not in chosen and not gates.isdisjoint(net.affects(n))}
        chosen |= more
        gates.update(*(net.touched[number] for number in more))
        grown = bool(more)
    return [n for n in enabled if n in chosen or net.clusters[n].clears]


def _after(marking: Marking, taken: list[int], out: Marking) -> Marking:
    left = list(marking)
    for place in taken:
        left.remove(place)
    left += out
    left.sort()
    return tuple(left)


def _most(marking: Marking) -> int:
    """How many tokens lie on the fullest place."""
    most = run = 0
    last = -1
    for place in marking:
        run = run + 1 if place == last else 1
        last, most = place, max(most, run)
    return most
