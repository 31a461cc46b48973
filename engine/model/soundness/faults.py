"""What can go wrong, read from the markings of the nets of one process or sub-process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.model.soundness.building import net_of
from engine.model.soundness.dead import dead_elements
from engine.model.soundness.judging import Judgement, going_back, judge
from engine.model.soundness.paths import bottom, came_by, reached_from
from engine.model.soundness.roots import Root, roots
from engine.model.soundness.running import may_run
from engine.model.soundness.sheets import Sheet


class FaultKind(StrEnum):
    WAITS = "waits"  #: a join waits for ever; `others` are the flows it waits for
    CIRCLE = "circle"  #: joins wait for one another; `others` are these joins
    ENDLESS = "endless"  #: nothing leads to an end; `others` are the elements it goes round through
    DEAD = "dead"  #: never come to
    TWICE = "twice"  #: come to while the first token is still there


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """sure: whatever the data. path: the elements on the way. dead: what is never come to because of it."""

    kind: FaultKind
    element_id: str
    path: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sure: bool = False
    dead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """seen: how many markings were looked at. complete: there are no more."""

    faults: tuple[Fault, ...]
    seen: int
    complete: bool


def outcome_of(sheet: Sheet, limit: int) -> Outcome:
    """Check one scope with no more than about `limit` markings."""
    judged: list[tuple[Root, Judgement]] = []
    left = limit
    for root in roots(sheet):
        judged.append((root, judge(net_of(root), max(left, 1))))
        left -= len(judged[-1][1].space.markings)
    faults = _firsts(fault for pair in judged for fault in _faults(*pair))
    return Outcome(
        faults=tuple(_with_dead(faults, dead_elements(sheet, judged))),
        seen=sum(len(judgement.space.markings) for _, judgement in judged),
        complete=all(judgement.space.complete for _, judgement in judged),
    )


def _faults(root: Root, judgement: Judgement) -> Iterator[Fault]:
    yield from _stuck(root, judgement)
    yield from _endless(root, judgement)
    yield from _twice(root, judgement)


def _stuck(root: Root, judgement: Judgement) -> Iterator[Fault]:
    for number in filter(judgement.space.is_stuck, sorted(judgement.space.edges)):
        waits = _waits(judgement, number)
        causes = [join for join in waits if not _is_consequence(root, join, waits)]
        sure = number in judgement.sure
        for join in causes:
            path = came_by(root, judgement.space, number, join)
            yield Fault(
                kind=FaultKind.WAITS, element_id=join, path=path, others=waits[join], sure=sure
            )
        if not causes:
            first = min(waits)
            path = came_by(root, judgement.space, number, *waits)
            yield Fault(
                kind=FaultKind.CIRCLE,
                element_id=first,
                path=path,
                others=tuple(sorted(waits)),
                sure=sure,
            )


def _waits(judgement: Judgement, number: int) -> Mapping[str, tuple[str, ...]]:
    """The joins at which tokens stand, with the flows that they wait for."""
    net, marking = judgement.space.net, judgement.space.markings[number]
    joins = (net.clusters[cluster] for cluster in sorted({net.cluster_of[p] for p in marking}))
    return {
        join.element_id: tuple(
            flow
            for place, flow in zip(join.inputs, join.flows, strict=True)
            if place not in marking
        )
        for join in joins
    }


def _is_consequence(root: Root, join: str, waits: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether what it waits for would come from another join that waits itself."""
    missing = {
        flow.source for flow in root.sheet.incoming.get(join, ()) if flow.id in waits[join]
    }
    return any(
        not missing.isdisjoint(reached_from(root.sheet, other, stop=join))
        for other in waits
        if other != join
    )


def _endless(root: Root, judgement: Judgement) -> Iterator[Fault]:
    space = judgement.space
    stuck = [number for number in space.edges if space.is_stuck(number)]
    endless = judgement.doomed - going_back(space, stuck)
    if not endless:
        return
    first = min(endless & judgement.sure or endless)
    circle = bottom(space, first)
    members = {
        space.net.clusters[edge.cluster].steps[edge.step].element_id
        for number in circle
        for edge in space.edges[number]
    }
    ordered = tuple(key for key in root.sheet.elements if key in members)
    yield Fault(
        kind=FaultKind.ENDLESS,
        element_id=ordered[0],
        path=came_by(root, space, min(circle), *ordered),
        others=ordered,
        sure=first in judgement.sure,
    )


def _twice(root: Root, judgement: Judgement) -> Iterator[Fault]:
    space = judgement.space
    for number in space.doubled:
        marking = space.markings[number]
        for place in sorted({place for place in marking if marking.count(place) > 1}):
            key = space.net.clusters[space.net.cluster_of[place]].element_id
            if may_run(root.sheet, key):
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


def _with_dead(
    faults: list[Fault], dead: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
) -> Iterator[Fault]:
    """A join that never opens is sure to be wrong; what is dead without one has a fault of its own."""
    waiting = {fault.element_id: fault for fault in faults if fault.kind is FaultKind.WAITS}
    for key, (path, behind) in dead.items():
        known = waiting.get(key)
        yield Fault(
            kind=known.kind if known else FaultKind.DEAD,
            element_id=key,
            path=known.path if known else path,
            others=known.others if known else (),
            sure=True,
            dead=behind,
        )
    yield from (f for f in faults if f.kind is not FaultKind.WAITS or f.element_id not in dead)
