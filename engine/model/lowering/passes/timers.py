"""Timers are ISO 8601 as modellers write it, or expressions."""

from __future__ import annotations

from lxml import etree

from engine.errors import EngineError
from engine.model import dialect
from engine.model.dialect import ElementKind, EventKind, bpmn
from engine.model.lowering.document import identity, is_boundary, is_triggered, parent_of
from engine.model.lowering.refusal import Refused
from engine.model.times import time_expression
from engine.words import said

_TIMES = tuple(bpmn(name) for name in ("timeDate", "timeDuration", "timeCycle"))


def check_timers(root: etree._Element) -> None:
    """Refused: timers without exactly one time, constants that are none, cycles where the event happens once."""
    for definition in root.iter(bpmn(f"{EventKind.TIMER}EventDefinition")):
        name, found = identity(parent_of(definition)), list(definition.iterchildren(*_TIMES))
        if len(found) != 1:
            raise Refused(name, said("a timer has exactly one of date, duration and cycle"))
        kind = dialect.local_name(found[0].tag)
        try:
            time_expression(kind, dialect.clean_text(found[0]) or "")
        except EngineError as error:
            raise Refused(name, error.words) from error
        if kind == "timeCycle" and not _may_repeat(parent_of(definition)):
            raise Refused(name, said("a cycle has nothing to repeat here: write a duration"))


def _may_repeat(event: etree._Element) -> bool:
    if is_boundary(event):
        return not dialect.flag(event, "cancelActivity", default=True)
    if event.tag != bpmn(ElementKind.START_EVENT):
        return False
    return not is_triggered(parent_of(event)) or not dialect.flag(
        event, "isInterrupting", default=True
    )
