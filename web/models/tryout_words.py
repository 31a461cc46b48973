"""What is said of a tryout: where it stands, why an action is refused, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from engine.rehearsal.actions import (
    Action,
    ActionRefused,
    CompleteJob,
    CompleteTask,
    FailJob,
    MoveClock,
    Refusal,
    SendMessage,
    SendSignal,
    Start,
    ThrowError,
)
from engine.rehearsal.by_hand import Tryout
from engine.rehearsal.progress import Progress
from engine.step.version import Version
from web.audit.models import element_label

PROGRESS: Mapping[Progress, tuple[str, object]] = {
    Progress.NEW: ("none", _("not started")),
    Progress.WAITING: ("due", _("waiting")),
    Progress.COMPLETED: ("done", _("completed")),
    Progress.INCIDENT: ("trouble", _("incident")),
}
"""State of the badge and its words."""

REFUSALS: Mapping[Refusal, object] = {
    Refusal.NOT_READABLE: _("The request could not be read."),
    Refusal.NOT_STARTED: _("Start the model first."),
    Refusal.STARTED_ALREADY: _("The model is started already."),
    Refusal.NO_SUCH_START: _("The model has no start event %(about)s."),
    Refusal.GONE: _("The token is not at %(about)s any more."),
    Refusal.WAITS_FOR_THE_CLOCK: _(
        "The next attempt at %(about)s is not due yet. Move the clock first."
    ),
    Refusal.ATTEMPTS_SPENT: _("All attempts at %(about)s are spent. Undo the last step."),
    Refusal.NOBODY_WAITS: _("Nobody waits for %(about)s now."),
    Refusal.NOTHING_DUE: _("No timer runs: the clock has nowhere to go."),
    Refusal.NO_DURATION: _(
        "“%(about)s” is no span of time. Write it as PT15M, P3D or P1M: "
        "15 minutes, 3 days, a month."
    ),
    Refusal.UNFIT_VARIABLES: _(
        "%(about)s cannot be stored in a case: write decimals and very large numbers as text."
    ),
    Refusal.TOO_MANY: _("This goes on for too many steps. Undo the last step, or start anew."),
}

ACTS: Mapping[type[Action], object] = {
    Start: _("Started"),
    CompleteTask: _("Task completed"),
    CompleteJob: _("Job answered"),
    FailJob: _("Attempt failed"),
    ThrowError: _("BPMN error reported"),
    SendMessage: _("Message sent"),
    SendSignal: _("Signal sent"),
    MoveClock: _("Clock moved"),
}


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    what: object
    about: str
    own: bool


def action_lines(tryout: Tryout, language: str) -> tuple[ActionLine, ...]:
    """What was done so far, in order."""
    return tuple(
        ActionLine(
            what=ACTS[type(each)],
            about=_about(each, tryout.version, language),
            own=bool(getattr(each, "own", False)),
        )
        for each in tryout.actions
    )


def _about(action: Action, version: Version, language: str) -> str:
    match action:
        case CompleteTask() | CompleteJob() | FailJob():
            return element_label(version, action.element, language)
        case ThrowError():
            return f"{element_label(version, action.element, language)}: {action.code}"
        case SendMessage() | SendSignal():
            return action.name
        case MoveClock():
            return action.by
    return element_label(version, action.event, language) if action.event else ""


def refusal_words(refused: ActionRefused) -> str:
    """The sentence of a refusal in the language of the page."""
    return str(REFUSALS[refused.refusal]) % {"about": refused.about}
