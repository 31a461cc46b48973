"""Small pieces of SVG. Presentation attributes only: a strict `style-src` leaves them alone."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from engine.diagram.interchange import Bounds
from engine.diagram.text import LINE, Block

SVG = "http://www.w3.org/2000/svg"
Attributes = dict[str, str | float | None]
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def draw(parent: etree._Element, tag: str, /, **attributes: str | float | None) -> etree._Element:
    """Append an element; `stroke_width` becomes `stroke-width`, None leaves an attribute out."""
    return etree.SubElement(
        parent,
        f"{{{SVG}}}{tag}",
        {
            _dashed(name): value if isinstance(value, str) else number(value)
            for name, value in attributes.items()
            if value is not None
        },
    )


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """At most two decimals, without trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return NOT_XML.sub("", text)


def draw_box(
    parent: etree._Element, box: Bounds, *, radius: float = 0, **attributes: str | float | None
) -> None:
    """Append a rectangle."""
    draw(
        parent,
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=radius or None,
        **attributes,
    )


def draw_icon(
    parent: etree._Element,
    path: str,
    *,
    at: tuple[float, float],
    scale: float = 1,
    **attributes: str | float | None,
) -> None:
    """Append a path that is written around (0, 0)."""
    place = f"translate({number(at[0])} {number(at[1])})"
    if scale != 1:
        place += f" scale({number(scale)})"
    draw(parent, "path", d=path, transform=place, **attributes)


def draw_text(
    parent: etree._Element,
    block: Block,
    *,
    ink: str,
    anchor: str = "middle",
    turned: bool = False,
    halo: bool = False,
) -> None:
    """Append lines of text; `turned` reads upwards around the middle of the block, `halo` keeps lines behind it off."""
    if not any(block.lines):
        return
    text = draw(
        parent,
        "text",
        font_size=block.size,
        text_anchor=anchor,
        fill=ink,
        transform=_turn(block) if turned else None,
        stroke="#ffffff" if halo else None,
        stroke_width=3 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )
    for index, line in enumerate(block.lines):
        baseline = block.top + block.size * (LINE * index + 0.95)
        draw(text, "tspan", x=block.x, y=baseline).text = line


@lru_cache(maxsize=256)
def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _turn(block: Block) -> str:
    middle = block.top + len(block.lines) * block.size * LINE / 2
    return f"rotate(-90 {number(block.x)} {number(middle)})"
