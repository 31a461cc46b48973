"""A transaction that can be cancelled says what happens then: one cancel event on its boundary."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import said

RULE = "transactions"


def transactions(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.TRANSACTION):
        caught = [
            event.id
            for event in subject.elements.values()
            if event.attached_to == element.id and event.event is EventKind.CANCEL
        ]
        thrown = [inner.id for inner in subject.inside(element.id) if _cancels(inner)]
        if thrown and len(caught) != 1:
            message = said(
                "{event} cancels the transaction, on whose edge are {count} cancel events. Draw exactly one.",
                event=thrown[0],
                count=len(caught),
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)
        if caught and not thrown:
            message = said(
                "Nothing in the transaction cancels it. Delete {event}, or draw a cancel end event inside.",
                event=caught[0],
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _cancels(element: Element) -> bool:
    return element.kind is ElementKind.END_EVENT and element.event is EventKind.CANCEL
