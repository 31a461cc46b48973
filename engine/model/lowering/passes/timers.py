"""Timers are ISO 8601 as modellers write it, or expressions."""

from __future__ import annotations

from lxml import etree

from engine.errors import EngineError
from engine.model import dialect
from engine.model.dialect import EventKind, bpmn
from engine.model.lowering.document import identity, parent_of
from engine.model.lowering.refusal import Refused
from engine.model.times import time_expression
from engine.words import said

_TIMES = tuple(bpmn(name) for name in ("timeDate", "timeDuration", "timeCycle"))


def check_timers(root: etree._Element) -> None:
    """Refused: timers without exactly one time, constants that are none."""
    for definition in root.iter(bpmn(f"{EventKind.TIMER}EventDefinition")):
        name, found = identity(parent_of(definition)), list(definition.iterchildren(*_TIMES))
        if len(found) != 1:
            raise Refused(name, said("a timer has exactly one of date, duration and cycle"))
        kind = dialect.local_name(found[0].tag)
        try:
            time_expression(kind, dialect.clean_text(found[0]) or "")
        except EngineError as error:
            raise Refused(name, error.words) from error
