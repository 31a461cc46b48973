"""Small models for the tests of the diagram, written as calls instead of XML."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from engine.diagram import Marks, draw_diagram

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"'
    ' xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Sketch" targetNamespace="urn:test">'
)
SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"Event": (36, 36), "Gateway": (50, 50)}


@dataclass(frozen=True, kw_only=True)
class Part:
    """An element, its DI, and whether it belongs to the collaboration or to the process."""

    element: str
    drawn: str
    of_collaboration: bool = False


def shape(
    kind: str,
    element_id: str,
    at: tuple[float, float] = (0, 0),
    *,
    size: tuple[float, float] | None = None,
    inside: str = "",
    di: str = "",
    label: tuple[float, float, float, float] | None = None,
    **attributes: str,
) -> Part:
    """A node, pool or lane; `inside` is XML for its element, `di` attributes for its BPMNShape."""
    width, height = size or _size(kind)
    box = _bounds(at[0], at[1], width, height)
    text = f"<bpmndi:BPMNLabel>{_bounds(*label)}</bpmndi:BPMNLabel>" if label else ""
    element = (
        f"<bpmn:{kind} id={quoteattr(element_id)}{_attributes(attributes)}>{inside}</bpmn:{kind}>"
    )
    return Part(
        element=f"<bpmn:laneSet>{element}</bpmn:laneSet>" if kind == "lane" else element,
        drawn=f'<bpmndi:BPMNShape bpmnElement="{element_id}" {di}>{box}{text}</bpmndi:BPMNShape>',
        of_collaboration=kind == "participant",
    )


def flow(
    element_id: str,
    source: str,
    target: str,
    points: tuple[tuple[float, float], ...] = ((0, 0), (100, 0)),
    *,
    kind: str = "sequenceFlow",
    inside: str = "",
    label: tuple[float, float, float, float] | None = None,
    **attributes: str,
) -> Part:
    """A connection between two element ids."""
    way = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    text = f"<bpmndi:BPMNLabel>{_bounds(*label)}</bpmndi:BPMNLabel>" if label else ""
    ends = f' sourceRef="{source}" targetRef="{target}"'
    return Part(
        element=f'<bpmn:{kind} id="{element_id}"{ends}{_attributes(attributes)}>{inside}</bpmn:{kind}>',
        drawn=f'<bpmndi:BPMNEdge bpmnElement="{element_id}">{way}{text}</bpmndi:BPMNEdge>',
        of_collaboration=kind == "messageFlow",
    )


def model(*parts: Part, plane: str = "Main", more: str = "") -> etree._Element:
    """The definitions with one process; `more` is XML behind it."""
    joint = "".join(part.element for part in parts if part.of_collaboration)
    own = "".join(part.element for part in parts if not part.of_collaboration)
    drawn = "".join(part.drawn for part in parts)
    return etree.fromstring(
        f'{HEAD}<bpmn:collaboration id="Joint">{joint}</bpmn:collaboration>'
        f'<bpmn:process id="Main">{own}</bpmn:process>{more}'
        f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{plane}">{drawn}</bpmndi:BPMNPlane>'
        "</bpmndi:BPMNDiagram></bpmn:definitions>"
    )


def definition(trigger: str) -> str:
    """An event definition, to stand inside an event."""
    return f"<bpmn:{trigger}EventDefinition/>"


def labels(**words: str) -> str:
    """Names in other languages, to stand inside an element: `labels(ru=…, en=…)`."""
    items = "".join(
        f'<camunda:property name="label.{language}" value={quoteattr(text)}/>'
        for language, text in words.items()
    )
    return f"<bpmn:extensionElements><camunda:properties>{items}</camunda:properties></bpmn:extensionElements>"


def note(text: str) -> str:
    """The text of an annotation, to stand inside it."""
    return f"<bpmn:text>{escape(text)}</bpmn:text>"


def drawn(*parts: Part, marks: Marks | None = None, language: str = "kk") -> etree._Element:
    """The picture of a model made of these parts."""
    return picture(model(*parts), marks=marks, language=language)


def picture(
    root: etree._Element,
    *,
    marks: Marks | None = None,
    language: str = "kk",
    title: str = "Экстернат",
) -> etree._Element:
    """The `<svg>` of a model, parsed again."""
    return etree.fromstring(
        draw_diagram(root, marks=marks or Marks(), language=language, title=title)
    )


def group(svg: etree._Element, element_id: str) -> etree._Element:
    """The one group of an element; fails where there are none or several."""
    (found,) = (node for node in svg if node.get("data-element-id") == element_id)
    return found


def pieces(node: etree._Element, tag: str) -> list[etree._Element]:
    """SVG elements of that name below a node."""
    return list(node.iter(f"{SVG}{tag}"))


def words(node: etree._Element) -> list[str]:
    """Lines of visible text below a node."""
    return [piece.text or "" for piece in pieces(node, "tspan")]


def tool_tip(svg: etree._Element, element_id: str) -> str:
    """What a pointer over the element shows."""
    return group(svg, element_id).findtext(f"{SVG}title") or ""


def _size(kind: str) -> tuple[float, float]:
    return next((size for ending, size in SIZES.items() if kind.endswith(ending)), (100, 80))


def _bounds(x: float, y: float, width: float, height: float) -> str:
    return f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())
