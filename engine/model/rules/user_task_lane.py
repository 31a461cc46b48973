"""Where lanes are drawn a user task lies in one: the lane says who may do it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding, Severity
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "user-task-lane"


def user_task_lane(subject: Subject) -> Iterator[Finding]:
    drawn = bool(subject.definition.lanes)
    for element in subject.definition.user_tasks:
        if drawn and not element.lane:
            message = said(
                "The user task lies in no lane, so that all of the office may do it. Draw it into the lane of the role that does it."
            )
            yield Finding(
                rule=RULE, element_id=element.id, message=message, severity=Severity.WARNING
            )
