"""Every element can be reached: the library would drop the others, and a join that counts on them would never fire."""

from __future__ import annotations

from lxml import etree

from engine.model.compensation import is_handler
from engine.model.dialect import ElementKind
from engine.model.lowering.document import flows, is_boundary, is_triggered, nodes, scopes
from engine.model.lowering.refusal import Refused
from engine.words import said


def refuse_unreachable(root: etree._Element) -> None:
    """Refused: elements to which no flow leads from a start event, also not over the boundary of an activity."""
    for scope in scopes(root):
        reached = _reached(scope)
        for node in nodes(scope):
            beside = is_triggered(node) or is_handler(node)
            if node.get("id") not in reached and not beside:
                raise Refused(node.get("id", ""), said("no flow leads to it from a start event"))


def _reached(scope: etree._Element) -> set[str]:
    leads: dict[str, list[str]] = {}
    for flow in flows(scope):
        leads.setdefault(flow.get("sourceRef", ""), []).append(flow.get("targetRef", ""))
    for event in filter(is_boundary, nodes(scope)):
        leads.setdefault(event.get("attachedToRef", ""), []).append(event.get("id", ""))
    todo = [node.get("id", "") for node in nodes(scope, ElementKind.START_EVENT)]
    reached = set(todo)
    while todo:
        for target in leads.get(todo.pop(), ()):
            if target not in reached:
                reached.add(target)
                todo.append(target)
    return reached
