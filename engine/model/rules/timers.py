"""A timer says exactly one of date, duration and cycle; what is written as ISO 8601 is ISO 8601, and lies ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from engine.expression.iso import InvalidIso, parse_cycle, parse_duration, parse_moment
from engine.model.dialect import ElementKind, bpmn, clean_text, flag, is_constant_time
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id

RULE = "timers"
_PARSERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        bpmn("timeDate"): parse_moment,
        bpmn("timeDuration"): parse_duration,
        bpmn("timeCycle"): parse_cycle,
    }
)


def timers(subject: Subject) -> Iterator[Finding]:
    for timer in subject.process.iter(bpmn("timerEventDefinition")):
        message = _objection(timer)
        if message:
            yield Finding(rule=RULE, element_id=owner_id(timer), message=message)


def _objection(timer: etree._Element) -> str | None:
    written = [
        (child.tag, text)
        for child in timer
        if child.tag in _PARSERS and (text := clean_text(child))
    ]
    if len(written) != 1:
        return "The timer needs exactly one of date, duration and cycle. Choose one in the properties panel and write it."
    tag, text = written[0]
    if tag == bpmn("timeCycle") and not _may_repeat(timer):
        return "A cycle has nothing to repeat here. Write a duration, or make the boundary event non-interrupting."
    plain = text.strip("'\"")
    if not is_constant_time(plain):
        return None  # an expression: the rule «expressions» reads it
    try:
        _PARSERS[tag](plain)
    except InvalidIso as error:
        return f"The time of the timer cannot be read: {error}. Write it so, or as an expression."
    return None


def _may_repeat(timer: etree._Element) -> bool:
    """Start events of the process begin instances again and again; a boundary event repeats if it does not interrupt."""
    event = timer.getparent()
    scope = None if event is None else event.getparent()
    if event is None or scope is None:
        return False
    if event.tag == bpmn(ElementKind.START_EVENT):
        own_process = not flag(scope, "triggeredByEvent", default=False)
        return own_process or not flag(event, "isInterrupting", default=True)
    boundary = event.tag == bpmn(ElementKind.BOUNDARY_EVENT)
    return boundary and not flag(event, "cancelActivity", default=True)
