"""A shape together with its name and the colours that its states give it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.diagram.interchange import Shape
from engine.diagram.marks import LOOKS, Marks, heat_tint
from engine.diagram.words import element_kind, element_name

STROKE = "#22242a"
PAPER = "#ffffff"
TEXT = "#14171c"
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What a drawing function gets: geometry in `shape`, `ink` for lines, `fill` for areas."""

    kind: str
    shape: Shape
    name: str
    ink: str
    fill: str

    @property
    def element(self) -> etree._Element:
        return self.shape.element

    @property
    def holds_others(self) -> bool:
        """Other shapes lie inside: it is drawn first, and never tinted."""
        return self.kind in ("participant", "lane") or self.is_expanded

    @property
    def is_expanded(self) -> bool:
        return self.kind in SUB_PROCESSES and self.shape.expanded


def figure_of(shape: Shape, *, marks: Marks, language: str) -> Figure:
    """The strongest state gives the colours; colours of the model stand where there is no state."""
    kind = element_kind(shape.element)
    looks = [LOOKS[state] for state in marks.states(shape.element_id)]
    stroke, fill = shape.stroke or STROKE, shape.fill or PAPER
    if marks.heat:
        whole = shape.expanded and kind in SUB_PROCESSES
        stroke = STROKE
        fill = PAPER if whole else heat_tint(marks.heat.get(shape.element_id, 0))
    return Figure(
        kind=kind,
        shape=shape,
        name=element_name(shape.element, language),
        ink=looks[-1].ink if looks else stroke,
        fill=looks[-1].tint if looks and not (shape.expanded and kind in SUB_PROCESSES) else fill,
    )
