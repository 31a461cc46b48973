"""Faults in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from engine.model.findings import Finding, Severity
from engine.model.soundness.fault import Fault, FaultKind
from engine.model.soundness.restless import Circle
from engine.model.soundness.sheets import Sheet
from engine.words import Sentence, joined, said

RULE = "soundness"
_HARMLESS = frozenset({FaultKind.TWICE, FaultKind.DEAD})
#: Of a longer way only the beginning and the end are told.
MOST_STEPS = 24
_BY_DATA = said(
    "That depends on data: see to it that the conditions on this way exclude it, or draw it otherwise."
)
_BY_TIMER = said("A timer around it ends this; draw it so that it need not.")
_TWICE = said(
    "A second token can come here while the first is still on its way, and what follows runs twice. Let branches that run side by side meet in a parallel gateway first; leave it if it is meant."
)


def fault_finding(sheet: Sheet, outer: Sequence[str], fault: Fault) -> Finding:
    """outer: the sub-processes around the scope, from the outermost to the scope itself."""
    warned = fault.kind is FaultKind.TWICE or not (fault.sure and not _is_ended(sheet, fault))
    way = _without_stops((*outer, *fault.path, fault.element_id)) if fault.path else ()
    parts = [_sentence(sheet, fault, may=warned)]
    if way:
        parts.append(_way(way))
    if fault.dead:
        behind = ", ".join(fault.dead)
        parts.append(said("So nothing comes to {elements} either.", elements=behind))
    if warned and fault.kind not in _HARMLESS:
        parts.append(_BY_TIMER if fault.sure else _BY_DATA)
    return _finding(fault.element_id, joined(parts), way, warned=warned)


def circle_finding(outer: Sequence[str], circle: Circle) -> Finding:
    told = said(
        "The circle through {members} can be run round without waiting for anybody. "
        "Put a user task or a timer into it, or make sure that a condition ends it soon.",
        members=", ".join(circle.members),
    )
    way = _without_stops((*outer, *circle.path, circle.members[0]))
    return _finding(circle.members[0], joined((told, _way(way))), way, warned=True)


def partial_finding(scope: str, seen: int) -> Finding:
    message = said(
        "Not completely checked: {seen} states were looked at, and there are more. Draw parts that run side by side as sub-processes, and let conditions choose among fewer ways at once.",
        seen=seen,
    )
    return _finding(scope, message, (), warned=True)


def _is_ended(sheet: Sheet, fault: Fault) -> bool:
    """Whether a timer around it ends what is stuck; what is dead stays so."""
    return sheet.rescued and fault.kind is not FaultKind.DEAD and not fault.dead


def _sentence(sheet: Sheet, fault: Fault, *, may: bool) -> Sentence:
    others = ", ".join(fault.others)
    if fault.kind is FaultKind.WAITS:
        return _waiting(_from(sheet, fault), may=may)
    if fault.kind is FaultKind.CIRCLE:
        if may:
            return said("The gateways {others} may wait for one another for ever.", others=others)
        return said("The gateways {others} wait for one another for ever.", others=others)
    if fault.kind is FaultKind.ENDLESS:
        return _endless(others, may=may)
    if fault.kind is FaultKind.TWICE:
        return _TWICE
    if sheet.is_join(fault.element_id):
        return said("The gateway never opens: there is no run with a token on each of its flows.")
    if fault.others:
        return said("No run ever comes here: nothing goes over {flows}.", flows=_from(sheet, fault))
    return said("No run ever comes here.")


def _from(sheet: Sheet, fault: Fault) -> Sentence:
    """The flows over which nothing comes, each with the element that it leads out of."""
    sources = {flow.id: flow.source for flow in sheet.incoming.get(fault.element_id, ())}
    return joined(
        (said("{flow} from {source}", flow=flow, source=sources[flow]) for flow in fault.others),
        by=said(" and "),
    )


def _waiting(flows: Sentence, *, may: bool) -> Sentence:
    if may:
        return said(
            "The gateway may wait for ever: nothing comes over {flows}.",
            flows=flows,
        )
    return said("The gateway waits for ever: nothing comes over {flows}.", flows=flows)


def _endless(others: str, *, may: bool) -> Sentence:
    if may:
        return said(
            "There may be no way to an end any more: it goes round through {others} for ever.",
            others=others,
        )
    return said(
        "There is no way to an end any more: it goes round through {others} for ever.",
        others=others,
    )


def _without_stops(keys: Sequence[str]) -> tuple[str, ...]:
    """A way on which a token that stays where it is counts once."""
    return tuple(key for n, key in enumerate(keys) if n == 0 or key != keys[n - 1])


def _way(keys: Sequence[str]) -> Sentence:
    told = list(keys)
    if len(told) > MOST_STEPS:
        told = [*told[: MOST_STEPS // 2], "…", *told[-MOST_STEPS // 2 :]]
    return said("The way there: {way}.", way=", ".join(told))


def _finding(element_id: str, message: Sentence, way: tuple[str, ...], *, warned: bool) -> Finding:
    severity = Severity.WARNING if warned else Severity.ERROR
    return Finding(rule=RULE, element_id=element_id, message=message, severity=severity, way=way)
