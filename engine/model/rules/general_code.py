"""Classes, beans, listeners, connectors and scripts of other languages would be general-purpose code: nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import CAMUNDA, camunda, local_name, namespace
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id
from engine.words import Sentence, said

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


def _objection(node: etree._Element) -> Sentence | None:
    if node.tag in _ELEMENTS:
        return said(
            "«camunda:{name}» would run code. Delete it, and let a service task do that work.",
            name=local_name(node.tag),
        )
    if namespace(node.tag) == CAMUNDA:
        return None
    for name in _ATTRIBUTES:
        if node.get(name) is not None:
            return said(
                "«camunda:{name}» would run code. Choose «External» and name a job type.",
                name=local_name(name),
            )
    kind = node.get(camunda("type"))
    if kind not in (None, "external"):
        return said("«camunda:type» is «{kind}». Choose «External» and name a job type.", kind=kind)
    if node.get("language", "").strip() not in _LANGUAGES:
        return said(
            "The language «{language}» is not read. Write it as docs/expressions.md says.",
            language=node.get("language"),
        )
    return None
