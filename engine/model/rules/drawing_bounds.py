"""What is drawn has a place that can be drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import BPMNDI
from engine.model.findings import Finding
from engine.words import said

RULE = "drawing-bounds"
#: Of a coordinate or a length, in pixels; modellers count from the upper left corner of a canvas.
MOST = 100_000
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_DI = "{http://www.omg.org/spec/DD/20100524/DI}"
_PLACES = (f"{_DC}Bounds", f"{_DI}waypoint")


def drawing_bounds(root: etree._Element) -> Iterator[Finding]:
    for drawn in root.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"):
        wrong = next(_wrong(drawn), None)
        if wrong is not None:
            name, text = wrong
            message = said(
                'The drawing has {name}="{text}"; numbers from -{most} to {most} can be drawn, lengths from 0. '
                "Move the element in the modeller, or draw it again.",
                name=name,
                text=text,
                most=MOST,
            )
            element_id = (drawn.get("bpmnElement") or "").rpartition(":")[2]
            yield Finding(rule=RULE, element_id=element_id, message=message)


def _wrong(drawn: etree._Element) -> Iterator[tuple[str, str]]:
    for place in drawn.iter(*_PLACES):
        for name in ("x", "y", "width", "height"):
            text = place.get(name)
            if text is not None and not _fits(text, 0 if name in ("width", "height") else -MOST):
                yield name, text


def _fits(text: str, least: int) -> bool:
    """What is no number at all is left to the schema."""
    try:
        value = float(text)
    except ValueError:
        return text.strip() not in ("INF", "-INF")
    return math.isfinite(value) and least <= value <= MOST
