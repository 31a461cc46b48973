"""Why a step has its term, in plain words with the legal source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from engine.model.values import Element

EVENTS: Mapping[str, object] = {
    "DraftTermEnded": _(
        "An application that is not sent within 30 days of its opening ends by itself; that is no refusal, you may"
        " apply again (standard, paragraph 9: only what is sent and signed is an application)."
    ),
    "StorageEnded": _(
        "The result is kept for one month, then it goes back (standard, paragraph 9)."
    ),
    "ObjectionTermEnded": _(
        "You may object until then: 3 working days (Administrative Procedural Code, article 73)."
    ),
}
"""Timer events of the service to the rule behind them."""

MESSAGES: Mapping[str, object] = {
    "ApplicantCame": _("The result waits for you: bring the receipt and your identity document."),
    "ResultRequested": _(
        "The result went back to the provider: ask for it at the State Corporation."
    ),
    "Objection": _("You may object to the decision that is prepared."),
}
"""Messages that the case waits for, said to who sends them."""


def term_reason(element: Element) -> str:
    """The rule behind the term of a task; empty where it has none or its expression is of another shape."""
    for pattern, sentence in _RULES:
        if found := pattern.search(element.due_date or element.norm or ""):
            return sentence(int(found[1]))
    return ""


def _of_acceptance(days: int) -> str:
    words = ngettext(
        "%(num)d working day from acceptance, the day of acceptance not counted (standard, paragraph 4).",
        "%(num)d working days from acceptance, the day of acceptance not counted (standard, paragraph 4).",
        days,
    )
    return str(words)


def _of_days(days: int) -> str:
    words = ngettext(
        "%(num)d working day for this step (standard, paragraph 9).",
        "%(num)d working days for this step (standard, paragraph 9).",
        days,
    )
    return str(words)


def _of_minutes(minutes: int) -> str:
    return str(
        gettext(
            "%(minutes)d minutes of opening hours for this step (regulation, Annex 2).",
            minutes=minutes,
        )
    )


_RULES: tuple[tuple[re.Pattern[str], Callable[[int], str]], ...] = (
    (re.compile(r"businessDays\((\d+), *accepted_at\)"), _of_acceptance),
    (re.compile(r"businessDays\((\d+)\)"), _of_days),
    (re.compile(r"businessMinutes\((\d+),"), _of_minutes),
)
