"""Places that are never empty again once a token is on them (traps, Commoner 1972): such a run never ends.

Found without looking at markings, and so also where tokens multiply without bound.
"""

from __future__ import annotations

from engine.model.soundness.net import Cluster, Net


def endless_places(net: Net) -> frozenset[int]:
    """The places of the largest trap where the beginning marks it; none where something may clear the net."""
    if net.clearing:
        return frozenset()
    left = set(range(len(net.cluster_of)))
    while lost := {place for cluster in net.clusters for place in _drained(cluster, left)}:
        left -= lost
    return frozenset(left) if not left.isdisjoint(net.start) else frozenset()


def _drained(cluster: Cluster, left: set[int]) -> set[int]:
    """The places of these from which the cluster can take tokens without giving any back to them."""
    gives_back = all(not left.isdisjoint(step.out) for step in cluster.steps)
    return set() if gives_back else left.intersection(cluster.inputs)
