"""An imitation of the drawing program: what it makes of a document by opening and saving it, and edits made in it."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.model.dialect import BPMN, BPMNDI, CAMUNDA, DC, DI, XSI, bpmn, local_name, namespace

Node = etree._Element
Edit = Callable[[Node], None]
_PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "camunda": CAMUNDA}
_ARTIFACTS = ("textAnnotation", "association", "group")
_LIST = ("incoming", "outgoing")


def opened(xml: bytes) -> Node:
    """The tree without comments, processing instructions and what BPMN does not know outside extensions."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    root = etree.fromstring(xml, parser)
    for node in list(root.iter(f"{{{BPMN}}}*")):
        for child in list(node):
            inside = node.tag == bpmn("extensionElements")
            if not inside and namespace(child.tag) not in (BPMN, BPMNDI):
                node.remove(child)
    return root


def saved(root: Node) -> bytes:
    """Other prefixes, attributes in another order, artifacts last, indented by two spaces."""
    others = {uri for node in root.iter() for uri in node.nsmap.values()} - {*_PREFIXES.values()}
    prefixes = {**_PREFIXES, **{f"x{n}": uri for n, uri in enumerate(sorted(others))}}
    fresh = etree.Element(root.tag, nsmap=prefixes)
    _copy(root, fresh)
    etree.indent(fresh)
    return etree.tostring(fresh, xml_declaration=True, encoding="UTF-8")


def saved_again(xml: bytes) -> bytes:
    return saved(opened(xml))


def drawn(xml: bytes, *edits: Edit) -> bytes:
    """Opened, edited, saved."""
    root = opened(saved_again(xml))
    for edit in edits:
        edit(root)
    return saved(root)


def _copy(source: Node, target: Node) -> None:
    for name in sorted(source.attrib, key=str, reverse=True):
        value = source.get(name, "")
        if str(name) == f"{{{XSI}}}type":
            value = f"bpmn:{value.rpartition(':')[2]}"
        target.set(name, value)
    if not len(source):
        target.text = source.text
    for child in sorted(source, key=lambda each: local_name(each.tag) in _ARTIFACTS):
        _copy(child, etree.SubElement(target, child.tag))


def element(root: Node, element_id: str) -> Node:
    found = next((node for node in root.iter() if node.get("id") == element_id), None)
    assert found is not None, element_id
    return found


def shape_of(root: Node, element_id: str) -> Node:
    shapes = root.iter(f"{{{BPMNDI}}}BPMNShape")
    return next(shape for shape in shapes if shape.get("bpmnElement") == element_id)


def renaming(element_id: str, name: str) -> Edit:
    return lambda root: element(root, element_id).set("name", name)


def setting(element_id: str, attribute: str, value: str) -> Edit:
    return lambda root: element(root, element_id).set(attribute, value)


def unsetting(element_id: str, attribute: str) -> Edit:
    def edit(root: Node) -> None:
        element(root, element_id).attrib.pop(attribute, "")

    return edit


def moving(element_id: str, x: int) -> Edit:
    def edit(root: Node) -> None:
        for bounds in shape_of(root, element_id).iterchildren(f"{{{DC}}}Bounds"):
            bounds.set("x", str(x))

    return edit


def deleting(element_id: str) -> Edit:
    """With its flows, its shape, and where it is named in a lane."""

    def edit(root: Node) -> None:
        gone = {element_id, *_flows_at(root, element_id)}
        for node in list(root.iter()):
            named = node.get("id") in gone or node.get("bpmnElement") in gone
            listed = local_name(node.tag) in (*_LIST, "flowNodeRef") and node.text in gone
            parent = node.getparent()
            if (named or listed) and parent is not None:
                parent.remove(node)

    return edit


def _flows_at(root: Node, element_id: str) -> set[str]:
    flows = root.iter(bpmn("sequenceFlow"))
    ends = ("sourceRef", "targetRef")
    return {flow.get("id", "") for flow in flows if element_id in map(flow.get, ends)}


def adding(element_id: str, parent_id: str, kind: str = "userTask") -> Edit:
    """A task with name, documentation, a property and a shape."""

    def edit(root: Node) -> None:
        node = etree.SubElement(
            element(root, parent_id), bpmn(kind), id=element_id, name="Жаңа <іс>"
        )
        etree.SubElement(node, bpmn("documentation")).text = "Бір & екі\nекінші жол"
        holder = etree.SubElement(node, bpmn("extensionElements"))
        inside = etree.SubElement(holder, f"{{{CAMUNDA}}}properties")
        etree.SubElement(inside, f"{{{CAMUNDA}}}property", name="label.ru", value="Новое")
        plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"))
        shape = etree.SubElement(
            plane, f"{{{BPMNDI}}}BPMNShape", bpmnElement=element_id, id=f"{element_id}_di"
        )
        etree.SubElement(shape, f"{{{DC}}}Bounds", x="1", y="2", width="100", height="80")

    return edit


def moving_into(element_id: str, parent_id: str) -> Edit:
    return lambda root: element(root, parent_id).append(element(root, element_id))


def retagging(element_id: str, kind: str) -> Edit:
    def edit(root: Node) -> None:
        element(root, element_id).tag = bpmn(kind)

    return edit


def documenting(element_id: str, text: str) -> Edit:
    def edit(root: Node) -> None:
        node = element(root, element_id)
        found = node.find(bpmn("documentation"))
        if found is None:
            found = etree.Element(bpmn("documentation"))
            node.insert(0, found)
        found.text = text

    return edit


def reversing(parent_id: str) -> Edit:
    def edit(root: Node) -> None:
        node = element(root, parent_id)
        node[:] = list(reversed(node))

    return edit
