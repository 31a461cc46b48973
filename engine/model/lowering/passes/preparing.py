"""What drawing, properties and papers say about execution is written where tokens will find it, before they are removed."""

from __future__ import annotations

from lxml import etree

from engine.model import compensation, dialect
from engine.model.dialect import ACTIVITIES, FLOW_NODE_TAGS, ElementKind, bpmn, clean_text
from engine.model.lowering.document import every_node, own, remove
from engine.model.lowering.refusal import Refused
from engine.words import said

_SENDING = (ElementKind.THROW_EVENT, ElementKind.END_EVENT, ElementKind.SEND_TASK)


def bind_handlers(root: etree._Element) -> None:
    """A compensation boundary event goes; the activity it stands on bears the id of what undoes it.

    Refused: events without exactly one handler beside them, handlers without event or with flows, two on one activity.
    """
    nodes = {node.get("id", ""): node for node in every_node(root)}
    bound = compensation.handlers(root)
    joined = [name for names in bound.values() for name in names]
    for event_id, names in bound.items():
        event, host = nodes[event_id], nodes.get(nodes[event_id].get("attachedToRef", ""))
        if len(dialect.event_definitions(event)) > 1:
            raise Refused(event_id, said("a compensation event has no other definition"))
        if len(names) != 1 or not compensation.is_handler(nodes[names[0]]):
            raise Refused(event_id, said("one association leads to the one activity that undoes"))
        if nodes[names[0]].getparent() is not event.getparent():
            raise Refused(event_id, said("what undoes stands in another process or sub-process"))
        if host is None or FLOW_NODE_TAGS[host.tag] not in ACTIVITIES or host.get(own("undo")):
            raise Refused(
                event_id, said("it stands on no activity, or on one that is undone already")
            )
        host.set(own("undo"), names[0])
        remove(event)
    for name, node in nodes.items():
        if compensation.is_handler(node):
            _check_handler(root, name, joined)


def _check_handler(root: etree._Element, name: str, joined: list[str]) -> None:
    if joined.count(name) != 1:
        raise Refused(name, said("what runs for compensation is joined to one compensation event"))
    pointers = ("sourceRef", "targetRef", "attachedToRef")
    for node in root.iter(bpmn("sequenceFlow"), bpmn(ElementKind.BOUNDARY_EVENT)):
        if name in [dialect.reference(node, pointer) for pointer in pointers]:
            raise Refused(
                name, said("what runs for compensation has no flows and no boundary events")
            )


def keep_keys(root: etree._Element) -> None:
    """The property `correlationKey` of what sends a message."""
    for node in every_node(root, *_SENDING):
        key = dialect.properties(node).get("correlationKey")
        if key:
            node.set(own("key"), key)


def name_collections(root: etree._Element) -> None:
    """A collection that is drawn as a paper bears the id of the data object: that is the name of the variable."""
    papers: dict[str, str] = {
        node.get("id", ""): dialect.reference(node, "dataObjectRef") or node.get("id") or ""
        for node in root.iter(bpmn("dataObjectReference"))
    }
    for node in root.iter(bpmn("loopDataInputRef"), bpmn("loopDataOutputRef")):
        name = clean_text(node) or ""
        node.text = papers.get(name, name)
