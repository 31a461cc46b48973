"""The picture as a whole: order of layers, groups with their titles, extents."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import partial

from lxml import etree

from engine.diagram.badges import draw_states
from engine.diagram.canvas import SVG, clean, draw, draw_text, number
from engine.diagram.captions import Caption, draw_caption, placed_captions
from engine.diagram.edges import draw_edge
from engine.diagram.figures import TEXT, Figure, figure_of
from engine.diagram.interchange import Bounds, Edge, Plane, read_plane
from engine.diagram.labels import along, beside
from engine.diagram.marks import Marks
from engine.diagram.shapes import NAMES_INSIDE, draw_shape
from engine.diagram.text import Block
from engine.diagram.words import element_name, spoken, summary

PADDING = 24.0
FONT = "Noto Sans"
OVER = ("boundaryEvent", "textAnnotation", "group")


def draw_diagram(root: etree._Element, *, marks: Marks, language: str, title: str) -> str:
    """The complete `<svg>` of a model, one `<g data-element-id>` for each drawn element.

    root: `bpmn:definitions`. language: `kk`, `ru` or `en`. title: what a screen reader says first.
    A mark on an element inside a collapsed sub-process is the caller's to lift.
    Raises DiagramMissing where the model has no diagram interchange, DiagramUnreadable where it is broken.
    """
    plane = read_plane(root)
    figures = [figure_of(shape, marks=marks, language=language) for shape in plane.shapes]
    labels = _labels(figures, plane.edges, language)
    captions = placed_captions(marks.captions, figures, plane.edges, labels.values())
    svg = _svg(_extent(plane, (*labels.values(), *captions.values())), language=language)
    named = ((figure.shape.element_id, figure.name) for figure in figures)
    _entitle(svg, clean(title), summary(named, marks=marks, language=language))
    under, over = _layers(figures)
    words = partial(spoken, marks=marks, language=language)
    for figure in under:
        group = _group(svg, figure.shape.element_id, words(figure.element))
        _draw_figure(group, figure, labels, marks)
    elements = {figure.shape.element_id: figure.element for figure in figures}
    for edge in plane.edges:
        group = _group(svg, edge.element_id, words(edge.element))
        draw_edge(group, edge, marks=marks, sources=elements)
        _draw_label(group, labels.get(edge.element_id))
        _draw_caption(group, captions.get(edge.element_id))
    for figure in over:
        group = _group(svg, figure.shape.element_id, words(figure.element))
        _draw_figure(group, figure, labels, marks)
        _draw_caption(group, captions.get(figure.shape.element_id))
    return etree.tostring(svg, encoding="unicode")


def _labels(figures: list[Figure], edges: tuple[Edge, ...], language: str) -> dict[str, Block]:
    """Names that stand beside their shape or along their flow, by element id."""
    shapes = (
        (figure.shape.element_id, beside(figure))
        for figure in figures
        if figure.kind not in NAMES_INSIDE
    )
    flows = ((edge.element_id, along(edge, element_name(edge.element, language))) for edge in edges)
    return {name: block for pairs in (shapes, flows) for name, block in pairs if block is not None}


def _layers(figures: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Pools and what else holds others, the larger first; then the rest, boundary events and notes on top."""
    under = [figure for figure in figures if figure.holds_others]
    nodes = [figure for figure in figures if not figure.holds_others]
    under.sort(key=_area, reverse=True)
    nodes.sort(key=lambda figure: figure.kind in OVER)
    return under, nodes


def _area(figure: Figure) -> float:
    return figure.shape.bounds.width * figure.shape.bounds.height


def _extent(plane: Plane, labels: Iterable[Block | Caption]) -> Bounds:
    boxes = [shape.bounds for shape in plane.shapes] + [block.bounds for block in labels]
    points = [point for edge in plane.edges for point in edge.waypoints]
    points += [corner for box in boxes for corner in ((box.x, box.y), (box.right, box.bottom))]
    left, top = (min((point[axis] for point in points), default=0) for axis in (0, 1))
    right, bottom = (max((point[axis] for point in points), default=0) for axis in (0, 1))
    return Bounds(x=left, y=top, width=right - left, height=bottom - top).grown(PADDING)


def _svg(extent: Bounds, *, language: str) -> etree._Element:
    box = (extent.x, extent.y, extent.width, extent.height)
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})  # type: ignore[dict-item]  # None is lxml's default prefix
    svg.set("viewBox", " ".join(map(number, box)))
    svg.set("width", number(extent.width))
    svg.set("height", number(extent.height))
    svg.set("role", "img")
    svg.set("lang", language)
    svg.set("font-family", FONT)
    return svg


def _entitle(svg: etree._Element, title: str, states: str) -> None:
    """Title and description; their ids differ between pictures that stand on one page."""
    mark = f"{zlib.crc32(f'{title}|{states}'.encode()):08x}"
    svg.set("aria-labelledby", f"diagram-title-{mark} diagram-states-{mark}")
    draw(svg, "title", id=f"diagram-title-{mark}").text = title
    draw(svg, "desc", id=f"diagram-states-{mark}").text = states


def _group(svg: etree._Element, element_id: str, words: str) -> etree._Element:
    group = draw(svg, "g", data_element_id=element_id)
    draw(group, "title").text = words
    return group


def _draw_figure(
    group: etree._Element, figure: Figure, labels: dict[str, Block], marks: Marks
) -> None:
    draw_shape(group, figure)
    _draw_label(group, labels.get(figure.shape.element_id))
    draw_states(group, figure, marks)


def _draw_caption(group: etree._Element, caption: Caption | None) -> None:
    if caption is not None:
        draw_caption(group, caption)


def _draw_label(group: etree._Element, block: Block | None) -> None:
    if block is not None:
        draw_text(group, block, ink=TEXT, halo=True)
