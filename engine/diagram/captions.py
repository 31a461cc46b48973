"""Numbers in the picture: a caption at each element that has one, clear of names, shapes and other captions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from engine.diagram.canvas import draw_box, draw_text
from engine.diagram.figures import PAPER, STROKE, TEXT, Figure
from engine.diagram.interchange import Bounds, Edge
from engine.diagram.text import LINE, Block, text_width

SIZE = 11.0
PAD = 4.0
GAP = 3.0
HEIGHT = SIZE * LINE + GAP
Point = tuple[float, float]
Edges = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, kw_only=True)
class Caption:
    """boxed: on a slip of paper, as elements have it; the number of a flow stands free."""

    text: str
    place: Bounds
    boxed: bool

    @property
    def bounds(self) -> Bounds:
        return self.place


def placed_captions(
    captions: Mapping[str, str],
    figures: Iterable[Figure],
    edges: Iterable[Edge],
    names: Iterable[Block],
) -> dict[str, Caption]:
    """Where each caption stands, by element id; elements first. names: what is written beside shapes and flows."""
    nodes = [figure for figure in figures if not figure.holds_others]
    taken = [_edges(figure.shape.bounds) for figure in nodes]
    taken += [_edges(name.bounds) for name in names]
    found: dict[str, Caption] = {}
    wanted = [(figure.shape.element_id, around(figure), True) for figure in nodes]
    wanted += [(edge.element_id, beside_flow(edge), False) for edge in edges]
    for element_id, spots, boxed in wanted:
        if text := captions.get(element_id):
            place = _free(_slips(text, spots), taken)
            taken.append(_edges(place))
            found[element_id] = Caption(text=text, place=place, boxed=boxed)
    return found


def draw_caption(group: etree._Element, caption: Caption) -> None:
    place = caption.place
    if caption.boxed:
        draw_box(group, place, radius=4, fill=PAPER, stroke=STROKE, stroke_width=1)
    block = Block(lines=(caption.text,), size=SIZE, x=place.middle[0], top=place.y + GAP / 2)
    draw_text(group, block, ink=TEXT, halo=not caption.boxed)


def around(figure: Figure) -> list[tuple[Point, Point]]:
    """Spots, the best first: a point of the outline, and where the slip lies from there (-1, 0 or 1 by axis)."""
    box = figure.shape.bounds
    x, y = box.middle
    above, below = ((x, box.y), (0.0, -1.0)), ((x, box.bottom), (0.0, 1.0))
    corners = [
        ((edge, height), (side, way))
        for height, way in ((box.bottom, 1.0), (box.y, -1.0))
        for edge, side in ((box.x, -1.0), (box.right, 1.0))
    ]
    sides = [((box.x, y), (-1.0, 0.0)), ((box.right, y), (1.0, 0.0))]
    return [above, below, *corners, *sides]


def beside_flow(edge: Edge) -> list[tuple[Point, Point]]:
    """Spots beside the middles of the stretches, those of the longest first."""
    stretches = sorted(pairwise(edge.waypoints), key=lambda each: -math.dist(*each))
    return list(_beside(stretches))


def _beside(stretches: Iterable[tuple[Point, Point]]) -> Iterator[tuple[Point, Point]]:
    for start, end in stretches:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        upright = abs(end[1] - start[1]) > abs(end[0] - start[0])
        for way in (-1.0, 1.0):
            yield middle, (way, 0.0) if upright else (0.0, way)


def _slips(text: str, spots: Iterable[tuple[Point, Point]]) -> list[Bounds]:
    width = text_width(text, SIZE) + 2 * PAD
    return [
        Bounds(
            x=x - width / 2 + across * (width / 2 + GAP),
            y=y - HEIGHT / 2 + down * (HEIGHT / 2 + GAP),
            width=width,
            height=HEIGHT,
        )
        for (x, y), (across, down) in spots
    ]


def _free(places: list[Bounds], taken: list[Edges]) -> Bounds:
    """The first place where nothing is; where each is taken, the one that covers least."""
    covered: list[tuple[float, Bounds]] = []
    for place in places:
        area = _shared(place, taken)
        if not area:
            return place
        covered.append((area, place))
    return min(covered, key=lambda each: each[0])[1]


def _shared(place: Bounds, taken: list[Edges]) -> float:
    """The area that lies in others too."""
    left, top, right, bottom = _edges(place)
    return sum(
        (min(right, beyond) - max(left, x)) * (min(bottom, below) - max(top, y))
        for x, y, beyond, below in taken
        if x < right and beyond > left and y < bottom and below > top
    )


def _edges(box: Bounds) -> Edges:
    return box.x, box.y, box.right, box.bottom
