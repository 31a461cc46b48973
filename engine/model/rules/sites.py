"""Where expressions stand in a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from engine.model.dialect import (
    BPMN,
    bpmn,
    camunda,
    clean_text,
    in_braces,
    is_timer_expression,
    namespace,
    properties,
    retries,
)
from engine.model.rules.subject import owner_id
from engine.words import Sentence, said


@dataclass(frozen=True, kw_only=True)
class Site:
    element_id: str
    what: Sentence
    text: str


_TEXTS: Mapping[str, Sentence] = MappingProxyType(
    {
        bpmn("conditionExpression"): said("condition"),
        bpmn("condition"): said("condition"),
        bpmn("completionCondition"): said("completion condition"),
        bpmn("loopCondition"): said("loop condition"),
        bpmn("loopCardinality"): said("number of rounds"),
        bpmn("loopDataInputRef"): said("collection"),
        camunda("inputParameter"): said("input mapping"),
        camunda("outputParameter"): said("output mapping"),
        bpmn("timeDate"): said("date of the timer"),
        bpmn("timeDuration"): said("duration of the timer"),
        bpmn("timeCycle"): said("cycle of the timer"),
    }
)
_ATTRIBUTES: Mapping[str, Sentence] = MappingProxyType(
    {
        camunda("dueDate"): said("due date"),
        camunda("collection"): said("collection"),
    }
)
_PROPERTIES: Mapping[str, Sentence] = MappingProxyType(
    {
        "dueDate": said("due date"),
        "norm": said("norm"),
        "correlationKey": said("correlation key"),
    }
)
_TIMES = frozenset({bpmn("timeDate"), bpmn("timeDuration"), bpmn("timeCycle")})


def expression_sites(process: etree._Element) -> Iterator[Site]:
    """Every expression below a process but scripts, in document order; constant times (ISO 8601) are not among them."""
    for node in process.iter():
        owner = owner_id(node)
        for what, text in _written(node):
            yield Site(element_id=owner, what=what, text=text)


def _written(node: etree._Element) -> Iterator[tuple[Sentence, str]]:
    text = clean_text(node)
    if node.tag in _TEXTS and text and (node.tag not in _TIMES or is_timer_expression(text)):
        yield _TEXTS[node.tag], text
    yield from _attributes(node)
    if namespace(node.tag) == BPMN:
        own = properties(node)
        yield from ((what, own[name]) for name, what in _PROPERTIES.items() if own.get(name))
        if in_braces(attempts := retries(node) or ""):
            yield said("retry rule"), attempts


def _attributes(node: etree._Element) -> Iterator[tuple[Sentence, str]]:
    for name, value in node.attrib.items():
        key, text = str(name), str(value).strip()
        if text and key in _ATTRIBUTES:
            yield _ATTRIBUTES[key], text
    person = node.get(camunda("assignee"), "").strip()
    if "{" in person:  # else it is the id of a person
        yield said("assignee"), person
