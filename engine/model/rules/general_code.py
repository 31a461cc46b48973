"""Classes, beans, listeners, connectors and scripts of other languages would be general-purpose code: nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import CAMUNDA, camunda, local_name, namespace
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id

RULE = "general-code"
_ATTRIBUTES = tuple(
    camunda(name) for name in ("class", "expression", "delegateExpression", "resource")
)
_ELEMENTS = tuple(
    camunda(name)
    for name in ("executionListener", "taskListener", "connector", "script", "eventListener")
)
_LANGUAGES = (
    "",
    "ruqsat",
    "http://www.w3.org/1999/XPath",
)  # the last is the default that modellers write unasked


def general_code(subject: Subject) -> Iterator[Finding]:
    for node in subject.process.iter():
        message = _objection(node)
        if message:
            yield Finding(rule=RULE, element_id=owner_id(node), message=message)


def _objection(node: etree._Element) -> str | None:
    if node.tag in _ELEMENTS:
        return f"«camunda:{local_name(node.tag)}» would run code. Delete it, and let a service task do that work."
    if namespace(node.tag) == CAMUNDA:
        return None
    for name in _ATTRIBUTES:
        if node.get(name) is not None:
            return f"«camunda:{local_name(name)}» would run code. Choose «External» and name a job type."
    kind = node.get(camunda("type"))
    if kind not in (None, "external"):
        return f"«camunda:type» is «{kind}». Choose «External» and name a job type."
    if node.get("language", "").strip() not in _LANGUAGES:
        return f"The language «{node.get('language')}» is not read. Write it as docs/expressions.md says."
    return None
