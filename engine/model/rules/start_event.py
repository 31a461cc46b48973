"""A process begins at a start event; a sub-process has at least something to begin with."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding, Severity
from engine.model.rules.graph import entries
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "start-event"


def start_event(subject: Subject) -> Iterator[Finding]:
    if not subject.definition.start_events:
        message = said(
            "The process has no start event. Draw one and lead a flow from it to the first step."
        )
        yield Finding(rule=RULE, element_id=subject.definition.process_id, message=message)
    for scope in subject.scopes[1:]:
        if not subject.inside(scope):
            message = said(
                "The sub-process is empty: it is passed at once. Draw what is done in it."
            )
            yield Finding(rule=RULE, element_id=scope, message=message, severity=Severity.WARNING)
        elif not any(True for _ in entries(subject, scope)):
            message = said("The sub-process has nothing to begin with. Draw a start event in it.")
            yield Finding(rule=RULE, element_id=scope, message=message)
