"""Outlines and badges of the states around a shape: told apart by dash and glyph, not by colour alone."""

from __future__ import annotations

from lxml import etree

from engine.diagram import icons
from engine.diagram.canvas import draw, draw_box, draw_icon, draw_text
from engine.diagram.figures import PAPER, Figure
from engine.diagram.interchange import Bounds
from engine.diagram.marks import LOOKS, OUTLINED, Marks, State
from engine.diagram.text import Block, text_width

GAP = 4.0
SIZE = 8.0
COUNT = 10.0


def draw_states(group: etree._Element, figure: Figure, marks: Marks) -> None:
    """Token dot and tick at the upper corners, exclamation and clock at the lower ones."""
    states = tuple(marks.states(figure.shape.element_id))
    if not states:
        return
    box = figure.shape.bounds
    for index, state in enumerate(state for state in states if state in OUTLINED):
        round_one = figure.kind.endswith("Event")
        _draw_outline(group, box.grown(GAP * (index + 1)), state, round_one=round_one)
    if State.DONE in states:
        _draw_visits(group, (box.right, box.y), marks.done[figure.shape.element_id])
    if State.ACTIVE in states:
        _draw_token(group, (box.x, box.y))
    if State.TROUBLED in states:
        _draw_trouble(group, (box.x, box.bottom))
    if State.OVERDUE in states:
        _draw_clock(group, (box.right, box.bottom))


def _draw_outline(group: etree._Element, box: Bounds, state: State, *, round_one: bool) -> None:
    look = LOOKS[state]
    draw_box(
        group,
        box,
        radius=box.width / 2 if round_one else 12,
        fill="none",
        stroke=look.ink,
        stroke_width=3,
        stroke_dasharray=look.dash,
    )


def _draw_token(group: etree._Element, at: tuple[float, float]) -> None:
    ink = LOOKS[State.ACTIVE].ink
    draw(group, "circle", cx=at[0], cy=at[1], r=SIZE, fill=PAPER, stroke=ink, stroke_width=2)
    draw(group, "circle", cx=at[0], cy=at[1], r=SIZE - 3.5, fill=ink)


def _draw_visits(group: etree._Element, at: tuple[float, float], visits: int) -> None:
    """A tick; from the second visit on with the number of visits beside it."""
    ink = LOOKS[State.DONE].ink
    words = f"×{visits}" if visits > 1 else ""
    width = text_width(words, COUNT)
    box = Bounds(x=at[0] - SIZE, y=at[1] - SIZE, width=2 * SIZE + width, height=2 * SIZE)
    draw_box(group, box, radius=SIZE, fill=ink, stroke=PAPER, stroke_width=1.5)
    draw_icon(group, icons.TICK, at=at, fill="none", stroke=PAPER, stroke_width=2)
    count = Block(lines=(words,), size=COUNT, x=at[0] + SIZE - 3, top=at[1] - COUNT * 0.6)
    draw_text(group, count, ink=PAPER, anchor="start")


def _draw_trouble(group: etree._Element, at: tuple[float, float]) -> None:
    ink = LOOKS[State.TROUBLED].ink
    draw_icon(group, "M0-10L10 8H-10Z", at=at, fill=ink, stroke=PAPER, stroke_width=1.5)
    draw_icon(group, icons.EXCLAMATION, at=at, fill="none", stroke=PAPER, stroke_width=2)


def _draw_clock(group: etree._Element, at: tuple[float, float]) -> None:
    ink = LOOKS[State.OVERDUE].ink
    draw(group, "circle", cx=at[0], cy=at[1], r=SIZE, fill=ink, stroke=PAPER, stroke_width=1.5)
    draw_icon(group, icons.CLOCK_HANDS, at=at, fill="none", stroke=PAPER, stroke_width=1.8)
