"""A user task names its form, and the form exists."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind
from engine.model.findings import Finding
from engine.model.rules.nearest import did_you_mean
from engine.model.rules.subject import Subject
from engine.words import Sentence, said

RULE = "user-task-form"


def user_task_form(subject: Subject) -> Iterator[Finding]:
    for element, _ in subject.of_kind(ElementKind.USER_TASK, ElementKind.START_EVENT):
        message = _objection(
            subject, element.form_key, needed=element.kind is ElementKind.USER_TASK
        )
        if message:
            yield Finding(
                rule=RULE, element_id=element.id, message=message, severity=subject.wiring
            )


def _objection(subject: Subject, form_key: str | None, *, needed: bool) -> Sentence | None:
    forms = subject.known.form_keys
    if form_key is None:
        return (
            said("The user task has no form key. Write the name of its form into camunda:formKey.")
            if needed
            else None
        )
    if forms is not None and form_key not in forms:
        return said(
            "The form {form_key} does not exist.{meant} Add forms/{form_key}.json, or name another.",
            form_key=form_key,
            meant=did_you_mean(form_key, forms),
        )
    return None
