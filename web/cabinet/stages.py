"""What an applicant sees of a case: the stages that the model names (`applicant.stage.*`), and what they themselves have to do.

What a step inside is called, and who has it, is not theirs to know before it is signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.values import Element
from engine.words import Words
from people.roles import Role, role_of_lane
from web.cabinet.terms import EVENTS, MESSAGES, term_reason
from web.cases.history import awaited
from web.cases.stages import ending_words, stage_order, stages_at
from web.cases.status import STOPPED, WORDS, CaseStatus
from web.cases.store import Wait
from web.cases.view import CaseFile

APPLICANT = "${applicant}"


class Progress(StrEnum):
    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """at: when it was reached, aware UTC; None where it lies ahead or nothing tells."""

    label: str
    progress: Progress
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OwnStep:
    """What waits for the applicant. until: None where no term runs; why: the rule, with its source, or what is waited for."""

    label: str
    until: datetime | None
    why: str
    overdue: bool


def stages(found: CaseFile, language: str) -> list[Stage]:
    """Every stage in its order, with the one that the case is at; of a case that ended early only those it reached."""
    definition = found.version.definition
    order, reached = stage_order(definition), _reached(found)
    open_at = [
        order.index(each) for each in stages_at(definition, (w.element_id for w in found.waits))
    ]
    been = [order.index(each) for each in reached if each in order]
    now_at = max(open_at or been, default=0)
    shown = [
        Stage(
            label=stage.text(language),
            progress=_progress(nth, now_at if found.is_active else len(order)),
            at=reached.get(stage) if nth <= now_at or not found.is_active else None,
        )
        for nth, stage in enumerate(order)
        if found.is_active or stage in reached
    ]
    if found.is_active and not order:
        shown = [Stage(label=str(WORDS[CaseStatus.IN_PROGRESS]), progress=Progress.CURRENT)]
    return [*shown, _last(found, language)]


def own_steps(found: CaseFile, language: str) -> list[OwnStep]:
    """What the case waits for from its applicant; nothing once it has ended."""
    if not found.is_active:
        return []
    elements = found.version.definition.elements
    waits = awaited(found.version, found.waits)
    return [
        _own_step(found, wait, elements[wait.element_id], language)
        for wait in waits
        if wait.element_id in elements and _is_own(elements[wait.element_id])
    ]


def _reached(found: CaseFile) -> Mapping[Words, datetime]:
    """The stages of what has completed or begun to wait, each with when it was first so."""
    elements = found.version.definition.elements
    reached: dict[Words, datetime] = {}
    for frame in found.story.frames:
        if frame.step is None:
            continue
        touched = (*frame.step.completions, *frame.step.opened)
        for element in (elements.get(each.element_id) for each in touched):
            if element is not None and element.stage.kk:
                reached.setdefault(element.stage, frame.event.at)
    return reached


def _progress(nth: int, now_at: int) -> Progress:
    if nth == now_at:
        return Progress.CURRENT
    return Progress.DONE if nth < now_at else Progress.AHEAD


def _last(found: CaseFile, language: str) -> Stage:
    if found.is_active:
        return Stage(label=str(WORDS[CaseStatus.COMPLETED]), progress=Progress.AHEAD)
    row = found.row
    words = (
        str(WORDS[STOPPED[row.status]])
        if row.status in STOPPED
        else ending_words(found.version.definition, row.outcome, language)
    )
    return Stage(label=words, progress=Progress.CURRENT, at=row.ended_at)


def _is_own(element: Element) -> bool:
    """Whether it is the applicant's turn, or a term of theirs runs."""
    in_lane = role_of_lane(element.lane or "") is Role.APPLICANT
    return in_lane or element.assignee == APPLICANT or element.id in EVENTS


def _own_step(found: CaseFile, wait: Wait, element: Element, language: str) -> OwnStep:
    timer = _timer_beside(found, wait)
    until = wait.due_at or (timer.due_at if timer else None)
    said = EVENTS.get(timer.element_id) if timer and not wait.due_at else None
    why = said or EVENTS.get(element.id) or MESSAGES.get(wait.message)
    return OwnStep(
        label=element.brief(language),
        until=until,
        why=str(why) if why else term_reason(element),
        overdue=until is not None and until < found.now,
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
