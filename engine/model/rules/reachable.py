"""A token can come to every element; one to which nothing leads never runs, which breaks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding, Severity
from engine.model.rules.graph import come_to
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "reachable"


def reachable(subject: Subject) -> Iterator[Finding]:
    seen = come_to(subject)
    for element in subject.elements.values():
        if element.id not in seen:
            message = said(
                "Nothing leads to this element: it never runs. Lead a flow to it, or delete it."
            )
            yield Finding(
                rule=RULE, element_id=element.id, message=message, severity=Severity.WARNING
            )
