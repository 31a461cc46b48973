"""A boundary event is attached to an activity of its own process or sub-process, leads somewhere and reads what it sees."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.expression import ExpressionInvalid, compile_expression
from engine.model.dialect import ACTIVITIES, ElementKind, EventKind, bpmn, camunda, extensions
from engine.model.findings import Finding, Severity
from engine.model.rules.sites import Site, expression_sites
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "boundary-event"


def boundary_event(subject: Subject) -> Iterator[Finding]:
    for event, node in subject.of_kind(ElementKind.BOUNDARY_EVENT):
        for message in _objections(subject, event):
            yield Finding(rule=RULE, element_id=event.id, message=message)
        for message in _unseen(subject.nodes.get(event.attached_to or ""), node):
            yield Finding(
                rule=RULE, element_id=event.id, message=message, severity=Severity.WARNING
            )


def _objections(subject: Subject, event: Element) -> Iterator[Sentence]:
    host = subject.elements.get(event.attached_to or "")
    if host is None or host.kind not in ACTIVITIES or host.scope != event.scope:
        yield said(
            "The boundary event is attached to {host}, no activity beside it. Drop it on the edge of an activity.",
            host=event.attached_to,
        )
    elif subject.triggered(host.id):
        yield said(
            "The boundary event is attached to the event sub-process {host}. Draw it on an activity.",
            host=host.id,
        )
    kinds = {kind for kind, _ in event.events}
    if EventKind.ERROR in kinds and not event.interrupting:
        yield said("An error always interrupts. Make the boundary event interrupting.")
    if EventKind.CANCEL in kinds and not event.interrupting:
        yield said("A cancelled transaction does not go on. Make the boundary event interrupting.")
    if not subject.outgoing[event.id] and EventKind.COMPENSATE not in kinds:
        yield said(
            "The boundary event leads nowhere. Draw a flow from it to what shall happen then."
        )


def _unseen(host: etree._Element | None, event: etree._Element) -> Iterator[Sentence]:
    """Names that mean a variable within the activity: the event stands around it, and would take another one of that name."""
    within = frozenset() if host is None else frozenset(_within(host))
    for site in expression_sites(event):
        for name in sorted(within & _names(site)):
            yield said(
                "The {what} reads {name}, which {host} has within: a boundary event sees the variables around its activity alone, one of that name too. Read there what {name} is made of, or draw a sub-process around that has it.",
                what=site.what,
                name=name,
                host="" if host is None else host.get("id"),
            )


def _within(host: etree._Element) -> Iterator[str]:
    """Names of the variables that an activity has for itself."""
    for holder in extensions(host, "inputOutput"):
        yield from (item.get("name", "") for item in holder.iterchildren(camunda("inputParameter")))
    yield from (item.get("target", "") for item in extensions(host, "in"))
    for rounds in host.iterchildren(bpmn("multiInstanceLoopCharacteristics")):
        yield "loopCounter"
        yield rounds.get(camunda("elementVariable"), "")
        yield from (item.get("name", "") for item in rounds.iterchildren(bpmn("inputDataItem")))


def _names(site: Site) -> frozenset[str]:
    try:
        return compile_expression(site.text).names
    except ExpressionInvalid:
        return frozenset()
