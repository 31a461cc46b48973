"""Input and output mappings give a name to an expression; lists, maps and scripts inside of them are not read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import ACTIVITIES, ElementKind, EventKind, camunda, clean_text
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "mappings"
_MISPLACED = said(
    "Only activities have mappings, and messages that the engine sends have inputs. "
    "Move it to the task before or after."
)
_THROWING = (ElementKind.THROW_EVENT, ElementKind.END_EVENT)


def mappings(subject: Subject) -> Iterator[Finding]:
    for node in subject.process.iter(camunda("inputParameter"), camunda("outputParameter")):
        owner = subject.elements.get(owner_id(node))
        may = owner is not None and _may_map(owner, node)
        message = _objection(node) if may else _MISPLACED
        if message:
            yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def _may_map(owner: Element, node: etree._Element) -> bool:
    """What a message sent inside the engine is given is what it carries."""
    sends = owner.kind in _THROWING and owner.event is EventKind.MESSAGE and owner.job_type is None
    return owner.kind in ACTIVITIES or (sends and node.tag == camunda("inputParameter"))


def _objection(node: etree._Element) -> Sentence | None:
    name = node.get("name", "").strip()
    if not name.isidentifier():
        return said(
            "A mapping gives its value to «{name}», which is no name. Write letters, digits and underscores.",
            name=name,
        )
    if len(node):
        return said(
            "The mapping of {name} is a list, a map or a script. Write an expression.", name=name
        )
    if clean_text(node) is None:
        return said(
            "The mapping of {name} is empty. Write an expression, or delete the mapping.", name=name
        )
    return None
