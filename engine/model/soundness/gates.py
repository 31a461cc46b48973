"""What an inclusive join must know: from which places a token can still come to which of its flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.model.dialect import ElementKind
from engine.model.soundness.net import Cluster, Reach
from engine.model.soundness.roots import Root
from engine.model.soundness.sheets import Sheet

Reaches = Mapping[int, Mapping[int, Reach]]


def reaches(
    root: Root, clusters: Sequence[Cluster], places: Mapping[tuple[str, str], int]
) -> Reaches:
    """For each inclusive join, by the number of its cluster: what tokens on each place can come to."""
    found: dict[int, dict[int, Reach]] = {}
    for number, cluster in enumerate(clusters):
        if cluster.inclusive:
            upstream = _upstream(root, cluster)
            ways = {place: _seen(root.sheet, *spot, upstream) for spot, place in places.items()}
            own = {place: frozenset({frozenset({n})}) for n, place in enumerate(cluster.inputs)}
            found[number] = {place: way for place, way in {**ways, **own}.items() if way}
    return found


def touched_gates(clusters: Sequence[Cluster], reach: Reaches) -> tuple[frozenset[int], ...]:
    """For each cluster the joins for which its step changes what its tokens can come to, and itself where it is one."""
    return tuple(frozenset(_touched(number, clusters, reach)) for number in range(len(clusters)))


def _touched(number: int, clusters: Sequence[Cluster], reach: Reaches) -> Iterator[int]:
    cluster = clusters[number]
    after = {place for step in cluster.steps for place in step.out}
    ends = any(not step.out for step in cluster.steps)
    for gate, seen in reach.items():
        before = {seen.get(place) for place in cluster.inputs}
        same = before | {seen.get(place) for place in after} | ({None} if ends else set())
        if gate == number or len(same) > 1:
            yield gate


def _upstream(root: Root, cluster: Cluster) -> dict[str, frozenset[int]]:
    """For each element the flows into the join that can be come to from it without passing the join."""
    back: defaultdict[str, list[str]] = defaultdict(list)
    for key in root.reached:
        for target in root.sheet.next_to(key):
            back[target].append(key)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for nth, flow in enumerate(root.sheet.incoming[cluster.element_id]):
        todo = [flow.source]
        while todo:
            key = todo.pop()
            if key != cluster.element_id and nth not in found[key]:
                found[key].add(nth)
                todo += back[key]
    return {key: frozenset(flows) for key, flows in found.items()}


def _seen(sheet: Sheet, key: str, what: str, upstream: Mapping[str, frozenset[int]]) -> Reach:
    """What waits beside the token looks ahead on its own: boundary events, the events behind an event gateway."""
    events = () if what else sheet.boundary.get(key, ())
    feelers = [key, *(event.id for event in events)]
    if sheet.elements[key].kind is ElementKind.EVENT_GATEWAY:
        feelers = [flow.target for flow in sheet.outgoing.get(key, ())]
    return frozenset(upstream[feeler] for feeler in feelers if feeler in upstream)
