"""A lane lists elements that exist, and each of them lies in one lane."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import bpmn
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import Sentence, said

RULE = "lane-members"


def lane_members(subject: Subject) -> Iterator[Finding]:
    homes: dict[str, etree._Element] = {}
    for lane in subject.process.iter(bpmn("lane")):
        for element_id in _members(lane):
            message = _objection(subject, element_id, homes.get(element_id), lane)
            if message:
                yield Finding(rule=RULE, element_id=lane.get("id", ""), message=message)
            homes[element_id] = lane


def _members(lane: etree._Element) -> Iterator[str]:
    for member in lane.iterchildren(bpmn("flowNodeRef")):
        yield (member.text or "").strip()


def _objection(
    subject: Subject, element_id: str, home: etree._Element | None, lane: etree._Element
) -> Sentence | None:
    if element_id not in subject.elements:
        return said(
            "The lane lists {element_id}, which does not exist. Move any element of the lane a little and save again.",
            element_id=element_id,
        )
    if home is not None and home not in lane.iterancestors():
        return said(
            "{element_id} lies in the lanes {lane} and {other}. Draw it into one of them.",
            element_id=element_id,
            lane=home.get("id"),
            other=lane.get("id"),
        )
    return None
