"""SVG of a BPMN model, drawn from its diagram interchange; no browser, no script, no style sheet."""

from engine.diagram.drawing import Drawing, draw_diagram
from engine.diagram.interchange import DiagramMissing, DiagramUnreadable
from engine.diagram.marks import Marks

__all__ = ["DiagramMissing", "DiagramUnreadable", "Drawing", "Marks", "draw_diagram"]
