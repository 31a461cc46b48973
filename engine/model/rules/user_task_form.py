"""A form that is named exists; a user task without one gets a plain one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind
from engine.model.findings import Finding, Severity
from engine.model.rules.nearest import did_you_mean
from engine.model.rules.subject import Subject
from engine.words import Sentence, said

RULE = "user-task-form"


def user_task_form(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.USER_TASK, ElementKind.START_EVENT):
        if element.form_key is not None:
            message, severity = _unknown(subject, element.form_key), subject.wiring
        elif element.kind is ElementKind.USER_TASK:
            message, severity = _NONE, Severity.WARNING
        else:
            continue
        if message:
            yield Finding(rule=RULE, element_id=element.id, message=message, severity=severity)


_NONE = said(
    "The user task has no form: a plain one is shown, with what the conditions behind it ask. Write the name of its form into camunda:formKey."
)


def _unknown(subject: Subject, form_key: str) -> Sentence | None:
    forms = subject.known.form_keys
    if forms is None or form_key in forms:
        return None
    return said(
        "The form {form_key} does not exist.{meant} Add forms/{form_key}.json, or name another.",
        form_key=form_key,
        meant=did_you_mean(form_key, forms),
    )
