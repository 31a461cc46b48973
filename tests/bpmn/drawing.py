"""What tests of models read: elements, lanes, and the geometry of the diagram interchange, in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from lxml import etree

BPMN_FOLDER = Path(__file__).parents[2] / "bpmn"
NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "camunda": "http://camunda.org/schema/1.0/bpmn",
}
BIOC = "{http://bpmn.io/schema/bpmn/biocolor/1.0}"
COLOR = "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}"
BPMN = f"{{{NS['bpmn']}}}"
NODES = frozenset(
    f"{BPMN}{name}"
    for name in [
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "userTask",
        "serviceTask",
        "exclusiveGateway",
        "eventBasedGateway",
        "subProcess",
    ]
)

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def meets(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def crossed_by(self, segment: Segment) -> bool:
        """Whether a level or upright segment runs through the inside."""
        (x1, y1), (x2, y2) = segment
        return (
            min(x1, x2) < self.x + self.width
            and max(x1, x2) > self.x
            and min(y1, y2) < self.y + self.height
            and max(y1, y2) > self.y
        )


@dataclass(frozen=True)
class Drawing:
    """One model file."""

    root: etree._Element

    @classmethod
    def of(cls, file: str) -> Drawing:
        return cls(etree.parse(BPMN_FOLDER / file).getroot())

    @cached_property
    def nodes(self) -> dict[str, etree._Element]:
        return {node.get("id", ""): node for node in self.root.iter(*NODES)}

    @cached_property
    def flows(self) -> dict[str, etree._Element]:
        return {flow.get("id", ""): flow for flow in self.root.iter(f"{BPMN}sequenceFlow")}

    @cached_property
    def lanes(self) -> dict[str, etree._Element]:
        return {lane.get("id", ""): lane for lane in self.root.iter(f"{BPMN}lane")}

    def members(self, lane: etree._Element) -> list[str]:
        return [ref.text or "" for ref in lane.findall("bpmn:flowNodeRef", NS)]

    @cached_property
    def shapes(self) -> dict[str, etree._Element]:
        found = self.root.iterfind(".//bpmndi:BPMNShape", NS)
        return {shape.get("bpmnElement", ""): shape for shape in found}

    @cached_property
    def boxes(self) -> dict[str, Box]:
        return {element_id: _box(shape, "dc:Bounds") for element_id, shape in self.shapes.items()}

    @cached_property
    def paths(self) -> dict[str, list[Point]]:
        return {
            edge.get("bpmnElement", ""): [
                (float(point.get("x", "")), float(point.get("y", "")))
                for point in edge.iterfind("di:waypoint", NS)
            ]
            for edge in self.root.iterfind(".//bpmndi:BPMNEdge", NS)
        }

    def segments(self, flow_id: str) -> Iterator[Segment]:
        return pairwise(self.paths[flow_id])

    @cached_property
    def labels(self) -> dict[str, Box]:
        """Of events, gateways and flows; a task carries its name inside."""
        drawn = self.root.iterfind(".//bpmndi:BPMNLabel", NS)
        found = ((label.getparent(), label) for label in drawn)
        return {
            owner.get("bpmnElement", ""): _box(label, "dc:Bounds")
            for owner, label in found
            if owner is not None
        }

    def parent_of(self, element_id: str) -> str:
        """The id of the sub-process or process that holds the node."""
        parent = self.nodes[element_id].getparent()
        return "" if parent is None else parent.get("id", "")

    def boundary(self, element_id: str) -> bool:
        return self.nodes[element_id].tag == f"{BPMN}boundaryEvent"


def properties(element: etree._Element) -> dict[str, str]:
    """The camunda:properties of an element."""
    found = element.iterfind("bpmn:extensionElements/camunda:properties/camunda:property", NS)
    return {item.get("name", ""): item.get("value", "") for item in found}


def documentation(element: etree._Element) -> str:
    return element.findtext("bpmn:documentation", "", NS)


def _box(holder: etree._Element, path: str) -> Box:
    bounds = holder.find(path, NS)
    assert bounds is not None
    x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    return Box(x=x, y=y, width=width, height=height)
