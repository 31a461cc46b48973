"""Finding one's way in a BPMN document, and making up elements in it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model import dialect
from engine.model.dialect import FLOW_NODE_TAGS, ElementKind, bpmn

#: Namespace of what the lowering leaves in a document for the parser.
OWN = "urn:ruqsat:lowering"

SCOPE_TAGS = (
    bpmn("process"),
    bpmn(ElementKind.SUB_PROCESS),
    bpmn(ElementKind.TRANSACTION),
)


def own(name: str) -> str:
    return f"{{{OWN}}}{name}"


def scopes(root: etree._Element) -> Iterator[etree._Element]:
    """The processes and sub-processes: each holds nodes and flows of its own."""
    yield from root.iter(*SCOPE_TAGS)


def nodes(scope: etree._Element, *kinds: ElementKind) -> list[etree._Element]:
    """The flow nodes directly in a scope, of these kinds or of all."""
    return list(scope.iterchildren(*(map(bpmn, kinds) if kinds else FLOW_NODE_TAGS)))


def every_node(root: etree._Element, *kinds: ElementKind) -> list[etree._Element]:
    """The flow nodes in all scopes, of these kinds or of all."""
    return list(root.iter(*(map(bpmn, kinds) if kinds else FLOW_NODE_TAGS)))


def flows(scope: etree._Element) -> list[etree._Element]:
    return scope.findall(bpmn("sequenceFlow"))


def flows_by(scope: etree._Element, attribute: str) -> dict[str, list[etree._Element]]:
    """The flows of a scope by `sourceRef` or `targetRef`."""
    found: dict[str, list[etree._Element]] = {}
    for flow in flows(scope):
        found.setdefault(flow.get(attribute, ""), []).append(flow)
    return found


def outgoing(node: etree._Element) -> list[etree._Element]:
    return [flow for flow in flows(parent_of(node)) if flow.get("sourceRef") == node.get("id")]


def incoming(node: etree._Element) -> list[etree._Element]:
    return [flow for flow in flows(parent_of(node)) if flow.get("targetRef") == node.get("id")]


def parent_of(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    assert parent is not None
    return parent


def remove(node: etree._Element) -> None:
    parent_of(node).remove(node)


def identity(node: etree._Element) -> str:
    """The id of an element, or that of the nearest one around it that has one."""
    found: etree._Element | None = node
    while found is not None and not found.get("id"):
        found = found.getparent()
    return "" if found is None else found.get("id", "")


def make_flow(scope: etree._Element, source: str, target: str) -> etree._Element:
    """A made-up sequence flow."""
    number = len(flows(scope))
    return etree.SubElement(
        scope, bpmn("sequenceFlow"), id=f"{source}__{number}", sourceRef=source, targetRef=target
    )


def is_triggered(node: etree._Element) -> bool:
    """An event sub-process."""
    return node.tag == bpmn(ElementKind.SUB_PROCESS) and dialect.flag(
        node, "triggeredByEvent", default=False
    )


def is_boundary(node: etree._Element) -> bool:
    return node.tag == bpmn(ElementKind.BOUNDARY_EVENT)
