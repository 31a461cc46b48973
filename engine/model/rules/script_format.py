"""A script task holds assignments in our own format; nothing else is run."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import SCRIPT_FORMAT, ElementKind, bpmn, clean_text
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "script-format"


def script_format(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(ElementKind.SCRIPT_TASK):
        named = node.get("scriptFormat", "")
        if named != SCRIPT_FORMAT:
            message = said(
                "The script format is «{named}»; only «{format}» runs. Write «name = expression» lines in it, or make it a service task and let a worker do it.",
                named=named,
                format=SCRIPT_FORMAT,
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)
        elif clean_text(node.find(bpmn("script"))) is None:
            message = said(
                "The script task has no script. Write «name = expression» lines, or delete the task."
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)
