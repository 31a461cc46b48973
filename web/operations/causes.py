"""What an incident says to people: its cause and what to do, by the kind of its message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True, kw_only=True)
class Cause:
    """cause names no case, so that incidents can be counted by it."""

    cause: str
    remedy: str


_CORRECT = _("Correct the value by hand in the case, then let it try again.")
_CAUSES: tuple[tuple[re.Pattern[str], object, object], ...] = (
    (re.compile(r"^AnswerMissing: "), _("A value that the step needs is missing"), _CORRECT),
    (
        re.compile(r"^GatewayDown: |^(?:\w+\.)*(?:ConnectionError|TimeoutError|OSError)\b"),
        _("A state register did not answer"),
        _("See that the register can be reached, then let it try again."),
    ),
    (
        re.compile(r"^OfficeMissing: "),
        _("The case has no office of which a number could be taken"),
        _("Set the office of the case by hand, then let it try again."),
    ),
    (
        re.compile(r"^UnknownJobType: |has no handler"),
        _("Nothing here does this automatic step"),
        _("Install the worker of this step, then let it try again."),
    ),
    (
        re.compile(r"^SigningUnavailable: "),
        _("Documents cannot be signed now"),
        _("Check the signature service (sign check), then let it try again."),
    ),
    (
        re.compile(r"^(?:UnknownYear|UnknownOrganisation|InvalidTerm): |UnknownYear"),
        _("The calendar does not know the days of a term"),
        _("Enter the days in the calendar, then let it try again."),
    ),
    (
        re.compile(r"^nobody catches the error"),
        _("A step reported a failure for which the model has no way"),
        _("The analyst has to add the way to the model; move the case to where it can go on."),
    ),
    (
        re.compile(r"^nothing is open and nothing is awaited"),
        _("The case stands still: nothing is open and nothing is awaited"),
        _("Move the case by hand to the step where it is to go on."),
    ),
)
_OTHER_JOB = re.compile(r"^[A-Z]\w+: ")


def incident_cause(message: str) -> Cause:
    """Of an automatic step that failed, or of an expression of the model that has no value."""
    for pattern, cause, remedy in _CAUSES:
        if pattern.search(message):
            return Cause(cause=str(cause), remedy=str(remedy))
    if _OTHER_JOB.match(message):
        cause = _("An automatic step failed")
        return Cause(cause=str(cause), remedy=str(_("Let it try again; the detail is in the log.")))
    cause = _("The model could not be evaluated with the values of the case")
    return Cause(cause=str(cause), remedy=str(_CORRECT))
