"""A multi-instance activity says how many rounds there are, in exactly one way, and goes on when all are done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import bpmn, camunda, clean_text
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id
from engine.words import Sentence, said

RULE = "multi-instance"


def multi_instance(subject: Subject) -> Iterator[Finding]:
    for node in subject.process.iter(bpmn("multiInstanceLoopCharacteristics")):
        for message in _objections(node):
            yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def _objections(node: etree._Element) -> Iterator[Sentence]:
    collection = node.get(camunda("collection")) or clean_text(node.find(bpmn("loopDataInputRef")))
    rounds = clean_text(node.find(bpmn("loopCardinality")))
    if bool(collection) == bool(rounds):
        yield said(
            "A multi-instance activity needs a collection or a number of rounds, one of them. Write it in the properties panel."
        )
    if rounds and re.fullmatch(r"-\s*\d+", rounds):
        yield said("The number of rounds is negative. Write a number from 0 on, or an expression.")
    if node.get("behavior", "All") != "All":
        yield said(
            "The behaviour {behavior} does not run: only All does. Throw an event at the end of each round instead.",
            behavior=node.get("behavior"),
        )
    yield from _variable_objections(node, needed=bool(collection))


def _variable_objections(node: etree._Element, *, needed: bool) -> Iterator[Sentence]:
    item = node.find(bpmn("inputDataItem"))
    standard = None if item is None else item.get("name") or item.get("id")
    variable = node.get(camunda("elementVariable")) or standard
    if needed and not variable:
        yield said(
            "The collection has no element variable. Write camunda:elementVariable, the name of each item."
        )
    if variable and not variable.isidentifier():
        yield said(
            "The element variable «{variable}» is no name. Write letters, digits and underscores.",
            variable=variable,
        )
