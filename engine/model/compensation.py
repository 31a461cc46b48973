"""Which activity undoes which: a compensation boundary event is joined to its handler by an association, not by a flow."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ACTIVITIES, FLOW_NODE_TAGS, ElementKind, EventKind, bpmn

_COMPENSATE = bpmn(f"{EventKind.COMPENSATE}EventDefinition")


def is_compensating(event: etree._Element) -> bool:
    """Whether it is an event that compensation starts, or that starts compensation."""
    return event.find(_COMPENSATE) is not None


def is_handler(node: etree._Element) -> bool:
    """An activity that runs only to undo another one."""
    return dialect.flag(node, "isForCompensation", default=False)


def handlers(root: etree._Element) -> Mapping[str, tuple[str, ...]]:
    """Ids of compensation boundary events → ids of the activities that associations join to them, in whatever direction."""
    nodes = {node.get("id", ""): node for node in root.iter(*FLOW_NODE_TAGS)}
    found: dict[str, tuple[str, ...]] = {
        name: ()
        for name, node in nodes.items()
        if node.tag == bpmn(ElementKind.BOUNDARY_EVENT) and is_compensating(node)
    }
    for association in root.iter(bpmn("association")):
        ends = [dialect.reference(association, end) or "" for end in ("sourceRef", "targetRef")]
        for event, other in (ends, ends[::-1]):
            if event in found and other in nodes and FLOW_NODE_TAGS[nodes[other].tag] in ACTIVITIES:
                found[event] = (*found[event], other)
    return found
