"""A token can come to every element."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding
from engine.model.rules.graph import entries, reached, steps
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "reachable"


def reachable(subject: Subject) -> Iterator[Finding]:
    begun = [entry for scope in subject.scopes for entry in entries(subject, scope)]
    seen = reached(steps(subject), begun)
    for element in subject.elements.values():
        if element.id not in seen:
            message = said("Nothing leads to this element. Lead a flow to it, or delete it.")
            yield Finding(rule=RULE, element_id=element.id, message=message)
