"""The retry rule of a job can be read: how many attempts in all, and the wait between them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expression.iso import InvalidIso, parse_cycle
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "retries"


def retries(subject: Subject) -> Iterator[Finding]:
    for element in subject.elements.values():
        if element.retries is not None and not _is_retry_rule(element.retries):
            message = said(
                "The retry rule «{rule}» cannot be read. Write attempts and wait, R3/PT1M: three attempts in all, a minute between.",
                rule=element.retries,
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _is_retry_rule(text: str) -> bool:
    try:
        cycle = parse_cycle(text)
    except InvalidIso:
        return False
    return cycle.times is not None and cycle.start is None
