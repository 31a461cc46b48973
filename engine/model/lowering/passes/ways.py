"""An activity is done before the conditions on the flows out of it are looked at: a made-up node chooses among them.

So what it did stands whatever becomes of the conditions, and looking at them again does nothing of it once more.
"""

from __future__ import annotations

from lxml import etree

from engine.model.dialect import ACTIVITIES, ElementKind, bpmn
from engine.model.lowering.document import flows_by, make_flow, nodes, own, scopes


def part_ways(root: etree._Element) -> None:
    for scope in scopes(root):
        leaving = flows_by(scope, "sourceRef")
        for activity in nodes(scope, *ACTIVITIES):
            flows = leaving.get(activity.get("id", ""), [])
            if any(flow.find(bpmn("conditionExpression")) is not None for flow in flows):
                _part(scope, activity, flows)


def _part(scope: etree._Element, activity: etree._Element, flows: list[etree._Element]) -> None:
    name = activity.get("id", "")
    ways = scope.makeelement(bpmn(ElementKind.INCLUSIVE_GATEWAY), {"id": f"{name}__ways"})
    ways.set(own("shows"), name)
    ways.set(own("ways"), "true")
    default = activity.get("default")
    if default is not None:
        ways.set("default", default)
        del activity.attrib["default"]
    activity.addnext(ways)
    for flow in flows:
        flow.set("sourceRef", ways.get("id", ""))
    make_flow(scope, name, ways.get("id", ""))
