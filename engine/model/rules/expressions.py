"""Every expression of the model can be read (docs/expressions.md)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expression import ExpressionInvalid, compile_expression, compile_script
from engine.model.dialect import SCRIPT_FORMAT, ElementKind, bpmn, clean_text
from engine.model.findings import Finding
from engine.model.rules.sites import expression_sites
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "expressions"


def expressions(subject: Subject) -> Iterator[Finding]:
    for site in expression_sites(subject.process):
        try:
            compile_expression(site.text)
        except ExpressionInvalid as error:
            message = said(
                "The {what} cannot be read: «{text}», column {column}: {reason}.",
                what=site.what,
                text=site.text[:200],
                column=error.column,
                reason=error.reason,
            )
            yield Finding(rule=RULE, element_id=site.element_id, message=message)
    yield from _scripts(subject)


def _scripts(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(ElementKind.SCRIPT_TASK):
        text = clean_text(node.find(bpmn("script")))
        if text is None or node.get("scriptFormat") != SCRIPT_FORMAT:
            continue
        try:
            compile_script(text)
        except ExpressionInvalid as error:
            message = said(
                "The script cannot be read: {error}. Write one «name = expression» a line.",
                error=error.words,
            )
            yield Finding(rule=RULE, element_id=element.id, message=message)
