"""Conditions stand on flows out of activities and of gateways that choose; elsewhere they would not be read."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ACTIVITIES, CHOICES
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "conditional-source"


def conditional_source(subject: Subject) -> Iterator[Finding]:
    for flow in subject.definition.flows.values():
        source = subject.elements.get(flow.source)
        if (
            flow.condition is not None
            and source is not None
            and source.kind not in ACTIVITIES | CHOICES
        ):
            message = said(
                "The condition on a flow out of {kind} {source} is not read. Put an exclusive gateway there.",
                kind=source.kind,
                source=source.id,
            )
            yield Finding(rule=RULE, element_id=flow.id, message=message)
