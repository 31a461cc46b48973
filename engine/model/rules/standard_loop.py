"""A loop activity says when it ends: a condition, or how many rounds at most."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import bpmn, clean_text
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id
from engine.words import Sentence, said

RULE = "standard-loop"


def standard_loop(subject: Subject) -> Iterator[Finding]:
    for node in subject.process.iter(bpmn("standardLoopCharacteristics")):
        message = _objection(node)
        if message:
            yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def _objection(node: etree._Element) -> Sentence | None:
    limit = node.get("loopMaximum")
    if limit is not None and int(limit) < 1:
        return said(
            "The loop has at most {limit} rounds. Write a maximum of 1 or more.", limit=limit
        )
    if limit is None and clean_text(node.find(bpmn("loopCondition"))) is None:
        return said("The loop never ends. Write a loop condition, or the maximum of rounds.")
    return None
