"""A link is a sequence flow drawn in two pieces: both ends become events without meaning, joined by a flow."""

from __future__ import annotations

from lxml import etree

from engine.model.dialect import ElementKind, bpmn
from engine.model.lowering.document import make_flow, nodes, remove, scopes
from engine.model.lowering.refusal import Refused
from engine.words import said

_LINK = bpmn("linkEventDefinition")


def join_links(root: etree._Element) -> None:
    """Refused: links without a name, and throws without exactly one catch of their name in the same scope."""
    for scope in scopes(root):
        ends = [node for node in nodes(scope) if node.find(_LINK) is not None]
        for node in ends:
            if node.tag != bpmn(ElementKind.CATCH_EVENT):
                make_flow(scope, node.get("id", ""), _catch(node, ends).get("id", ""))
        for node in ends:
            _empty(node)


def _catch(throw: etree._Element, ends: list[etree._Element]) -> etree._Element:
    name = _name(throw)
    found = [
        node for node in ends if node.tag == bpmn(ElementKind.CATCH_EVENT) and _name(node) == name
    ]
    if len(found) != 1:
        raise Refused(
            throw.get("id", ""),
            said("the link {name} needs exactly one catch event in the same scope", name=name),
        )
    return found[0]


def _name(node: etree._Element) -> str:
    link = node.find(_LINK)
    name = link.get("name", "").strip() if link is not None else ""
    if not name or len(node.findall(_LINK)) > 1:
        raise Refused(node.get("id", ""), said("a link needs one name"))
    return name


def _empty(node: etree._Element) -> None:
    definition = node.find(_LINK)
    assert definition is not None
    remove(definition)
    node.tag = bpmn(ElementKind.THROW_EVENT)
