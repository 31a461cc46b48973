"""A running node starts a process by its plain start event; message, timer and signal starts run in `trace` alone."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding, Severity
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "live-start"


def live_start(subject: Subject) -> Iterator[Finding]:
    message = said(
        "A message, timer or signal starts a process in trace alone, not yet on a running node. "
        "Draw a plain start event beside it."
    )
    for element in subject.definition.start_events:
        if element.event is not None or element.instantiates:
            yield Finding(
                rule=RULE, element_id=element.id, message=message, severity=Severity.WARNING
            )
