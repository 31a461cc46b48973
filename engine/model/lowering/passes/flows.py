"""Sequence flows lead from node to node of one scope."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ElementKind, bpmn
from engine.model.lowering.document import (
    flows,
    identity,
    incoming,
    is_boundary,
    is_triggered,
    nodes,
    outgoing,
    scopes,
)
from engine.model.lowering.expressions import check_expression
from engine.model.lowering.refusal import Refused

#: Each token takes every flow out of these: a condition there says nothing (BPMN 2.0, 13.4.1 and 13.4.4).
_UNCONDITIONAL = frozenset(map(bpmn, (ElementKind.PARALLEL_GATEWAY, ElementKind.EVENT_GATEWAY)))


def check_flows(root: etree._Element) -> None:
    """Drop conditions where the standard ignores them.

    Refused: flows to or from nowhere, into start and boundary events, out of end events, across the edge of a
    sub-process; boundary events on nothing; defaults that are no flow of theirs; conditions that are no expressions.
    """
    for scope in scopes(root):
        here = {node.get("id"): node for node in nodes(scope)}
        for flow in flows(scope):
            _check_ends(flow, here)
        for node in here.values():
            _check_node(node, here)


def _check_ends(flow: etree._Element, here: dict[str | None, etree._Element]) -> None:
    name = identity(flow)
    source, target = here.get(flow.get("sourceRef")), here.get(flow.get("targetRef"))
    if source is None or target is None:
        raise Refused(name, "the flow does not join two elements of one process or sub-process")
    if target.tag == bpmn(ElementKind.START_EVENT) or is_boundary(target) or is_triggered(target):
        raise Refused(
            name, "a flow cannot lead into a start event, a boundary event or an event sub-process"
        )
    if source.tag == bpmn(ElementKind.END_EVENT) or is_triggered(source):
        raise Refused(name, "a flow cannot lead out of an end event or an event sub-process")
    for condition in flow.findall(bpmn("conditionExpression")):
        if source.tag in _UNCONDITIONAL or source.get("default") == flow.get("id"):
            flow.remove(condition)
        elif dialect.clean_text(condition) is None:
            raise Refused(name, "the condition is empty")
        else:
            check_expression(name, condition)


def _check_node(node: etree._Element, here: dict[str | None, etree._Element]) -> None:
    name = node.get("id", "")
    if is_boundary(node):
        host = here.get(dialect.reference(node, "attachedToRef"))
        if (
            host is None
            or dialect.FLOW_NODE_TAGS[host.tag] not in dialect.ACTIVITIES
            or is_triggered(host)
        ):
            raise Refused(name, "the boundary event stands on no activity")
        node.set("attachedToRef", host.get("id", ""))
    default = node.get("default")
    if default is not None and default not in [flow.get("id") for flow in outgoing(node)]:
        raise Refused(name, "the default is no flow out of it")
    if default is not None and len(outgoing(node)) == 1:
        del node.attrib["default"]
    if is_triggered(node) and incoming(node):
        raise Refused(name, "a flow cannot lead into an event sub-process")
