"""The time line of a case for its applicant, made from the model: what was done, where it is now, until when and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.model.dialect import ElementKind
from engine.step.version import Version
from web.cabinet.terms import EVENTS, MESSAGES, term_reason
from web.cases.history import awaited
from web.cases.store import Wait
from web.cases.view import CaseFile

SILENT = frozenset(
    {
        ElementKind.EXCLUSIVE_GATEWAY,
        ElementKind.PARALLEL_GATEWAY,
        ElementKind.INCLUSIVE_GATEWAY,
        ElementKind.EVENT_GATEWAY,
        ElementKind.COMPLEX_GATEWAY,
        ElementKind.SUB_PROCESS,
    }
)
"""What decides or holds together, and says nothing by itself."""


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """A step that was done. lane: whose it was, as the model names the role; no person."""

    label: str
    lane: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the case is. until: None where no term runs; why: the rule, with its source, or what is waited for."""

    label: str
    lane: str
    until: datetime | None
    why: str
    overdue: bool
    user_task_id: int | None
    element_id: str


def done_steps(found: CaseFile, language: str) -> list[PathStep]:
    """What the history proves, in its order."""
    return list(_done(found, language))


def standings(found: CaseFile, language: str) -> list[Standing]:
    """Every place at which the case is open; nothing once it has ended."""
    if not found.is_active:
        return []
    waits = awaited(found.version, found.waits)
    return [_standing(found, wait, language) for wait in waits if _is_said(found.version, wait)]


def _done(found: CaseFile, language: str) -> Iterator[PathStep]:
    elements = found.version.definition.elements
    for frame in found.story.frames:
        for completion in frame.step.completions if frame.step else ():
            element = elements.get(completion.element_id)
            if element is not None and element.kind not in SILENT:
                yield PathStep(
                    label=element.label.text(language),
                    lane=_lane(found.version, element.id, language),
                    at=frame.event.at,
                )


def _standing(found: CaseFile, wait: Wait, language: str) -> Standing:
    element = found.version.definition.elements[wait.element_id]
    timer = _timer_beside(found, wait)
    until = wait.due_at or (timer.due_at if timer else None)
    said = EVENTS.get(timer.element_id) if timer and not wait.due_at else None
    why = said or EVENTS.get(wait.element_id) or MESSAGES.get(wait.message)
    return Standing(
        label=element.label.text(language),
        lane=_lane(found.version, wait.element_id, language),
        until=until,
        why=str(why) if why else term_reason(element),
        overdue=until is not None and until < found.now,
        user_task_id=wait.user_task_id,
        element_id=wait.element_id,
    )


def _timer_beside(found: CaseFile, wait: Wait) -> Wait | None:
    """The timer event on the border of a task, which ends it."""
    elements = found.version.definition.elements
    beside = (
        each
        for each in found.waits
        if each.kind == "timer" and each.element_id in elements
        if elements[each.element_id].attached_to == wait.element_id
    )
    return next(beside, None)


def _is_said(version: Version, wait: Wait) -> bool:
    return wait.element_id in version.definition.elements


def _lane(version: Version, element_id: str, language: str) -> str:
    name = version.definition.elements[element_id].lane
    lanes = (lane.label.text(language) for lane in version.definition.lanes if lane.name == name)
    return next(lanes, name or "")
