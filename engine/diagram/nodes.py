"""Events, gateways and activities (BPMN 2.0, 10.3 to 10.6)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.diagram import icons
from engine.diagram.canvas import Attributes, draw, draw_box, draw_icon
from engine.diagram.figures import PAPER, SUB_PROCESSES, Figure
from engine.diagram.interchange import BPMN, Bounds
from engine.diagram.words import element_kind

RADIUS = 10
LOOP = f"{BPMN}standardLoopCharacteristics"
MULTI = f"{BPMN}multiInstanceLoopCharacteristics"


def draw_event(group: etree._Element, figure: Figure) -> None:
    """Thin ring at the start, two in between, thick at the end; dashed where it interrupts nothing."""
    x, y = figure.shape.bounds.middle
    radius = min(figure.shape.bounds.width, figure.shape.bounds.height) / 2
    ends = figure.kind == "endEvent"
    dash = "4 3" if _lets_go_on(figure) else None
    ring: Attributes = {"cx": x, "cy": y, "stroke": figure.ink, "stroke_dasharray": dash}
    draw(group, "circle", r=radius, fill=figure.fill, stroke_width=4 if ends else 1.6, **ring)
    if figure.kind not in ("startEvent", "endEvent"):
        draw(group, "circle", r=radius - 3.5, fill="none", stroke_width=1.6, **ring)
    trigger = event_trigger(figure.element)
    if trigger in icons.EVENTS:
        _draw_trigger(group, figure, trigger, scale=radius / 18)


def event_trigger(element: etree._Element) -> str:
    """The name of the event definition (`message`), `multiple` for several, empty for none."""
    found = [
        name.removesuffix("EventDefinition")
        for child in element.iterchildren(f"{BPMN}*")
        if (name := element_kind(child)).endswith("EventDefinition")
    ]
    if len(found) > 1:
        return "parallelMultiple" if element.get("parallelMultiple") == "true" else "multiple"
    return found[0] if found else ""


def draw_gateway(group: etree._Element, figure: Figure) -> None:
    """A diamond with the sign of its kind."""
    box = figure.shape.bounds
    x, y = box.middle
    corners = ((x, box.y), (box.right, y), (x, box.bottom), (box.x, y))
    draw(
        group,
        "polygon",
        points=" ".join(f"{left:g},{top:g}" for left, top in corners),
        fill=figure.fill,
        stroke=figure.ink,
        stroke_width=2,
        stroke_linejoin="round",
    )
    scale = min(box.width, box.height) / 50
    if figure.kind == "eventBasedGateway":
        _draw_event_sign(group, figure, scale)
    elif figure.kind in icons.GATEWAYS and (
        figure.shape.marker_visible or figure.kind != "exclusiveGateway"
    ):
        _draw_lines(group, figure, icons.GATEWAYS[figure.kind], scale=scale, width=4)


def draw_activity(group: etree._Element, figure: Figure) -> None:
    """A rounded rectangle with the icon of its kind and the markers of its repetition."""
    box = figure.shape.bounds
    dotted = figure.element.get("triggeredByEvent") == "true"
    draw_box(
        group,
        box,
        radius=RADIUS,
        fill=figure.fill,
        stroke=figure.ink,
        stroke_width=4 if figure.kind == "callActivity" else 2,
        stroke_dasharray="0 5.5" if dotted else None,
        stroke_linecap="round" if dotted else None,
    )
    if figure.kind == "transaction":
        inner = box.grown(-3)
        draw_box(group, inner, radius=RADIUS - 2, fill="none", stroke=figure.ink, stroke_width=1.6)
    if figure.kind in icons.TASKS:
        _draw_task_icon(group, figure)
    _draw_markers(group, figure, box)


def activity_markers(figure: Figure) -> tuple[str, ...]:
    """Names of the signs at the lower edge, from the left."""
    return tuple(_markers(figure))


def _markers(figure: Figure) -> Iterator[str]:
    element = figure.element
    multi = element.find(MULTI)
    if element.find(LOOP) is not None:
        yield "loop"
    if multi is not None:
        yield "sequential" if multi.get("isSequential") == "true" else "parallel"
    if element.get("isForCompensation") == "true":
        yield "compensation"
    if figure.kind == "callActivity" or (
        figure.kind in SUB_PROCESSES and not figure.shape.expanded
    ):
        yield "collapsed"
    if figure.kind == "adHocSubProcess":
        yield "adhoc"


def _lets_go_on(figure: Figure) -> bool:
    return (figure.kind == "startEvent" and figure.element.get("isInterrupting") == "false") or (
        figure.kind == "boundaryEvent" and figure.element.get("cancelActivity") == "false"
    )


def _draw_trigger(group: etree._Element, figure: Figure, trigger: str, *, scale: float) -> None:
    outline, lines = icons.EVENTS[trigger]
    throws = figure.kind in ("intermediateThrowEvent", "endEvent")
    at = figure.shape.bounds.middle
    draw_icon(
        group,
        outline,
        at=at,
        scale=scale,
        fill=figure.ink if throws else "none",
        stroke=figure.ink,
        stroke_width=1.3,
        stroke_linejoin="round",
    )
    if lines:
        colour = PAPER if throws else figure.ink
        draw_icon(group, lines, at=at, scale=scale, fill="none", stroke=colour, stroke_width=1.3)


def _draw_event_sign(group: etree._Element, figure: Figure, scale: float) -> None:
    x, y = figure.shape.bounds.middle
    ring: Attributes = {"cx": x, "cy": y, "fill": "none", "stroke": figure.ink, "stroke_width": 1.2}
    draw(group, "circle", r=13.5 * scale, **ring)
    if figure.element.get("instantiate") != "true":
        draw(group, "circle", r=11 * scale, **ring)
    parallel = figure.element.get("eventGatewayType") == "Parallel"
    sign = icons.EVENTS["parallelMultiple" if parallel else "multiple"][0]
    _draw_lines(group, figure, sign, scale=0.75 * scale, width=1.6)


def _draw_lines(
    group: etree._Element, figure: Figure, path: str, *, scale: float, width: float
) -> None:
    draw_icon(
        group,
        path,
        at=figure.shape.bounds.middle,
        scale=scale,
        fill="none",
        stroke=figure.ink,
        stroke_width=width,
        stroke_linejoin="round",
    )


def _draw_task_icon(group: etree._Element, figure: Figure) -> None:
    at = (figure.shape.bounds.x + 14, figure.shape.bounds.y + 14)
    filled = figure.kind in icons.FILLED_TASKS
    draw_icon(
        group,
        icons.TASKS[figure.kind],
        at=at,
        fill=figure.ink if filled else figure.fill,
        stroke=figure.ink,
        stroke_width=1.1,
        stroke_linejoin="round",
    )
    if filled:
        draw_icon(group, icons.ENVELOPE_FLAP, at=at, fill="none", stroke=PAPER, stroke_width=1.3)


def _draw_markers(group: etree._Element, figure: Figure, box: Bounds) -> None:
    markers = activity_markers(figure)
    left = box.middle[0] - 9 * (len(markers) - 1)
    for index, marker in enumerate(markers):
        draw_icon(
            group,
            icons.MARKERS[marker],
            at=(left + 18 * index, box.bottom - 11),
            fill="none",
            stroke=figure.ink,
            stroke_width=1.5,
        )
