"""Messages, signals, errors and escalations that events and tasks point to are there, with what they are known by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from engine.model.dialect import BPMN, ElementKind, EventKind, bpmn, job_type, namespace, reference
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id
from engine.words import Sentence, said

RULE = "references"
#: Attribute → what it points to, and by which attribute of that it is known.
_POINTERS: Mapping[str, tuple[EventKind, str]] = MappingProxyType(
    {
        "messageRef": (EventKind.MESSAGE, "name"),
        "signalRef": (EventKind.SIGNAL, "name"),
        "errorRef": (EventKind.ERROR, "errorCode"),
        "escalationRef": (EventKind.ESCALATION, "escalationCode"),
    }
)
_NEEDED: Mapping[str, str] = MappingProxyType(
    {
        bpmn("messageEventDefinition"): "messageRef",
        bpmn("signalEventDefinition"): "signalRef",
        bpmn("receiveTask"): "messageRef",
    }
)
_NEEDED_TO_THROW: Mapping[str, str] = MappingProxyType(
    {bpmn("errorEventDefinition"): "errorRef", bpmn("escalationEventDefinition"): "escalationRef"}
)
_THROWING = frozenset({bpmn(ElementKind.END_EVENT), bpmn(ElementKind.THROW_EVENT)})


def references(subject: Subject) -> Iterator[Finding]:
    targets = {(node.tag, node.get("id")): node for node in subject.root.iterchildren()}
    for node in subject.process.iter():
        if namespace(node.tag) == BPMN:
            for message in (*_missing(node), *_dangling(node, targets)):
                yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def _missing(node: etree._Element) -> Iterator[Sentence]:
    pointer = _NEEDED.get(node.tag)
    parent = node.getparent()
    if pointer is None and parent is not None and parent.tag in _THROWING:
        pointer = _NEEDED_TO_THROW.get(node.tag)
    if pointer is not None and not node.get(pointer) and not _is_job(node):
        yield said(
            "The event or task names no {kind}. Choose or create one in the properties panel.",
            kind=_POINTERS[pointer][0],
        )


def _dangling(
    node: etree._Element, targets: Mapping[tuple[str, str | None], etree._Element]
) -> Iterator[Sentence]:
    for pointer, (kind, key) in _POINTERS.items():
        wanted = reference(node, pointer)
        if wanted is None:
            continue
        target = targets.get((bpmn(kind), wanted))
        if target is None:
            yield said(
                "The {kind} {wanted} does not exist. Choose or create one in the properties panel.",
                kind=kind,
                wanted=wanted,
            )
        elif not (target.get(key) or "").strip():
            yield said(
                "The {kind} {wanted} has no {key}. Write it in the properties panel.",
                kind=kind,
                wanted=wanted,
                key=key,
            )


def _is_job(node: etree._Element) -> bool:
    """A message throw that a worker sends needs no message of the engine's."""
    parent = node.getparent()
    return parent is not None and parent.tag in _THROWING and job_type(parent) is not None
