"""The entries of the main menu: each shown to who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _

from people.actions import Action
from people.rights import may
from web.access import current_actor


@dataclass(frozen=True, kw_only=True)
class Entry:
    """action: None shows it to everybody."""

    endpoint: str
    label: Any  #: a lazy sentence
    action: Action | None


@dataclass(frozen=True, kw_only=True)
class Link:
    url: str
    label: str
    current: bool  #: this page


ENTRIES: tuple[Entry, ...] = (
    Entry(endpoint="start.page", label=_("Start"), action=None),
    Entry(endpoint="portal.page", label=_("Apply"), action=Action.APPLY),
    Entry(endpoint="cabinet.page", label=_("My applications"), action=Action.SEE_OWN_CASES),
    Entry(endpoint="tasks.page", label=_("Tasks"), action=Action.SEE_TASK_LIST),
    Entry(endpoint="visits.page", label=_("New visit"), action=Action.OPEN_VISIT),
    Entry(endpoint="collect.page", label=_("Came for the result"), action=Action.MEET_APPLICANT),
    Entry(endpoint="cases.listed", label=_("Cases"), action=Action.FIND_CASE),
    Entry(endpoint="hand_over.page", label=_("Hand-over lists"), action=Action.HAND_OVER),
    Entry(endpoint="registers.page", label=_("Registers"), action=Action.SEE_REGISTERS),
    Entry(endpoint="audit_search.page", label=_("Audit"), action=Action.SEE_AUDIT),
    Entry(endpoint="audit_figures.page", label=_("Figures"), action=Action.SEE_FIGURES),
    Entry(endpoint="incidents.page", label=_("Incidents"), action=Action.SEE_INCIDENTS),
    Entry(endpoint="life.find", label=_("Cases by hand"), action=Action.SUSPEND_CASE),
    Entry(endpoint="messages.page", label=_("Messages"), action=Action.SEE_OPERATIONS),
    Entry(endpoint="notices.page", label=_("Unsent notices"), action=Action.SEE_OPERATIONS),
    Entry(endpoint="models.page", label=_("Models"), action=Action.SEE_DEFINITIONS),
    Entry(endpoint="calendar.page", label=_("Calendar"), action=Action.SEE_CALENDAR),
    Entry(endpoint="check.page", label=_("Check a document"), action=None),
)


def navigation() -> list[Link]:
    """The menu of who looks at this page."""
    return [
        Link(
            url=url_for(entry.endpoint),
            label=str(entry.label),
            current=request.endpoint == entry.endpoint,
        )
        for entry in ENTRIES
        if _open_to_visitor(entry.action)
    ]


def _open_to_visitor(action: Action | None) -> bool:
    actor = current_actor()
    return action is None or (actor is not None and may(actor, action))
