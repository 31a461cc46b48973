"""Where a name stands: inside the shape, in the band of a pool, or beside it (BPMNLabel or a sane place)."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from engine.diagram.canvas import draw_text
from engine.diagram.containers import BAND
from engine.diagram.figures import TEXT, Figure
from engine.diagram.icons import TASKS
from engine.diagram.interchange import Bounds, Edge
from engine.diagram.nodes import activity_markers
from engine.diagram.text import LINE, Block, fitted, widest_word, wrapped

Point = tuple[float, float]

INSIDE = (12.0, 11.0, 10.0, 9.0, 8.0)
BESIDE = 11.0
NARROWEST = 90.0
WIDEST = 130.0  # for one long word
PADDING = 5


def draw_inner(group: etree._Element, figure: Figure) -> None:
    """The name of an activity: in the middle, out of the way of icon and markers when it is long."""
    if not figure.name:
        return
    box = figure.shape.bounds
    if figure.is_expanded:
        strip = Bounds(x=box.x + 10, y=box.y + 4, width=max(box.width - 20, 1), height=30)
        draw_text(group, fitted(figure.name, strip, INSIDE), ink=TEXT)
        return
    draw_text(group, _task_block(figure, box), ink=TEXT)


def draw_band(group: etree._Element, figure: Figure) -> None:
    """The name of a pool or lane, upwards in its band; across the middle of a closed pool."""
    if not figure.name:
        return
    box = figure.shape.bounds
    closed = figure.kind == "participant" and figure.element.get("processRef") is None
    if closed:
        draw_text(group, fitted(figure.name, box, INSIDE), ink=TEXT)
        return
    if not figure.shape.horizontal:
        strip = Bounds(x=box.x, y=box.y, width=box.width, height=BAND)
        draw_text(group, fitted(figure.name, strip, INSIDE), ink=TEXT)
        return
    x, y = box.x + BAND / 2, box.middle[1]
    lying = Bounds(x=x - box.height / 2 + 4, y=y - BAND / 2, width=box.height - 8, height=BAND)
    draw_text(group, fitted(figure.name, lying, INSIDE), ink=TEXT, turned=True)


def draw_note(group: etree._Element, figure: Figure) -> None:
    """The text of an annotation, from its upper left corner."""
    box = figure.shape.bounds.grown(-PADDING)
    block = fitted(figure.name, box, INSIDE)
    placed = Block(lines=block.lines, size=block.size, x=box.x + 2, top=box.y)
    draw_text(group, placed, ink=TEXT, anchor="start")


def beside(figure: Figure) -> Block | None:
    """The name of an event, gateway, data object or group, at its BPMNLabel or under the shape."""
    if not figure.name:
        return None
    box, label = figure.shape.bounds, figure.shape.label
    if label is not None:
        return _block(figure.name, label)
    top = box.y + PADDING if figure.kind == "group" else box.bottom + PADDING
    return _block(figure.name, Bounds(x=box.middle[0], y=top, width=0, height=0))


def along(edge: Edge, name: str) -> Block | None:
    """The name of a flow, at its BPMNLabel or above or right of the middle of its longest stretch."""
    if not name:
        return None
    if edge.label is not None:
        return _block(name, edge.label)
    start, end = _longest(edge.waypoints)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    block = _block(name, Bounds(x=x, y=y, width=0, height=0))
    height, width = block.bounds.height, block.bounds.width
    if abs(end[1] - start[1]) > abs(end[0] - start[0]):
        return replace(block, x=x + width / 2 + 5, top=y - height / 2)
    return replace(block, top=y - height - 3)


def _task_block(figure: Figure, box: Bounds) -> Block:
    above = 22 if figure.kind in TASKS else PADDING
    below = 20 if activity_markers(figure) else PADDING
    inner = Bounds(
        x=box.x + PADDING,
        y=box.y + above,
        width=max(box.width - 2 * PADDING, 1),
        height=max(box.height - above - below, 1),
    )
    spare = max(above, below)
    centred = Bounds(x=inner.x, y=box.y + spare, width=inner.width, height=box.height - 2 * spare)
    lines = wrapped(figure.name, centred.width, INSIDE[0])
    if len(lines) * INSIDE[0] * LINE <= centred.height:
        return fitted(figure.name, centred, INSIDE)
    return fitted(figure.name, inner, INSIDE)


def _block(name: str, label: Bounds) -> Block:
    width = max(label.width + 4, NARROWEST, min(widest_word(name, BESIDE), WIDEST))
    lines = wrapped(name, width, BESIDE)
    return Block(lines=lines, size=BESIDE, x=label.middle[0], top=label.y)


def _longest(points: tuple[Point, ...]) -> tuple[Point, Point]:
    """The longest stretch: a label at its middle crosses no bend."""
    return max(pairwise(points), key=lambda stretch: math.dist(*stretch))
