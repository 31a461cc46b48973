"""Attributes of the standard that are not executed are refused, and so are values that would change the meaning."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import local_name
from engine.model.findings import Finding
from engine.model.rules.known_elements import bpmn_elements
from engine.model.rules.subject import owner_id
from engine.model.vocabulary import EXECUTED, FIXED, FIXED_ON
from engine.words import Sentence, said

RULE = "known-attributes"


def known_attributes(root: etree._Element) -> Iterator[Finding]:
    for node in bpmn_elements(root):
        for name, value in node.attrib.items():
            message = _objection(node, str(name), str(value).strip())
            if message:
                yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def _objection(node: etree._Element, name: str, value: str) -> Sentence | None:
    kind = local_name(node.tag)
    known = EXECUTED.get(kind)
    if known is None or name.startswith("{"):
        return None
    fixed = FIXED_ON.get((kind, name)) or FIXED.get(name)
    if fixed is not None and value not in fixed[0]:
        return said(
            "«{name}» is «{value}», which is not executed here. {redraw}",
            name=name,
            value=value,
            redraw=fixed[1],
        )
    if name not in known:
        return said(
            "«{name}» of {kind} is not executed here. Delete the attribute.", name=name, kind=kind
        )
    return None
