"""A timer says exactly one of date, duration and cycle; what is written as ISO 8601 is ISO 8601, and lies ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from engine.expression.iso import InvalidIso, parse_cycle, parse_duration, parse_moment
from engine.model.dialect import EVENTS, ElementKind, bpmn, clean_text, is_constant_time
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element

RULE = "timers"
_PARSERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        bpmn("timeDate"): parse_moment,
        bpmn("timeDuration"): parse_duration,
        bpmn("timeCycle"): parse_cycle,
    }
)


def timers(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(*sorted(EVENTS)):
        for timer in node.iterchildren(bpmn("timerEventDefinition")):
            message = _objection(timer, repeats=_may_repeat(subject, element))
            if message:
                yield Finding(rule=RULE, element_id=element.id, message=message)


def _objection(timer: etree._Element, *, repeats: bool) -> str | None:
    written = [
        (child.tag, text)
        for child in timer
        if child.tag in _PARSERS and (text := clean_text(child))
    ]
    if len(written) != 1:
        return "The timer needs exactly one of date, duration and cycle. Choose one in the properties panel and write it."
    tag, text = written[0]
    if tag == bpmn("timeCycle") and not repeats:
        return "A cycle has nothing to repeat here. Write a duration, or make the boundary event non-interrupting."
    plain = text.strip("'\"")
    if not is_constant_time(plain):
        return None  # an expression: the rule «expressions» reads it
    try:
        _PARSERS[tag](plain)
    except InvalidIso as error:
        return f"The time of the timer cannot be read: {error}. Write it so, or as an expression."
    return None


def _may_repeat(subject: Subject, event: Element) -> bool:
    """Start events of the process begin one instance after another; others repeat as long as they do not interrupt."""
    if event.kind is ElementKind.START_EVENT and not subject.triggered(event.scope):
        return True
    return (
        event.kind in (ElementKind.START_EVENT, ElementKind.BOUNDARY_EVENT)
        and not event.interrupting
    )
