"""What drawing, properties and papers say about execution is written where tokens will find it, before they are removed."""

from __future__ import annotations

from lxml import etree

from engine.model import compensation, dialect
from engine.model.dialect import (
    ACTIVITIES,
    FLOW_NODE_TAGS,
    ElementKind,
    bpmn,
    camunda,
    clean_text,
)
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
    papers = _papers(root)
    for node in root.iter(bpmn("loopDataInputRef"), bpmn("loopDataOutputRef")):
        name = clean_text(node) or ""
        node.text = papers.get(name, name)


def _papers(root: etree._Element) -> dict[str, str]:
    """Drawn papers, by id: the variables they show."""
    return {
        node.get("id", ""): dialect.reference(node, "dataObjectRef") or node.get("id") or ""
        for node in root.iter(bpmn("dataObjectReference"), bpmn("dataObject"))
    }


def pass_data(root: etree._Element) -> None:
    """An arrow between a paper and an input or output of an activity becomes a mapping; one that only draws stays as it is."""
    papers = _papers(root)
    for node in every_node(root):
        for arrow in list(node.iterchildren(bpmn("dataInputAssociation"))):
            _map(node, arrow, "input", papers)
        for arrow in list(node.iterchildren(bpmn("dataOutputAssociation"))):
            _map(node, arrow, "output", papers)


def _map(node: etree._Element, arrow: etree._Element, way: str, papers: dict[str, str]) -> None:
    sources = [clean_text(each) or "" for each in arrow.iterchildren(bpmn("sourceRef"))]
    target = clean_text(arrow.find(bpmn("targetRef"))) or ""
    own_data = {
        item.get("id", ""): item.get("name") or item.get("id") or ""
        for item in node.iterfind(
            f"{bpmn('ioSpecification')}/{bpmn('dataInput' if way == 'input' else 'dataOutput')}"
        )
    }
    names = own_data | papers
    ends = [*sources, target]
    plain = len(arrow) == 2 and all(end in names for end in ends)
    if not plain or (target if way == "input" else sources[0]) not in own_data:
        return
    source_name, target_name = names[sources[0]], names[target]
    if not (source_name.isidentifier() and target_name.isidentifier()):
        return
    remove(arrow)
    if source_name != target_name:
        _add_parameter(node, f"{way}Parameter", target_name, source_name)


def _add_parameter(node: etree._Element, kind: str, name: str, value: str) -> None:
    extension = node.find(bpmn("extensionElements"))
    if extension is None:
        extension = node.makeelement(bpmn("extensionElements"), {})
        node.insert(0, extension)
    holder = extension.find(camunda("inputOutput"))
    if holder is None:
        holder = etree.SubElement(extension, camunda("inputOutput"))
    etree.SubElement(holder, camunda(kind), {"name": name}).text = f"${{{value}}}"
