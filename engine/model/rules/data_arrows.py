"""Arrows to and from papers show what a task reads and writes. Variables belong to the whole case, so that they copy nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import bpmn, clean_text
from engine.model.findings import Finding
from engine.model.rules.subject import Subject, owner_id
from engine.words import Sentence, said

RULE = "data-arrows"
_ARROWS = (bpmn("dataInputAssociation"), bpmn("dataOutputAssociation"))
_PAPERS = tuple(map(bpmn, ("dataObject", "dataObjectReference", "dataStoreReference")))


def data_arrows(subject: Subject) -> Iterator[Finding]:
    papers = {node.get("id") for node in subject.process.iter(*_PAPERS)}
    for arrow in subject.process.iter(*_ARROWS):
        message = _objection(arrow, papers)
        if message:
            yield Finding(rule=RULE, element_id=owner_id(arrow), message=message)


def _objection(arrow: etree._Element, papers: set[str | None]) -> Sentence | None:
    far = bpmn("sourceRef" if arrow.tag == _ARROWS[0] else "targetRef")
    ends = [clean_text(node) for node in arrow.iterchildren(far)]
    if any(end not in papers for end in ends):
        return said(
            "A data arrow leads to something else than a paper. Lead it to a data object, or delete it."
        )
    return None
