"""The retry rule of a job can be read: how many attempts in all, and the waits between them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expression import InvalidIso, parse_retries
from engine.model.dialect import in_braces
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "retries"


def retries(subject: Subject) -> Iterator[Finding]:
    for element in subject.elements.values():
        if element.retries is None or in_braces(element.retries):
            continue
        try:
            parse_retries(element.retries)
        except InvalidIso as error:
            message = said("The retry rule cannot be read: {error}.", error=error.words)
            yield Finding(rule=RULE, element_id=element.id, message=message)
