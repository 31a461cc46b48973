"""A default flow leaves the element that names it, has no condition, and stands beside flows that have one."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "default-flow"


def default_flow(subject: Subject) -> Iterator[Finding]:
    for element in subject.elements.values():
        message = _objection(subject, element, subject.nodes[element.id])
        if message:
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _objection(subject: Subject, element: Element, node: etree._Element) -> Sentence | None:
    named = node.get("default")
    if named is None:
        return None
    ways = {flow.id: flow for flow in subject.outgoing[element.id]}
    if named not in ways:
        return said(
            "The default flow {named} does not leave this element. Choose one of its own flows, or none.",
            named=named,
        )
    if ways[named].condition is not None:
        return said(
            "The default flow {named} has a condition, which would never be read. Delete the condition.",
            named=named,
        )
    if len(ways) > 1 and not any(flow.condition for flow in ways.values()):
        return said(
            "The default flow {named} stands beside flows without conditions. Write a condition on each of them.",
            named=named,
        )
    return None
