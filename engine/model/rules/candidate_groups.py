"""Candidate groups are names of roles as they are; only an assignee may be an expression."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "candidate-groups"


def candidate_groups(subject: Subject) -> Iterator[Finding]:
    for element in subject.definition.user_tasks:
        for group in element.candidate_groups:
            if "{" in group:
                message = said(
                    "The candidate group «{group}» is an expression, which is not read there. Write the name of the role, or name the person in camunda:assignee.",
                    group=group,
                )
                yield Finding(rule=RULE, element_id=element.id, message=message)
