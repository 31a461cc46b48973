"""Where a gateway chooses, every way but the default one says when it is taken."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.definition import implied_defaults
from engine.model.dialect import CHOICES
from engine.model.findings import Finding, Severity
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "split-conditions"


def split_conditions(subject: Subject) -> Iterator[Finding]:
    for flow_id, gateway_id in implied_defaults(subject.process).items():
        message = said(
            "The way out of {element} has no condition: it is taken when none of the others is true. Make it the default flow.",
            element=gateway_id,
        )
        yield Finding(rule=RULE, element_id=flow_id, message=message, severity=Severity.WARNING)
    for element, _ in subject.of_kind(*CHOICES):
        ways = subject.outgoing[element.id]
        for flow in ways if len(ways) > 1 else ():
            if flow.condition is None and not flow.default:
                message = said(
                    "The way out of {element} has no condition. Write one, or make it the default flow.",
                    element=element.id,
                )
                yield Finding(rule=RULE, element_id=flow.id, message=message)
