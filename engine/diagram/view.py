"""What of the plane the picture shows: all of it, or the part around where the tokens stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from engine.diagram.canvas import SVG, number
from engine.diagram.interchange import Bounds

FONT = "Noto Sans"
PADDING = 24.0
PART = (840.0, 500.0)  # diagram units; names can be read where that fills a screen
CLOSE = (420.0, 300.0)  # places that lie within this are looked at together


def united(boxes: Iterable[Bounds]) -> Bounds:
    """The smallest rectangle that holds all; nothing at the origin where there is none."""
    held = [*boxes]
    left, top = (min((getattr(box, side) for box in held), default=0.0) for side in ("x", "y"))
    right = max((box.right for box in held), default=0.0)
    bottom = max((box.bottom for box in held), default=0.0)
    return Bounds(x=left, y=top, width=right - left, height=bottom - top)


def part_around(places: Sequence[Bounds]) -> Bounds:
    """The part with the places in its middle where they lie close together, else with the first of them."""
    together = united(places)
    close = together.width <= CLOSE[0] and together.height <= CLOSE[1]
    x, y = (together if close else places[0]).middle
    width, height = PART
    return Bounds(x=x - width / 2, y=y - height / 2, width=width, height=height)


def new_picture(extent: Bounds, *, language: str, part: Bounds | None = None) -> etree._Element:
    """An empty `<svg>` in its own size; with a part it fills whatever room it is given, that part in the middle.

    `data-extent` then says how far all reaches, for whoever moves the picture.
    """
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})  # type: ignore[dict-item]  # None is lxml's default prefix
    if part is None:
        svg.set("viewBox", _box(extent))
        svg.set("width", number(extent.width))
        svg.set("height", number(extent.height))
    else:
        svg.set("viewBox", _box(part))
        svg.set("preserveAspectRatio", "xMidYMid slice")
        svg.set("data-extent", _box(extent))
    svg.set("role", "img")
    svg.set("lang", language)
    svg.set("font-family", FONT)
    return svg


def _box(bounds: Bounds) -> str:
    return " ".join(map(number, (bounds.x, bounds.y, bounds.width, bounds.height)))
