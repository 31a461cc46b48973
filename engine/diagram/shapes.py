"""Which function draws which kind of element, and where its name goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from engine.diagram.containers import (
    draw_annotation,
    draw_data,
    draw_frame,
    draw_lane,
    draw_participant,
    draw_store,
    draw_unknown,
)
from engine.diagram.figures import SUB_PROCESSES, Figure
from engine.diagram.labels import draw_band, draw_inner, draw_note
from engine.diagram.nodes import draw_activity, draw_event, draw_gateway

Drawer = Callable[[etree._Element, Figure], None]

EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateThrowEvent",
    "intermediateCatchEvent",
    "boundaryEvent",
)
GATEWAYS = (
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
)
ACTIVITIES = (
    "task",
    "userTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "manualTask",
    "callActivity",
    *SUB_PROCESSES,
)

OUTLINES: Mapping[str, Drawer] = {
    "participant": draw_participant,
    "lane": draw_lane,
    "textAnnotation": draw_annotation,
    "group": draw_frame,
    "dataStoreReference": draw_store,
    "dataObjectReference": draw_data,
    "dataInput": draw_data,
    "dataOutput": draw_data,
    **dict.fromkeys(EVENTS, draw_event),
    **dict.fromkeys(GATEWAYS, draw_gateway),
    **dict.fromkeys(ACTIVITIES, draw_activity),
}
NAMES_INSIDE: Mapping[str, Drawer] = {
    "participant": draw_band,
    "lane": draw_band,
    "textAnnotation": draw_note,
    **dict.fromkeys(ACTIVITIES, draw_inner),
}


def draw_shape(group: etree._Element, figure: Figure) -> None:
    """Outline and signs, and the name where it belongs inside."""
    OUTLINES.get(figure.kind, draw_unknown)(group, figure)
    if figure.kind in NAMES_INSIDE:
        NAMES_INSIDE[figure.kind](group, figure)
