"""References become what they refer to, or at least its plain id."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from engine.model.dialect import EVENT_TAGS, bpmn
from engine.model.lowering.document import identity, remove
from engine.model.lowering.refusal import Refused
from engine.words import said

_KINDS = {
    "messageRef": "message",
    "signalRef": "signal",
    "errorRef": "error",
    "escalationRef": "escalation",
}


def inline_references(root: etree._Element) -> None:
    """Copy referenced event definitions to where they are used; cut the prefix that some modellers write before an id.

    Refused: references to nothing.
    """
    shared = {node.get("id"): node for node in root.iterchildren(*EVENT_TAGS)}
    for reference in list(root.iter(bpmn("eventDefinitionRef"))):
        found = shared.get(_plain(reference.text))
        if found is None:
            raise Refused(identity(reference), said("there is no such event definition"))
        parent = reference.getparent()
        assert parent is not None
        parent.replace(reference, deepcopy(found))
    for node in shared.values():
        remove(node)
    for attribute, kind in _KINDS.items():
        _resolve(root, attribute, {node.get("id") for node in root.iterchildren(bpmn(kind))})


def _resolve(root: etree._Element, attribute: str, known: set[str | None]) -> None:
    for node in root.iterfind(f".//*[@{attribute}]"):
        name = _plain(node.get(attribute))
        if name not in known:
            raise Refused(
                identity(node), said("{attribute} names nothing in this file", attribute=attribute)
            )
        node.set(attribute, name)


def _plain(name: str | None) -> str:
    return (name or "").strip().rpartition(":")[2]
