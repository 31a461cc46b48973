"""SVG of a BPMN model, drawn from its diagram interchange; no browser, no script, no style sheet."""

from engine.diagram.drawing import draw_diagram
from engine.diagram.interchange import DiagramMissing, DiagramUnreadable
from engine.diagram.marks import Marks

__all__ = ["DiagramMissing", "DiagramUnreadable", "Marks", "draw_diagram"]
