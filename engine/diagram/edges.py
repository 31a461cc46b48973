"""Flows and associations: lines with rounded bends, heads, the slash of a default flow, the diamond of a condition."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

from engine.diagram.canvas import Attributes, draw, number
from engine.diagram.figures import PAPER, STROKE
from engine.diagram.interchange import BPMN, Edge
from engine.diagram.marks import LOOKS, Marks
from engine.diagram.words import element_kind

Point = tuple[float, float]

BEND = 5.0
HEAD = (10.0, 4.5)
THICK_HEAD = (12.0, 6.0)
UNUSED = "#767b85"
WIDEST = 4.0  # more than a plain line
CONDITION = f"{BPMN}conditionExpression"


@dataclass(frozen=True, kw_only=True)
class Line:
    """How a kind of connection is drawn; `head` is filled, open or absent."""

    dash: str | None = None
    head: str = "none"


LINES = {
    "sequenceFlow": Line(head="filled"),
    "messageFlow": Line(dash="8 5", head="open"),
    "dataInputAssociation": Line(dash="1 5", head="arrow"),
    "dataOutputAssociation": Line(dash="1 5", head="arrow"),
}
PLAIN = Line(dash="1 5")


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """Colour and width of a line, after its states."""

    ink: str
    width: float


def draw_edge(
    group: etree._Element, edge: Edge, *, marks: Marks, sources: dict[str, etree._Element]
) -> None:
    """Draw a connection.

    sources: the drawn elements by id, to tell what a flow leaves.
    """
    stroke = _stroke(edge, marks)
    line = LINES.get(element_kind(edge.element), PLAIN)
    if element_kind(edge.element) == "association" and _is_directed(edge.element):
        line = Line(dash=PLAIN.dash, head="arrow")
    draw(
        group,
        "path",
        d=rounded(_shortened(edge.waypoints, by=6 if line.head in ("filled", "open") else 0)),
        fill="none",
        stroke=stroke.ink,
        stroke_width=stroke.width,
        stroke_dasharray=line.dash,
        stroke_linecap="round" if line.dash == PLAIN.dash else None,
    )
    _draw_head(group, edge.waypoints, line, stroke)
    _draw_tail(group, edge, stroke, sources)


def rounded(points: tuple[Point, ...]) -> str:
    """Path data with bends of BEND or less, where a stretch is short."""
    steps = [f"M{_pair(points[0])}"]
    for before, bend, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(BEND, math.dist(before, bend) / 2, math.dist(bend, after) / 2)
        steps.append(f"L{_pair(_towards(bend, before, radius))}")
        steps.append(f"Q{_pair(bend)} {_pair(_towards(bend, after, radius))}")
    steps.append(f"L{_pair(points[-1])}")
    return "".join(steps)


def _stroke(edge: Edge, marks: Marks) -> Stroke:
    looks = [LOOKS[state] for state in marks.states(edge.element_id)]
    if looks:
        return Stroke(ink=looks[-1].ink, width=3.5)
    if edge.element_id in marks.heat:
        heat = marks.heat[edge.element_id]
        return Stroke(ink=STROKE if heat else UNUSED, width=1.6 + WIDEST * heat)
    return Stroke(ink=edge.stroke or STROKE, width=1.6)


def _draw_head(
    group: etree._Element, points: tuple[Point, ...], line: Line, stroke: Stroke
) -> None:
    if line.head == "none":
        return
    length, half = THICK_HEAD if stroke.width > 2 else HEAD
    left, tip, right = _wings(points[-2], points[-1], length, half)
    corners = " ".join(_pair(point) for point in (left, tip, right))
    if line.head == "arrow":
        draw(group, "polyline", points=corners, fill="none", stroke=stroke.ink, stroke_width=1.6)
        return
    fill = stroke.ink if line.head == "filled" else PAPER
    draw(
        group,
        "polygon",
        points=corners,
        fill=fill,
        stroke=stroke.ink,
        stroke_width=1,
        stroke_linejoin="round",
    )


def _draw_tail(
    group: etree._Element, edge: Edge, stroke: Stroke, sources: dict[str, etree._Element]
) -> None:
    kind = element_kind(edge.element)
    start, following = edge.waypoints[0], edge.waypoints[1]
    if kind == "messageFlow":
        ring: Attributes = {"fill": PAPER, "stroke": stroke.ink, "stroke_width": 1.6}
        draw(group, "circle", cx=start[0], cy=start[1], r=3.5, **ring)
        return
    source = sources.get(edge.element.get("sourceRef", ""))
    if kind != "sequenceFlow" or source is None:
        return
    if source.get("default") == edge.element_id:
        _draw_slash(group, start, following, stroke)
    elif edge.element.find(CONDITION) is not None and not element_kind(source).endswith("Gateway"):
        _draw_diamond(group, start, following, stroke)


def _draw_slash(group: etree._Element, start: Point, following: Point, stroke: Stroke) -> None:
    along, across = _directions(start, following)
    centre = _moved(start, along, 9)
    ends = [_moved(_moved(centre, along, -3 * side), across, 6 * side) for side in (-1, 1)]
    draw(
        group,
        "path",
        d=f"M{_pair(ends[0])}L{_pair(ends[1])}",
        fill="none",
        stroke=stroke.ink,
        stroke_width=max(stroke.width, 2),
    )


def _draw_diamond(group: etree._Element, start: Point, following: Point, stroke: Stroke) -> None:
    along, across = _directions(start, following)
    middle = _moved(start, along, 8)
    corners = (
        start,
        _moved(middle, across, 5),
        _moved(start, along, 16),
        _moved(middle, across, -5),
    )
    points = " ".join(_pair(point) for point in corners)
    draw(group, "polygon", points=points, fill=PAPER, stroke=stroke.ink, stroke_width=1.4)


def _wings(before: Point, tip: Point, length: float, half: float) -> tuple[Point, Point, Point]:
    along, across = _directions(before, tip)
    foot = _moved(tip, along, -length)
    return _moved(foot, across, half), tip, _moved(foot, across, -half)


def _shortened(points: tuple[Point, ...], *, by: float) -> tuple[Point, ...]:
    """The line ends under its head, not at the tip."""
    room = math.dist(points[-2], points[-1])
    return (*points[:-1], _towards(points[-1], points[-2], min(by, room / 2)))


def _directions(start: Point, end: Point) -> tuple[Point, Point]:
    """Unit vectors along the stretch and across it; two equal points count as one step to the right."""
    length = math.dist(start, end)
    if length == 0:
        return (1.0, 0.0), (0.0, 1.0)
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    return (x, y), (-y, x)


def _moved(point: Point, direction: Point, by: float) -> Point:
    return point[0] + direction[0] * by, point[1] + direction[1] * by


def _towards(point: Point, other: Point, by: float) -> Point:
    return point if by == 0 else _moved(point, _directions(point, other)[0], by)


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _is_directed(element: etree._Element) -> bool:
    return element.get("associationDirection", "None") != "None"
