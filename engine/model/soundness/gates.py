"""What an inclusive join must know: from which places a token can still come to which of its flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engine.model.dialect import ElementKind
from engine.model.soundness.net import Cluster, Reach
from engine.model.soundness.roots import Root
from engine.model.soundness.sheets import Sheet

Places = Mapping[tuple[str, str], int]
Reaches = Mapping[int, Mapping[int, Reach]]


def reaches(root: Root, clusters: Sequence[Cluster], places: Places) -> Reaches:
    """For each inclusive join, by the number of its cluster: what tokens on each place can come to."""
    gates = [number for number, cluster in enumerate(clusters) if cluster.inclusive]
    if not gates:
        return {}
    back, feelers = _sources(root), _feelers(root.sheet, places)
    found: dict[int, dict[int, Reach]] = {}
    for gate in gates:
        upstream = _upstream(root, clusters[gate], back)
        ways = {
            place: frozenset(upstream[key] for key in keys if key in upstream)
            for place, keys in feelers.items()
            if not upstream.keys().isdisjoint(keys)
        }
        own = {place: frozenset({frozenset({n})}) for n, place in enumerate(clusters[gate].inputs)}
        found[gate] = {**ways, **own}
    return found


def touched_gates(clusters: Sequence[Cluster], reach: Reaches) -> tuple[frozenset[int], ...]:
    """For each cluster the joins for which its step changes what its tokens can come to, and itself where it is one."""
    seen: defaultdict[int, dict[int, Reach]] = defaultdict(dict)
    for gate, ways in reach.items():
        for place, way in ways.items():
            seen[place][gate] = way
    return tuple(_touched(number, cluster, seen) for number, cluster in enumerate(clusters))


def _touched(
    number: int, cluster: Cluster, seen: Mapping[int, Mapping[int, Reach]]
) -> frozenset[int]:
    after = {place for step in cluster.steps for place in step.out}
    views = [seen.get(place, {}) for place in {*cluster.inputs, *after}]
    if any(not step.out for step in cluster.steps):
        views.append({})
    first = views[0]
    different = {
        gate
        for view in views[1:]
        if view != first
        for gate in view.keys() | first.keys()
        if view.get(gate) != first.get(gate)
    }
    return frozenset(different | {number} if cluster.inclusive else different)


def _upstream(
    root: Root, cluster: Cluster, back: Mapping[str, Sequence[str]]
) -> Mapping[str, frozenset[int]]:
    """For each element the flows into the join that can be come to from it without passing the join."""
    found: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for nth, flow in enumerate(root.sheet.incoming[cluster.element_id]):
        seen, todo = {cluster.element_id}, [flow.source]
        while todo:
            key = todo.pop()
            if key not in seen:
                seen.add(key)
                todo += back.get(key, ())
        for key in seen - {cluster.element_id}:
            found[key] |= {nth}
    return found


def _sources(root: Root) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key in root.reached:
        for target in root.sheet.next_to(key):
            found[target].append(key)
    return found


def _feelers(sheet: Sheet, places: Places) -> Mapping[int, Sequence[str]]:
    """What waits beside a token looks ahead on its own: boundary events, the events behind an event gateway."""
    found: dict[int, Sequence[str]] = {}
    for (key, what), place in places.items():
        events = () if what else sheet.boundary.get(key, ())
        found[place] = [key, *(event.id for event in events)]
        if sheet.elements[key].kind is ElementKind.EVENT_GATEWAY:
            found[place] = [flow.target for flow in sheet.outgoing.get(key, ())]
    return found
