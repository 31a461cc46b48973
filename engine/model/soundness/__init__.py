"""Soundness: whether every run that the drawing allows can come to an end (van der Aalst 1997), by looking at its states.

The document as drawn is checked, not the lowered one: findings speak of the analyst's elements, and the lowering keeps
what tokens do. What is checked, by which algorithms, and why it is right: docs/soundness.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.model.findings import Finding
from engine.model.rules.graph import come_to
from engine.model.rules.subject import Subject
from engine.model.soundness.fault import FaultKind
from engine.model.soundness.faults import outcome_of
from engine.model.soundness.restless import restless_circles
from engine.model.soundness.sheets import sheets
from engine.model.soundness.wording import RULE, circle_finding, fault_finding, partial_finding

__all__ = ["MOST_TOKENS", "NEEDED", "RULE", "soundness"]

#: How much is looked at in one model: the tokens of all states, and five more for each state. Some 150 ms at most.
MOST_TOKENS = 100_000
#: Where one of these rules finds an error there is nothing to run tokens over.
NEEDED = frozenset(
    {
        "start-event",
        "one-none-start",
        "flow-ends",
        "flow-direction",
        "path-to-end",
        "inclusive-ways",
        "default-flow",
        "conditional-source",
        "event-gateway",
        "event-position",
        "event-sub-process",
        "boundary-event",
        "one-event-definition",
        "links",
    }
)


def soundness(subject: Subject, *, limit: int = MOST_TOKENS) -> Iterator[Finding]:
    """Findings on the drawing; the subject has passed the rules in NEEDED. limit: of what to look at, as MOST_TOKENS."""
    drawn = {sheet.scope: sheet for sheet in sheets(subject)}
    left, idle = limit, set(subject.elements) - come_to(subject)
    for sheet in drawn.values():
        outer = _outer(subject, sheet.scope)
        if not idle.isdisjoint(outer):
            continue
        outcome = outcome_of(sheet, left)
        left = max(left - outcome.size, 1)
        for fault in outcome.faults:
            idle |= {fault.element_id, *fault.dead} if fault.kind is FaultKind.DEAD else set()
            yield fault_finding(sheet, outer, fault)
        if not outcome.complete:
            yield partial_finding(sheet.scope, outcome.seen)
    for circle in restless_circles(drawn, limit):
        scope = subject.elements[circle.members[0]].scope
        yield circle_finding(_outer(subject, scope), circle)


def _outer(subject: Subject, scope: str) -> Sequence[str]:
    """The sub-processes that hold the scope, from the outermost to itself; the process is not among them."""
    found: list[str] = []
    while scope in subject.elements:
        found.append(scope)
        scope = subject.elements[scope].scope
    return found[::-1]
