"""Every node and flow has an id of its own that no made-up element can have."""

from __future__ import annotations

from lxml import etree

from engine.model.dialect import bpmn
from engine.model.lowering.document import every_node, flows, identity, parent_of, scopes
from engine.model.lowering.refusal import Refused
from engine.words import said


def check_names(root: etree._Element) -> None:
    """Make up ids for flows that have none. Refused: nodes without id, ids twice, ids with `__`."""
    seen: set[str] = set()
    for node in [
        *root.iterchildren(bpmn("process")),
        *every_node(root),
        *root.iter(bpmn("sequenceFlow")),
    ]:
        name = node.get("id", "")
        if not name and node.tag == bpmn("sequenceFlow"):
            continue
        if not name:
            raise Refused(identity(parent_of(node)), said("an element in it has no id"))
        if name in seen:
            raise Refused(name, said("the id stands twice"))
        if "__" in name:
            raise Refused(name, said("`__` in an id is kept for elements that the engine makes up"))
        seen.add(name)
    for scope in scopes(root):
        for number, flow in enumerate(flows(scope)):
            if not flow.get("id"):
                flow.set("id", f"{scope.get('id')}__flow_{number}")
