"""Where a gateway chooses, every way but the default one says when it is taken."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import CHOICES
from engine.model.findings import Finding
from engine.model.rules.subject import Subject

RULE = "split-conditions"


def split_conditions(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(*CHOICES):
        ways = subject.outgoing[element.id]
        for flow in ways if len(ways) > 1 else ():
            if flow.condition is None and not flow.default:
                message = f"The way out of {element.id} has no condition. Write one, or make it the default flow."
                yield Finding(rule=RULE, element_id=flow.id, message=message)
