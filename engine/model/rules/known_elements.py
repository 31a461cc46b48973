"""Whatever the standard has and this engine does not execute is refused, with how to draw it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.definition import executable_processes
from engine.model.dialect import BPMN, bpmn, local_name, namespace
from engine.model.findings import Finding
from engine.model.rules.subject import owner_id
from engine.model.vocabulary import EXECUTED, NOT_ENTERED, REDRAW, REDRAW_ELSE
from engine.words import said

RULE = "known-elements"


def known_elements(root: etree._Element) -> Iterator[Finding]:
    for node in bpmn_elements(root):
        name = local_name(node.tag)
        if name not in EXECUTED:
            message = said(
                "«{name}» is not executed here. {redraw}",
                name=name,
                redraw=REDRAW.get(name, REDRAW_ELSE),
            )
            yield Finding(rule=RULE, element_id=owner_id(node), message=message)
        if name == "extensionElements" and any(
            namespace(deep.tag) == BPMN for deep in node.iterdescendants()
        ):
            message = said(
                "An extension holds elements of BPMN, which would be taken for the model's. Delete the extension."
            )
            yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def bpmn_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The BPMN elements that take part in execution; nothing below an element that is refused."""
    processes = executable_processes(root)
    for node in root.iterchildren():
        if node.tag != bpmn("process") or node in processes:
            yield from _below(node)


def _below(node: etree._Element) -> Iterator[etree._Element]:
    if namespace(node.tag) != BPMN:
        return
    yield node
    name = local_name(node.tag)
    if name in EXECUTED and name not in NOT_ENTERED:
        for child in node.iterchildren():
            yield from _below(child)
