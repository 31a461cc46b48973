"""The picture as a whole: order of layers, groups with their titles."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from engine.diagram.badges import draw_states
from engine.diagram.canvas import SVG, clean, draw, draw_text
from engine.diagram.captions import Caption, draw_caption, placed_captions
from engine.diagram.edges import draw_edge
from engine.diagram.figures import TEXT, Figure, figure_of
from engine.diagram.interchange import Bounds, Edge, Shape, read_plane
from engine.diagram.labels import along, beside
from engine.diagram.marks import Marks
from engine.diagram.shapes import NAMES_INSIDE, draw_shape
from engine.diagram.text import Block
from engine.diagram.view import PADDING, new_picture, part_around, united
from engine.diagram.words import element_name, spoken, summary

OVER = ("boundaryEvent", "textAnnotation", "group")
MOST_GROUPS = 20_000  # kept of one drawing


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """What the language alone decides. labels: of names that stand beside their shape or along their flow, by element."""

    names: tuple[tuple[str, str], ...]
    labels: Mapping[str, Block]
    extent: Bounds


class Drawing:
    """A model's picture, read once, painted as often as its cases move: what looks as before is not drawn anew."""

    def __init__(self, root: etree._Element) -> None:
        """root: `bpmn:definitions`.

        Raises DiagramMissing where the model has no diagram interchange, DiagramUnreadable where it is broken.
        """
        plane = read_plane(root)
        self._shapes, self._edges = plane.shapes, plane.edges
        self._elements = {shape.element_id: shape.element for shape in plane.shapes}
        under, over = _layers(
            [figure_of(one, marks=Marks(), language="kk") for one in self._shapes]
        )
        self._order: tuple[Shape | Edge, ...] = (*under, *plane.edges, *over)
        self._holding = frozenset(shape.element_id for shape in under)
        self._lettering = cache(self._lettered)
        self._groups: dict[tuple[object, ...], str] = {}

    def paint(
        self, *, marks: Marks, language: str, title: str, around: Iterable[str] | None = None
    ) -> str:
        """The complete `<svg>`, one `<g data-element-id>` for each drawn element.

        language: `kk`, `ru` or `en`. title: what a screen reader says first. around: what the view opens at, the first
        before all; None for the whole picture. A mark on an element inside a collapsed sub-process is the caller's to lift.
        """
        lettering = self._lettering(language)
        captions = self._captions(marks, language)
        reach = (caption.bounds.grown(PADDING) for caption in captions.values())
        part = None if around is None else self._part(around)
        svg = new_picture(united((lettering.extent, *reach)), language=language, part=part)
        _entitle(svg, clean(title), summary(lettering.names, marks=marks, language=language))
        groups = "".join(
            self._group(one, marks, language, captions.get(one.element_id)) for one in self._order
        )
        head, tail = etree.tostring(svg, encoding="unicode").rsplit("</", 1)
        return f"{head}{groups}</{tail}"

    def _part(self, around: Iterable[str]) -> Bounds | None:
        """None where nothing of it is drawn."""
        boxes = {shape.element_id: shape.bounds for shape in self._shapes}
        wanted = [one for one in around if one in boxes]
        inner = [one for one in wanted if one not in self._holding]
        places = [boxes[one] for one in inner or wanted]
        return part_around(places) if places else None

    def _group(
        self, drawn: Shape | Edge, marks: Marks, language: str, caption: Caption | None
    ) -> str:
        key = (drawn.element_id, language, marks.look(drawn.element_id), caption)
        if key not in self._groups:
            if len(self._groups) >= MOST_GROUPS:
                self._groups.clear()
            self._groups[key] = self._drawn(drawn, marks, language, caption)
        return self._groups[key]

    def _drawn(
        self, drawn: Shape | Edge, marks: Marks, language: str, caption: Caption | None
    ) -> str:
        group = etree.Element(f"{{{SVG}}}g", nsmap={None: SVG})  # type: ignore[dict-item]  # None is lxml's default prefix
        group.set("data-element-id", drawn.element_id)
        words = spoken(drawn.element, marks=marks, language=language)
        draw(group, "title").text = words
        label = self._lettering(language).labels.get(drawn.element_id)
        if isinstance(drawn, Edge):
            draw_edge(group, drawn, marks=marks, sources=self._elements)
            _draw_label(group, label)
        else:
            figure = figure_of(drawn, marks=marks, language=language)
            draw_shape(group, figure)
            _draw_label(group, label)
            draw_states(group, figure, marks)
        if caption is not None:
            draw_caption(group, caption)
        return etree.tostring(group, encoding="unicode").replace(f' xmlns="{SVG}"', "", 1)

    def _captions(self, marks: Marks, language: str) -> Mapping[str, Caption]:
        if not marks.captions:
            return {}
        figures = [figure_of(one, marks=marks, language=language) for one in self._shapes]
        names = self._lettering(language).labels.values()
        return placed_captions(marks.captions, figures, self._edges, names)

    def _lettered(self, language: str) -> Lettering:
        figures = [figure_of(one, marks=Marks(), language=language) for one in self._shapes]
        found = {
            figure.shape.element_id: beside(figure)
            for figure in figures
            if figure.kind not in NAMES_INSIDE
        }
        for edge in self._edges:
            found[edge.element_id] = along(edge, element_name(edge.element, language))
        labels = {name: block for name, block in found.items() if block is not None}
        boxes = [shape.bounds for shape in self._shapes]
        boxes += [block.bounds for block in labels.values()]
        boxes += [
            Bounds(x=x, y=y, width=0, height=0) for edge in self._edges for x, y in edge.waypoints
        ]
        return Lettering(
            names=tuple((figure.shape.element_id, figure.name) for figure in figures),
            labels=labels,
            extent=united(boxes).grown(PADDING),
        )


def draw_diagram(root: etree._Element, *, marks: Marks, language: str, title: str) -> str:
    """One picture of a model that is drawn once; arguments and errors as of `Drawing`."""
    return Drawing(root).paint(marks=marks, language=language, title=title)


def _layers(figures: list[Figure]) -> tuple[list[Shape], list[Shape]]:
    """Pools and what else holds others, the larger first; then the rest, boundary events and notes on top."""
    under = [figure for figure in figures if figure.holds_others]
    nodes = [figure for figure in figures if not figure.holds_others]
    under.sort(key=_area, reverse=True)
    nodes.sort(key=lambda figure: figure.kind in OVER)
    return [figure.shape for figure in under], [figure.shape for figure in nodes]


def _area(figure: Figure) -> float:
    return figure.shape.bounds.width * figure.shape.bounds.height


def _entitle(svg: etree._Element, title: str, states: str) -> None:
    """Title and description; their ids differ between pictures that stand on one page."""
    mark = f"{zlib.crc32(f'{title}|{states}'.encode()):08x}"
    svg.set("aria-labelledby", f"diagram-title-{mark} diagram-states-{mark}")
    draw(svg, "title", id=f"diagram-title-{mark}").text = title
    draw(svg, "desc", id=f"diagram-states-{mark}").text = states


def _draw_label(group: etree._Element, block: Block | None) -> None:
    if block is not None:
        draw_text(group, block, ink=TEXT, halo=True)
