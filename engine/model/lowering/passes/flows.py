"""Sequence flows lead from node to node of one scope."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ElementKind, bpmn
from engine.model.lowering.document import (
    flows,
    flows_by,
    identity,
    is_boundary,
    is_triggered,
    nodes,
    scopes,
)
from engine.model.lowering.expressions import check_expression
from engine.model.lowering.refusal import Refused
from engine.words import said

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
        for event in filter(is_boundary, here.values()):
            _check_host(event, here)
        leaving = flows_by(scope, "sourceRef")
        for name, node in here.items():
            _check_default(node, leaving.get(name or "", []))


def _check_ends(flow: etree._Element, here: dict[str | None, etree._Element]) -> None:
    name = identity(flow)
    source, target = here.get(flow.get("sourceRef")), here.get(flow.get("targetRef"))
    if source is None or target is None:
        raise Refused(
            name, said("the flow does not join two elements of one process or sub-process")
        )
    if target.tag == bpmn(ElementKind.START_EVENT) or is_boundary(target) or is_triggered(target):
        raise Refused(
            name,
            said("a flow cannot lead into a start event, a boundary event or an event sub-process"),
        )
    if source.tag == bpmn(ElementKind.END_EVENT) or is_triggered(source):
        raise Refused(name, said("a flow cannot lead out of an end event or an event sub-process"))
    for condition in flow.findall(bpmn("conditionExpression")):
        if source.tag in _UNCONDITIONAL or source.get("default") == flow.get("id"):
            flow.remove(condition)
        elif dialect.clean_text(condition) is None:
            raise Refused(name, said("the condition is empty"))
        else:
            check_expression(name, condition)


def _check_host(event: etree._Element, here: dict[str | None, etree._Element]) -> None:
    host = here.get(dialect.reference(event, "attachedToRef"))
    activity = host is not None and dialect.FLOW_NODE_TAGS[host.tag] in dialect.ACTIVITIES
    if host is None or not activity or is_triggered(host):
        raise Refused(event.get("id", ""), said("the boundary event stands on no activity"))
    event.set("attachedToRef", host.get("id", ""))


def _check_default(node: etree._Element, leaving: list[etree._Element]) -> None:
    default = node.get("default")
    if default is None:
        return
    if default not in [flow.get("id") for flow in leaving]:
        raise Refused(node.get("id", ""), said("the default is no flow out of it"))
    if len(leaving) == 1:
        del node.attrib["default"]
