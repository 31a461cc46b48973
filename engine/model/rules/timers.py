"""A timer says exactly one of date, duration and cycle; what is written as ISO 8601 is ISO 8601, and lies ahead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from lxml import etree

from engine.expression import (
    FUNCTIONS,
    Duration,
    Expression,
    ExpressionFailed,
    ExpressionInvalid,
    InvalidIso,
    compile_expression,
    parse_cycle,
    parse_date,
    parse_duration,
    strip_braces,
)
from engine.model.dialect import EVENTS, ElementKind, bpmn, clean_text, is_timer_expression
from engine.model.findings import Finding, Severity
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "timers"
_PARSERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        bpmn("timeDate"): parse_date,
        bpmn("timeDuration"): parse_duration,
        bpmn("timeCycle"): parse_cycle,
    }
)
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        bpmn("timeDate"): "2025-03-14",
        bpmn("timeDuration"): "PT15M",
        bpmn("timeCycle"): "R3/PT10M",
    }
)
#: What an expression may give beside text.
_FITTING: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        bpmn("timeDate"): (datetime,),
        bpmn("timeDuration"): (datetime, timedelta, Duration),
        bpmn("timeCycle"): (),
    }
)
#: Braces make names of variables of it.
_LIKE_ISO = re.compile(
    r"(?:R-?\d*/.*)?(?:P|(?=T))(?:\d+[YMWDHS])*(?:T(?:\d+[YMWDHS])*)?(?<=\d.)"
    r"|\d{4}-W\d\d-\d",
    re.ASCII | re.IGNORECASE,
)


def timers(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(*sorted(EVENTS)):
        for timer in node.iterchildren(bpmn("timerEventDefinition")):
            message = _objection(timer)
            if not message and element in subject.definition.start_events:
                message = _reading(timer)
            if message:
                yield Finding(rule=RULE, element_id=element.id, message=message)
            elif timer.find(bpmn("timeCycle")) is not None and not _may_repeat(subject, element):
                yield Finding(
                    rule=RULE, element_id=element.id, message=_ONCE, severity=Severity.WARNING
                )


_ONCE = said(
    "Nothing repeats here: of the cycle the first time counts. Write a duration or a date, or make the boundary event non-interrupting."
)


def _objection(timer: etree._Element) -> Sentence | None:
    written = [
        (child.tag, text)
        for child in timer
        if child.tag in _PARSERS and (text := clean_text(child))
    ]
    if len(written) != 1:
        return said(
            "The timer needs exactly one of date, duration and cycle. Choose one in the properties panel and write it."
        )
    tag, text = written[0]
    return _misfit(tag, text) if is_timer_expression(text) else _misread(tag, text.strip("'\""))


def _misread(tag: str, text: str) -> Sentence | None:
    try:
        _PARSERS[tag](text)
    except InvalidIso as error:
        return said(
            "The time of the timer cannot be read: {error}. Write it so, or an expression in braces, such as {example}.",
            error=error.words,
            example="${until}",
        )
    return None


def _misfit(tag: str, text: str) -> Sentence | None:
    """Of an expression that cannot give a time, whatever the variables. The rule «expressions» says if it cannot be read."""
    if _LIKE_ISO.fullmatch(strip_braces(text)):
        return said(
            "«{text}» is read as names of variables and not as a time. Write a time in capitals and without braces, such as {example}.",
            text=text,
            example=_EXAMPLES[tag],
        )
    try:
        value = _constant(compile_expression(text))
    except (ExpressionInvalid, ExpressionFailed):
        return None
    if isinstance(value, str):
        return _misread(tag, value)
    if value is None or isinstance(value, _FITTING[tag]):
        return None
    return said(
        "«{text}» gives no time. Write one, such as {example}, or an expression that gives one.",
        text=text,
        example=_EXAMPLES[tag],
    )


def _reading(timer: etree._Element) -> Sentence | None:
    """Of a time that starts the process."""
    texts = (clean_text(child) or "" for child in timer if child.tag in _PARSERS)
    text = next(filter(None, texts), "")
    try:
        names = compile_expression(text).names if is_timer_expression(text) else frozenset()
    except ExpressionInvalid:
        return None
    if not names:
        return None
    return said(
        "The time that starts the process reads {names}, but before it starts there are no variables yet. Write a time without them.",
        names=", ".join(sorted(names)),
    )


def _constant(expression: Expression) -> object:
    """What it gives whatever the variables; None where that depends on them, on the calendar or on the clock."""
    outside = any(FUNCTIONS[name].call is None for name in expression.functions)
    return None if expression.names or outside else expression.evaluate({})


def _may_repeat(subject: Subject, event: Element) -> bool:
    """Start events of the process begin one instance after another; others repeat as long as they do not interrupt."""
    if event.kind is ElementKind.START_EVENT and not subject.triggered(event.scope):
        return True
    return (
        event.kind in (ElementKind.START_EVENT, ElementKind.BOUNDARY_EVENT)
        and not event.interrupting
    )
