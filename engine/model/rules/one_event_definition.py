"""An event waits for one thing, or brings about one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import EVENTS, event_definitions
from engine.model.findings import Finding
from engine.model.rules.subject import Subject

RULE = "one-event-definition"


def one_event_definition(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(*sorted(EVENTS)):
        count = len(event_definitions(node))
        if count > 1:
            message = f"The event has {count} definitions. Draw one event for each of them."
            yield Finding(rule=RULE, element_id=element.id, message=message)
