"""Pools, lanes, data, notes and groups (BPMN 2.0, 7.2, 9.2 and 10.4)."""

from __future__ import annotations

from lxml import etree

from engine.diagram import icons
from engine.diagram.canvas import draw, draw_box, draw_icon, number
from engine.diagram.figures import Figure
from engine.diagram.interchange import BPMN

BAND = 30
FOLD = 12


def draw_participant(group: etree._Element, figure: Figure) -> None:
    """A pool: the band of its name is ruled off where it shows a process."""
    box = figure.shape.bounds
    draw_box(group, box, fill=figure.fill, stroke=figure.ink, stroke_width=1.6)
    if figure.element.get("processRef") is None:
        return
    if figure.shape.horizontal:
        ends = {"x1": box.x + BAND, "y1": box.y, "x2": box.x + BAND, "y2": box.bottom}
    else:
        ends = {"x1": box.x, "y1": box.y + BAND, "x2": box.right, "y2": box.y + BAND}
    draw(group, "line", stroke=figure.ink, stroke_width=1.6, **ends)


def draw_lane(group: etree._Element, figure: Figure) -> None:
    """A strip of a pool."""
    fill = figure.shape.fill or "none"
    draw_box(group, figure.shape.bounds, fill=fill, stroke=figure.ink, stroke_width=1.2)


def draw_data(group: etree._Element, figure: Figure) -> None:
    """A sheet with a folded corner; three bars for a collection, an arrow for input and output."""
    box = figure.shape.bounds
    fold = min(FOLD, box.width / 2)
    x, y, right, bottom = (number(value) for value in (box.x, box.y, box.right, box.bottom))
    corner, below = number(box.right - fold), number(box.y + fold)
    outline = f"M{x} {y}H{corner}L{right} {below}V{bottom}H{x}Z"
    draw(
        group,
        "path",
        d=f"{outline}M{corner} {y}V{below}H{right}",
        fill=figure.fill,
        stroke=figure.ink,
        stroke_width=1.6,
    )
    if figure.kind in ("dataInput", "dataOutput"):
        fill = figure.ink if figure.kind == "dataOutput" else "none"
        at = (box.x + 11, box.y + 11)
        draw_icon(group, icons.DATA_ARROW, at=at, fill=fill, stroke=figure.ink)
    if _is_collection(figure.element):
        at = (box.middle[0], box.bottom - 9)
        draw_icon(group, icons.MARKERS["parallel"], at=at, stroke=figure.ink, stroke_width=1.6)


def draw_store(group: etree._Element, figure: Figure) -> None:
    """A cylinder with three rims."""
    box = figure.shape.bounds
    rise = box.height / 8
    x, right, radius = number(box.x), number(box.right), number(box.width / 2)
    arc = f"A{radius} {number(rise)} 0 0"
    top, bottom = number(box.y + rise), number(box.bottom - rise)
    rims = "".join(
        f"M{x} {number(box.y + rise * step)}{arc} 0 {right} {number(box.y + rise * step)}"
        for step in (1, 1.8, 2.6)
    )
    draw(
        group,
        "path",
        d=f"M{x} {top}{arc} 1 {right} {top}V{bottom}{arc} 1 {x} {bottom}Z{rims}",
        fill=figure.fill,
        stroke=figure.ink,
        stroke_width=1.6,
    )


def draw_annotation(group: etree._Element, figure: Figure) -> None:
    """A bracket at the left of the note."""
    box = figure.shape.bounds
    left, top, bottom = number(box.x), number(box.y), number(box.bottom)
    arm = number(box.x + 10)
    draw_box(group, box, fill=figure.shape.fill or "none", stroke="none")
    draw(
        group,
        "path",
        d=f"M{arm} {top}H{left}V{bottom}H{arm}",
        fill="none",
        stroke=figure.ink,
        stroke_width=1.6,
    )


def draw_frame(group: etree._Element, figure: Figure) -> None:
    """A group: it lies over other shapes and hides none."""
    draw_box(
        group,
        figure.shape.bounds,
        radius=10,
        fill="none",
        stroke=figure.ink,
        stroke_width=1.6,
        stroke_dasharray="10 6 0 6",
        stroke_linecap="round",
    )


def draw_unknown(group: etree._Element, figure: Figure) -> None:
    """A kind that the engine does not run (choreography, conversation): a plain box, so that it is seen."""
    draw_box(group, figure.shape.bounds, fill=figure.fill, stroke=figure.ink, stroke_width=1.6)


def _is_collection(element: etree._Element) -> bool:
    """The mark stands at the data object that the drawn reference points to."""
    if element.get("isCollection") == "true":
        return True
    wanted = element.get("dataObjectRef")
    if wanted is None:
        return False
    objects = element.getroottree().getroot().iter(f"{BPMN}dataObject")
    return any(item.get("id") == wanted and item.get("isCollection") == "true" for item in objects)
