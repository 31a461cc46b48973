"""Whether two files hold the same model, and whether they at least execute the same.

What modellers and exporters write differently, and nobody reads, does not count; how a model is drawn, named and explained
is its picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from lxml import etree

from engine.model.dialect import BPMNDI, FLOW_NODE_TAGS, bpmn, camunda, local_name, reference
from engine.model.intake import read_model

_ROOT_ONLY = ("exporter", "exporterVersion")
_PICTURE = frozenset(
    {
        f"{{{BPMNDI}}}BPMNDiagram",
        *map(bpmn, ("documentation", "textAnnotation", "group", "category")),
    }
)
#: Their names are read by people alone. Those of lanes, messages, signals, links and data decide what runs, or who does it.
_NAMED = frozenset(
    {
        *FLOW_NODE_TAGS,
        *map(bpmn, ("definitions", "collaboration", "participant", "messageFlow")),
        *map(bpmn, ("process", "laneSet", "sequenceFlow")),
    }
)
_LABELS = ("label.", "applicant.")
_HOLDERS = (camunda("properties"), bpmn("extensionElements"))


def is_same_model(xml: bytes, other: bytes) -> bool:
    """Whether they differ in white space, encoding, prefixes, order of attributes and comments alone.

    Both have been read before: raises ModelRefused where one cannot be.
    """
    return _is_same(read_model(xml), read_model(other))


def executes_same(xml: bytes, other: bytes) -> bool:
    """Whether they differ in their picture alone: drawing, colours, names, labels, documentation. Raises as above."""
    return _is_same(_without_picture(read_model(xml)), _without_picture(read_model(other)))


def _is_same(root: etree._Element, other: etree._Element) -> bool:
    pairs = zip_longest(root.iter(), other.iter())
    return all(
        one is not None and two is not None and _shape(one) == _shape(two) for one, two in pairs
    )


def _shape(node: etree._Element) -> tuple[object, ...]:
    told = {str(name): value for name, value in node.attrib.items()}
    if node.tag == bpmn("definitions"):
        told = {name: value for name, value in told.items() if local_name(name) not in _ROOT_ONLY}
    text = (node.text or "").strip()
    tail = (node.tail or "").strip()
    return node.tag, told, len(node), text, tail


def _without_picture(root: etree._Element) -> etree._Element:
    for node in root.iter(*_NAMED):
        node.attrib.pop("name", "")
    notes = {node.get("id") for node in root.iter(bpmn("textAnnotation"))}
    _drop(root.iter(*_PICTURE))
    # other associations lead to what compensates
    ends = ("sourceRef", "targetRef")
    lines = root.iter(bpmn("association"))
    _drop(line for line in lines if any(reference(line, end) in notes for end in ends))
    properties = root.iter(camunda("property"))
    _drop(each for each in properties if each.get("name", "").startswith(_LABELS))
    for tag in _HOLDERS:
        _drop(holder for holder in root.iter(tag) if not len(holder))
    return root


def _drop(nodes: Iterable[etree._Element]) -> None:
    for node in list(nodes):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
