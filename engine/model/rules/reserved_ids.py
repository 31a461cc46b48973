"""Two underscores in an id are kept for elements that the engine makes up."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "reserved-ids"


def reserved_ids(subject: Subject) -> Iterator[Finding]:
    for node in subject.process.iter():
        element_id = node.get("id") or ""
        if "__" in element_id:
            message = said(
                "The id has two underscores, which the engine keeps for its own. Write {instead}.",
                instead=element_id.replace("__", "_"),
            )
            yield Finding(rule=RULE, element_id=element_id, message=message)
