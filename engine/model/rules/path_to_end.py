"""From every element that a token can come to it can come to an end."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding
from engine.model.rules.graph import come_to, ends, reached, steps, turned
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "path-to-end"


def path_to_end(subject: Subject) -> Iterator[Finding]:
    good = reached(turned(steps(subject)), ends(subject))
    bad = come_to(subject) - good
    for scope in subject.scopes:
        lost = [element.id for element in subject.inside(scope) if element.id in bad]
        if lost:
            message = said(
                "No way leads to an end from {elements}. Lead a flow out of the circle, behind a gateway.",
                elements=", ".join(lost),
            )
            yield Finding(rule=RULE, element_id=lost[0], message=message)
