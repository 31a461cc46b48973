"""A throwing link has exactly one catching link of its name beside it, and the other way round at least one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.model.dialect import ElementKind, EventKind
from engine.model.findings import Finding
from engine.model.rules.graph import link_name
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "links"


def links(subject: Subject) -> Iterator[Finding]:
    for scope in subject.scopes:
        ends = [element for element in subject.inside(scope) if element.event is EventKind.LINK]
        named = Counter((element.kind, link_name(subject, element)) for element in ends)
        for element in ends:
            caught = named[ElementKind.CATCH_EVENT, link_name(subject, element)]
            thrown = named[ElementKind.THROW_EVENT, link_name(subject, element)]
            if caught != 1 or not thrown:
                message = said(
                    "The link «{name}» has {thrown} throwing and {caught} catching ends here. Draw exactly one catching end in the same process or sub-process, and a throwing one.",
                    name=link_name(subject, element),
                    thrown=thrown,
                    caught=caught,
                )
                yield Finding(rule=RULE, element_id=element.id, message=message)
