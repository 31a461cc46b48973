"""Joins that wait for ever: the markings in which tokens are left and none can go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.model.soundness.fault import Fault, FaultKind
from engine.model.soundness.judging import Judgement
from engine.model.soundness.paths import came_by, come_to_without, reached_from
from engine.model.soundness.roots import Root
from engine.model.soundness.sheets import Sheet


def waiting_joins(root: Root, judgement: Judgement) -> Iterator[Fault]:
    """Of the markings with the same joins to blame only the first one is told."""
    told: set[tuple[FaultKind, tuple[str, ...], bool]] = set()
    space = judgement.space
    for number in filter(space.is_stuck, sorted(space.edges)):
        waits, sure = _waits(judgement, number), number in judgement.sure
        causes = [join for join in waits if not _is_consequence(root, join, waits)]
        causes = causes or [join for join in waits if _is_fed(root.sheet, join, waits)]
        for kind, joins in _blamed(causes, waits):
            if (kind, joins, sure) not in told:
                told.add((kind, joins, sure))
                yield Fault(
                    kind=kind,
                    element_id=joins[0],
                    path=came_by(root, space, number, *joins),
                    others=waits[joins[0]] if kind is FaultKind.WAITS else joins,
                    sure=sure,
                )


def _blamed(
    causes: list[str], waits: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[FaultKind, tuple[str, ...]]]:
    if not causes:
        yield FaultKind.CIRCLE, tuple(sorted(waits))
    for join in causes:
        yield FaultKind.WAITS, (join,)


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
    missing = {flow.source for flow in root.sheet.incoming.get(join, ()) if flow.id in waits[join]}
    return any(
        not missing.isdisjoint(reached_from(root.sheet, other, stop=join))
        for other in waits
        if other != join
    )


def _is_fed(sheet: Sheet, join: str, waits: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether what it waits for could have come without any of the others: then it is no fault of theirs."""
    near = come_to_without(sheet, waits.keys() - {join})
    return all(flow.source in near for flow in sheet.incoming[join] if flow.id in waits[join])
