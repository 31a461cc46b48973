"""A lane bears the name of a role."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import bpmn
from engine.model.findings import Finding
from engine.model.rules.nearest import did_you_mean
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "lane-known"


def lane_known(subject: Subject) -> Iterator[Finding]:
    known = subject.known.lanes
    outer = {child_set.getparent() for child_set in subject.process.iter(bpmn("childLaneSet"))}
    outer_ids = {lane.get("id") for lane in outer if lane is not None}
    for lane in subject.definition.lanes:
        if known is not None and lane.id not in outer_ids and lane.name not in known:
            message = said(
                "No role is called «{name}».{meant} Give the lane the name of a role.",
                name=lane.name,
                meant=did_you_mean(lane.name, known),
            )
            yield Finding(rule=RULE, element_id=lane.id, message=message, severity=subject.wiring)
