"""What is compared of two versions: the definition with what its values do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from engine.model.definition import flow_nodes, process_of, read_definition
from engine.model.dialect import (
    FLOW_NODE_TAGS,
    bpmn,
    camunda,
    clean_text,
)
from engine.model.values import ProcessDefinition

_TIMES = tuple(map(bpmn, ("timeDate", "timeDuration", "timeCycle")))
#: What stands in the values of an element, so that the rest is what is left without it.
_OF_NODE = frozenset(
    (
        *("name", "default", "attachedToRef", "cancelActivity", "isInterrupting", "calledElement"),
        *map(camunda, ("assignee", "candidateGroups", "dueDate", "formKey")),
        *map(camunda, ("calledElementBinding", "calledElementVersion", "calledElementVersionTag")),
    )
)
#: The same of the element and all that stands in it; ids there are made up by the modeller.
_ANYWHERE = frozenset(("id", "messageRef", "signalRef", camunda("topic")))
_CHILDREN = frozenset(
    {
        *FLOW_NODE_TAGS,
        *_TIMES,
        *map(bpmn, ("documentation", "incoming", "outgoing", "sequenceFlow", "laneSet")),
        *map(bpmn, ("textAnnotation", "association", "group")),
        camunda("failedJobRetryTimeCycle"),
    }
)
_PROPERTIES = frozenset({"label.ru", "label.en", "norm", "retries", "correlationKey"})
_HOLDERS = (camunda("properties"), bpmn("extensionElements"))


@dataclass(frozen=True, kw_only=True)
class Edition:
    """forms: form key to the file's text; timers: element id to its text; rest: element id to what is in no value."""

    definition: ProcessDefinition
    forms: Mapping[str, str] = field(default_factory=dict)
    timers: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, str] = field(default_factory=dict)


def read_edition(
    root: etree._Element, forms: Mapping[str, str], process_id: str | None = None
) -> Edition:
    """Of the process of that id, or of the only one. forms: those it names. Raises ModelRefused where there is no such process."""
    definition = read_definition(root, process_id)
    nodes = list(flow_nodes(process_of(root, process_id)))
    return Edition(
        definition=definition,
        forms=MappingProxyType({key: forms[key] for key in definition.form_keys & forms.keys()}),
        timers=MappingProxyType(dict(_timers(nodes))),
        rest=MappingProxyType({node.get("id", ""): _rest(node) for node in nodes}),
    )


def _timers(nodes: list[etree._Element]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for timer in node.iterchildren(bpmn("timerEventDefinition")):
            texts = [clean_text(child) for child in timer if child.tag in _TIMES]
            yield node.get("id", ""), " ".join(filter(None, texts))


def _rest(node: etree._Element) -> str:
    """Scripts, mappings, repetition and the like, written so that the same is always the same text."""
    left = deepcopy(node)
    for each in [each for each in left.iter() if each is not left and _is_value(each)]:
        _drop(each)
    for tag in _HOLDERS:
        for holder in [each for each in left.iter(tag) if not len(each)]:
            _drop(holder)
    for each in left.iter():
        for name in set(map(str, each.attrib)) & (
            _OF_NODE | _ANYWHERE if each is left else _ANYWHERE
        ):
            del each.attrib[name]
    left.tail = None
    return str(etree.canonicalize(left, strip_text=True, rewrite_prefixes=True))


def _is_value(node: etree._Element) -> bool:
    return node.tag in _CHILDREN or (
        node.tag == camunda("property") and node.get("name") in _PROPERTIES
    )


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
