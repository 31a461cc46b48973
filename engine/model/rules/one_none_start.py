"""Only one start event of a process or sub-process may be without message, timer or signal."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "one-none-start"


def one_none_start(subject: Subject) -> Iterator[Finding]:
    for scope in subject.scopes:
        plain = [
            e
            for e in subject.inside(scope)
            if e.kind is ElementKind.START_EVENT and e.event is None
        ]
        for extra in plain[1:]:
            message = said(
                "A second plain start event beside {other}. Draw one start event and a gateway behind it.",
                other=plain[0].id,
            )
            yield Finding(rule=RULE, element_id=extra.id, message=message)
