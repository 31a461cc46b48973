"""The diagram interchange of a model (BPMN 2.0, chapter 12) as values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.errors import EngineError

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
BIOC = "{http://bpmn.io/schema/bpmn/biocolor/1.0}"
COLOR = "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}"

# A colour goes into an attribute that also takes url(…): only plain colours pass.
PLAIN_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,20}|rgb\([0-9 ,.%]{5,30}\)")


class DiagramMissing(EngineError):
    """The model has no diagram interchange: there is nothing to draw from."""

    def __init__(self, definitions_id: str) -> None:
        super().__init__(f"model {definitions_id} has no diagram; open it in a modeler and save it")
        self.definitions_id = definitions_id


class DiagramUnreadable(EngineError):
    """A coordinate of the diagram interchange is not a finite number."""

    def __init__(self, element_id: str, value: str | None) -> None:
        super().__init__(f"{element_id}: {value!r} is not a coordinate")
        self.element_id, self.value = element_id, value


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """A rectangle in diagram units (pixels at 100 %), y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def grown(self, by: float) -> Bounds:
        return Bounds(
            x=self.x - by, y=self.y - by, width=self.width + 2 * by, height=self.height + 2 * by
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A drawn node, pool or lane, with what its DI says; colours are None where it says nothing usable."""

    element_id: str
    element: etree._Element
    bounds: Bounds
    label: Bounds | None
    stroke: str | None
    fill: str | None
    expanded: bool
    horizontal: bool
    marker_visible: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A drawn connection; at least two waypoints."""

    element_id: str
    element: etree._Element
    waypoints: tuple[tuple[float, float], ...]
    label: Bounds | None
    stroke: str | None


@dataclass(frozen=True, kw_only=True)
class Plane:
    """All that one picture holds, in document order."""

    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


def read_plane(root: etree._Element) -> Plane:
    """The plane of the process or collaboration; planes of collapsed sub-processes are other pictures.

    Raises DiagramMissing where the model has none, or an empty one; DiagramUnreadable for a
    coordinate that is no number.
    """
    elements = {
        node.get("id", ""): node for node in root.iter(f"{BPMN}*") if node.get("id") is not None
    }
    plane = _main_plane(root, elements)
    if plane is None or len(plane) == 0:
        raise DiagramMissing(root.get("id", "?"))
    drawn = [(item, elements[name]) for item, name in _references(plane) if name in elements]
    return Plane(
        shapes=tuple(_shape(di, node) for di, node in drawn if di.tag == f"{BPMNDI}BPMNShape"),
        edges=tuple(_edge(di, node) for di, node in drawn if di.tag == f"{BPMNDI}BPMNEdge"),
    )


def _main_plane(root: etree._Element, elements: dict[str, etree._Element]) -> etree._Element | None:
    planes = list(root.iter(f"{BPMNDI}BPMNPlane"))
    for plane in planes:
        element = elements.get(_reference(plane))
        if element is not None and element.tag in (f"{BPMN}collaboration", f"{BPMN}process"):
            return plane
    return planes[0] if planes else None


def _references(plane: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each element once: a second shape of the same element would be a second group of one id."""
    seen: set[str] = set()
    for item in plane.iterchildren(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge"):
        name = _reference(item)
        if name not in seen:
            seen.add(name)
            yield item, name


def _reference(item: etree._Element) -> str:
    """`bpmnElement` is a QName: its prefix says nothing within one document."""
    return item.get("bpmnElement", "").rpartition(":")[2]


def _shape(item: etree._Element, element: etree._Element) -> Shape:
    name = element.get("id", "")
    return Shape(
        element_id=name,
        element=element,
        bounds=_bounds(item.find(f"{DC}Bounds"), name),
        label=_label(item, name),
        stroke=_colour(item, f"{COLOR}border-color", f"{BIOC}stroke"),
        fill=_colour(item, f"{COLOR}background-color", f"{BIOC}fill"),
        expanded=item.get("isExpanded") == "true",
        horizontal=item.get("isHorizontal") != "false",
        marker_visible=item.get("isMarkerVisible") != "false",
    )


def _edge(item: etree._Element, element: etree._Element) -> Edge:
    name = element.get("id", "")
    points = tuple(
        (_number(point, "x", name), _number(point, "y", name))
        for point in item.iterchildren(f"{DI}waypoint")
    )
    if len(points) < 2:
        raise DiagramUnreadable(name, None)
    return Edge(
        element_id=name,
        element=element,
        waypoints=points,
        label=_label(item, name),
        stroke=_colour(item, f"{COLOR}border-color", f"{BIOC}stroke"),
    )


def _label(item: etree._Element, name: str) -> Bounds | None:
    bounds = item.find(f"{BPMNDI}BPMNLabel/{DC}Bounds")
    return None if bounds is None else _bounds(bounds, name)


def _bounds(node: etree._Element | None, name: str) -> Bounds:
    if node is None:
        raise DiagramUnreadable(name, None)
    x, y, width, height = (_number(node, key, name) for key in ("x", "y", "width", "height"))
    return Bounds(x=x, y=y, width=max(width, 0), height=max(height, 0))


def _number(node: etree._Element, key: str, name: str) -> float:
    value = node.get(key)
    try:
        number = float(value or "")
    except ValueError as error:
        raise DiagramUnreadable(name, value) from error
    if not math.isfinite(number):
        raise DiagramUnreadable(name, value)
    return number


def _colour(item: etree._Element, *names: str) -> str | None:
    """The first of the attributes that holds a plain colour."""
    values = (item.get(name, "") for name in names)
    return next((value for value in values if PLAIN_COLOUR.fullmatch(value)), None)
