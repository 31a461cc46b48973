"""A token net: one part of a drawing as places, and the clusters that take tokens from them.

Each place belongs to exactly one cluster, so choices are free (Desel and Esparza 1995); only inclusive gateways look
further than their own places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: The places that hold a token, sorted; a place stands as often as it holds tokens. Empty: all tokens have ended.
Marking = tuple[int, ...]
#: For an inclusive gateway: which of its flows, by number, the token and each event that waits beside it can come to.
Reach = frozenset[frozenset[int]]

FINAL: Marking = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way in which an element can pass tokens on.

    element_id: empty where nothing is passed. data: conditions decide. clears: every token of the net is taken away.
    """

    element_id: str
    out: Marking = FINAL
    data: bool = False
    clears: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """An element with the places it takes tokens from: one from each at once; an inclusive join from those that have one.

    flows: what leads into each place of a join; empty for all other elements.
    """

    element_id: str
    inputs: Marking
    steps: tuple[Step, ...]
    flows: tuple[str, ...] = ()
    inclusive: bool = False

    @property
    def clears(self) -> bool:
        return any(step.clears for step in self.steps)

    @property
    def ends(self) -> bool:
        """Whether tokens only end here, each for itself."""
        return len(self.inputs) == 1 and all(not (step.out or step.clears) for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Net:
    """clusters: those nearer to the beginning first. cluster_of: for each place the number of its cluster.

    reach: for each inclusive join, by the number of its cluster, what tokens on other places can come to. touched: for
    each cluster the inclusive joins for which its step changes that.
    """

    start: Marking
    clusters: tuple[Cluster, ...]
    cluster_of: tuple[int, ...]
    reach: Mapping[int, Mapping[int, Reach]] = field(default_factory=dict)
    touched: tuple[frozenset[int], ...] = ()
    #: Too many ways out of some element to try every combination.
    partial: bool = False

    @cached_property
    def clearing(self) -> frozenset[int]:
        return frozenset(n for n, cluster in enumerate(self.clusters) if cluster.clears)

    @cached_property
    def ends(self) -> frozenset[int]:
        """The places on which tokens only end."""
        return frozenset(cluster.inputs[0] for cluster in self.clusters if cluster.ends)

    def enabled(self, marking: Marking) -> list[int]:
        """The clusters that can take a step, in their order."""
        near = sorted({self.cluster_of[place] for place in marking})
        return [number for number in near if self._is_enabled(number, marking)]

    def taken(self, number: int, marking: Marking) -> Iterator[int]:
        """The places from which the cluster takes its tokens."""
        cluster = self.clusters[number]
        return (place for place in cluster.inputs if not cluster.inclusive or place in marking)

    def affects(self, number: int) -> Iterator[int]:
        """The inclusive joins that look at tokens on the places of this cluster; itself, if it is one."""
        places = self.clusters[number].inputs
        for gate, seen in self.reach.items():
            if gate == number or any(place in seen for place in places):
                yield gate

    def _is_enabled(self, number: int, marking: Marking) -> bool:
        cluster = self.clusters[number]
        if not cluster.steps:
            return False
        if cluster.inclusive:
            return self._opens(number, marking)
        return len(cluster.inputs) == 1 or all(place in marking for place in cluster.inputs)

    def _opens(self, number: int, marking: Marking) -> bool:
        """BPMN 2.0, 13.4.3: no token can still come to a flow without one, unless it can also come to one that has one."""
        cluster, seen = self.clusters[number], self.reach[number]
        held = {nth for nth, place in enumerate(cluster.inputs) if place in marking}
        if len(held) == len(cluster.inputs):
            return True
        others = (place for place in marking if place not in cluster.inputs)
        return not any(way.isdisjoint(held) for place in others for way in seen.get(place, ()))
