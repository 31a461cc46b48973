"""An event sub-process begins at exactly one start event; an error that starts it interrupts."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "event-sub-process"


def event_sub_process(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.SUB_PROCESS):
        if not subject.triggered(element.id):
            continue
        starts = [
            inner for inner in subject.inside(element.id) if inner.kind is ElementKind.START_EVENT
        ]
        if len(starts) != 1:
            message = said(
                "The event sub-process has {count} start events. Draw exactly one in it.",
                count=len(starts),
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)
        for start in starts:
            if start.event is EventKind.ERROR and not start.interrupting:
                message = said("An error always interrupts. Make the start event interrupting.")
                yield Finding(rule=RULE, element_id=start.id, message=message)
