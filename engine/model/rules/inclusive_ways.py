"""Out of one inclusive gateway or activity lead no more conditional flows than can be looked at together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.model.dialect import ACTIVITIES, ElementKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "inclusive-ways"
#: Any of them may be true beside any others: with n of them there are 2^n ways on.
MOST_CONDITIONS: Final = 64


def inclusive_ways(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.INCLUSIVE_GATEWAY, *sorted(ACTIVITIES)):
        flows = subject.outgoing[element.id]
        count = sum(flow.condition is not None and not flow.default for flow in flows)
        if count > MOST_CONDITIONS:
            message = said(
                "There are {count} conditional flows out of it, any of which can be taken together; at most {most} may. Draw several inclusive gateways one behind the other, or a multi-instance activity over a list.",
                count=count,
                most=MOST_CONDITIONS,
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)
