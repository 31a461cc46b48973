"""What people read has a name in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import GATEWAYS, ElementKind
from engine.model.findings import Finding, Severity
from engine.model.rules.subject import Subject
from engine.words import Words, joined, said

RULE = "labels"


def labels(subject: Subject) -> Iterator[Finding]:
    for element_id, label in _read_by_people(subject):
        missing = [
            name
            for name, text in (
                (said("the name"), label.kk),
                ("label.ru", label.ru),
                ("label.en", label.en),
            )
            if not text
        ]
        if missing:
            message = said(
                "It lacks {missing}. Write the name in Kazakh and the others as properties.",
                missing=joined(missing, by=", "),
            )
            yield Finding(
                rule=RULE, element_id=element_id, message=message, severity=Severity.WARNING
            )


def _read_by_people(subject: Subject) -> Iterator[tuple[str, Words]]:
    yield from ((lane.id, lane.label) for lane in subject.definition.lanes)
    for element in subject.elements.values():
        splits = element.kind in GATEWAYS and len(subject.outgoing[element.id]) > 1
        if splits or element.kind is ElementKind.USER_TASK:
            yield element.id, element.label
