"""A lane lists elements that exist, and each of them lies in one lane."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import bpmn
from engine.model.findings import Finding
from engine.model.rules.subject import Subject

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
) -> str | None:
    if element_id not in subject.elements:
        return f"The lane lists {element_id}, which does not exist. Move any element of the lane a little and save again."
    if home is not None and home not in lane.iterancestors():
        return f"{element_id} lies in the lanes {home.get('id')} and {lane.get('id')}. Draw it into one of them."
    return None
