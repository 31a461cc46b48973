"""Who may do a user task, as BPMN itself says it (10.2.3): `humanPerformer` names the one, `potentialOwner` the groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import bpmn, clean_text

_NAMED = re.compile(r"(user|group)\s*\(\s*([^()]*?)\s*\)")
_PERFORMERS = (bpmn("humanPerformer"), bpmn("performer"))


def performer(node: etree._Element) -> str | None:
    """The person, or an expression that gives one."""
    for role in node.iterchildren(*_PERFORMERS):
        for text in _texts(node, role):
            named = [name for kind, name in _NAMED.findall(text) if kind == "user"]
            return named[0] if named else text
    return None


def potential_owners(node: etree._Element) -> tuple[str, ...]:
    """The groups, in order: `group(x)`, what bears no mark, and the names of resources that are pointed to."""
    found: list[str] = []
    for role in node.iterchildren(bpmn("potentialOwner")):
        for text in _texts(node, role):
            marked = _NAMED.findall(text)
            plain = [] if marked else [part.strip() for part in text.split(",")]
            found += [name for kind, name in marked if kind == "group"] + plain
    return tuple(filter(None, dict.fromkeys(found)))


def _texts(node: etree._Element, role: etree._Element) -> Iterator[str]:
    for expression in role.iter(bpmn("formalExpression"), bpmn("expression")):
        if text := clean_text(expression):
            yield text
    for pointer in role.iterchildren(bpmn("resourceRef")):
        wanted = (clean_text(pointer) or "").rpartition(":")[2]
        for resource in node.getroottree().getroot().iterchildren(bpmn("resource")):
            if resource.get("id") == wanted:
                yield resource.get("name") or wanted
