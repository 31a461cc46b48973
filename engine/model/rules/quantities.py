"""Activities take one token and give one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ACTIVITIES
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "quantities"


def quantities(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(*sorted(ACTIVITIES)):
        for name in ("startQuantity", "completionQuantity"):
            value = node.get(name, "1").strip()
            if value != "1":
                message = said(
                    "«{name}» is {value}; only 1 runs. Use a multi-instance activity or a parallel gateway.",
                    name=name,
                    value=value,
                )
                yield Finding(rule=RULE, element_id=element.id, message=message)
