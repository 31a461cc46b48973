"""What is drawn and said, and no token meets, leaves the document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import BPMN, bpmn, camunda, namespace
from engine.model.lowering.document import remove

_SAID = tuple(
    bpmn(name)
    for name in [
        "documentation",
        "textAnnotation",
        "association",
        "group",
        "category",
        "collaboration",
        "laneSet",
        "incoming",
        "outgoing",
        "relationship",
        "auditing",
        "monitoring",
        "dataObject",
        "dataObjectReference",
        "dataStore",
        "dataStoreReference",
        "property",
        "itemDefinition",
        "resource",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
    ]
)


_READ = tuple(map(camunda, ("inputOutput", "in", "out")))


def strip_drawing(root: etree._Element) -> None:
    """Remove diagrams, comments, lanes, annotations, foreign elements, data that is only drawn.

    The library orders flows by the height at which their targets are drawn: moving a box would change a decision.
    """
    unread = [*root.iter(*_SAID), *root.iter(etree.Comment), *root.iter(etree.PI), *_foreign(root)]
    for node in unread:
        if node.getparent() is not None:
            remove(node)
    for arrow in list(root.iter(bpmn("dataInputAssociation"), bpmn("dataOutputAssociation"))):
        if not _copies(arrow):
            remove(arrow)
    for node in root.iter(f"{{{BPMN}}}*"):
        node.text = (node.text or "").strip() or None
        node.tail = None


def _foreign(root: etree._Element) -> Iterator[etree._Element]:
    """Elements of other namespaces, but for mappings and what passes in calls: nothing in them is executed, nothing in them is judged."""
    for node in root.iter(f"{{{BPMN}}}*"):
        for child in node.iterchildren(etree.Element):
            extension = node.tag == bpmn("extensionElements")
            known = child.tag in _READ if extension else namespace(child.tag) == BPMN
            if not known:
                yield child


def _copies(arrow: etree._Element) -> bool:
    """Whether a data arrow says what to copy; modellers draw arrows that lead to a placeholder or from nowhere."""
    if len(arrow) and any(
        child.tag not in (bpmn("sourceRef"), bpmn("targetRef")) for child in arrow
    ):
        return True
    if arrow.find(bpmn("sourceRef")) is None:
        return False
    target = arrow.findtext(bpmn("targetRef"))
    inputs = arrow.getroottree().iter(bpmn("dataInput"), bpmn("dataOutput"))
    named = {node.get("id") for node in inputs}
    return target in named or arrow.findtext(bpmn("sourceRef")) in named
