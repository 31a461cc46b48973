"""What `tasks/task.html` shows beside the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_datetime, gettext

from engine.errors import EngineError, UserTaskTaken
from engine.storage.columns import Record
from forms.controls import Control
from people.actions import Action
from people.rights import may
from people.roles import Role, lane_of
from web.access import current_subject, signed_in
from web.due import due_badge
from web.forms.drafts import Posted
from web.languages import current_language
from web.minutes import desk_minutes, norm_badge
from web.platform import current_platform
from web.signatures import signing_documents
from web.tasks.comparison import compared
from web.tasks.facts import advice, main_facts, paper_links
from web.tasks.opened import OpenedTask
from web.tasks.store import returned_by
from web.tasks.why import why
from workers.documents.kinds import Kind
from workers.documents.store import documents_of

RECEIPTS = frozenset({Kind.ACCEPTANCE_RECEIPT.value, Kind.REFUSAL_RECEIPT.value})
"""What is printed and given at the desk."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Why the form is not there, and what had been typed into it: label and text."""

    sentence: str
    typed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Returned:
    """Why a task that was done has come again. step: where it was sent back; why: empty where nobody said."""

    who: str
    at: datetime
    step: str
    why: str


def page_values(task: OpenedTask) -> dict[str, object]:
    """Header, facts, documents and what may be done with the task."""
    platform, language = current_platform(), current_language()
    with platform.database.snapshot() as connection:
        documents = documents_of(connection, task.row.instance_id)
        returned = returned_by(connection, task.row) if task.is_open else None
        reason = why(connection, task, language) if task.is_open else ""
    at_desk = task.row.lane == lane_of(Role.STATE_CORPORATION_WORKER)
    receipts = [each for each in documents if at_desk and each.kind in RECEIPTS]
    return {
        "task": task.row,
        "label": task.label(language),
        "brief": task.element.brief(language),
        "why": reason,
        "returned": returned and _returned(task, returned, language),
        "badge_shown": due_badge(
            task.row.due_at, now=platform.clock(), calendar=platform.runtime.calendar
        )
        if task.is_open
        else None,
        "norm": norm_badge(
            task.element,
            opened_at=task.row.created_at,
            closed_at=task.row.closed_at,
            now=platform.clock(),
            calendar=platform.runtime.calendar,
        ),
        "minutes": desk_minutes(task.scope, now=platform.clock()) if at_desk else [],
        "facts_known": main_facts(task.version, task.scope, language),
        "papers": paper_links(documents, language),
        "compared": compared(task.form.key, task.scope) if task.is_open else [],
        "advice": advice(task.form.key, task.scope, language) if task.is_open else [],
        "to_sign": _to_sign(task, language),
        "mark": platform.signer.mark,
        "mine": task.is_open and task.row.assignee == signed_in().person_id,
        "accepted": bool(task.scope.get("accepted_at")),
        "free": task.is_open and task.row.assignee is None,
        "may_claim": _may(Action.CLAIM_TASK),
        "may_reassign": task.is_open and _may(Action.REASSIGN_TASK),
        "may_see_case": _may(Action.SEE_CASE),
        "may_cancel": at_desk and task.is_open and _cancels(task),
        "to_print": paper_links(receipts, language) if task.is_open else [],
    }


def conflict_of(task: OpenedTask, error: EngineError, posted: Posted | None = None) -> Conflict:
    """In the words of the error pages, with the names of people."""
    row = task.row
    if isinstance(error, UserTaskTaken):
        sentence = gettext("This task is held by %(who)s.", who=_name(row.holder_name))
    else:
        when = format_datetime(row.closed_at, "dd.MM.yyyy HH:mm") if row.closed_at else ""
        who = _name(row.closer_name)
        sentence = gettext("This task was closed by %(who)s at %(when)s.", who=who, when=when)
    return Conflict(sentence=sentence, typed=tuple(typed_rows(task, posted or {})))


def typed_rows(task: OpenedTask, posted: Posted) -> list[tuple[str, str]]:
    """Label and text of every answer that is not empty, as it was typed."""
    language = current_language()
    rows = []
    for field in task.form.asked:
        words = {option.posted: option.label.text(language) for option in field.options}
        words |= task.persons.get(field.name, {})
        if field.control is Control.DOCUMENTS:
            names = [n for n in posted if n.startswith(f"{field.name}-") and n.endswith("-note")]
        else:
            names = [field.name] if field.name in posted else []
        typed = [words.get(each, each) for name in names for each in posted[name] if each.strip()]
        if typed:
            rows.append((field.label.text(language), "; ".join(typed)))
    return rows


def _returned(task: OpenedTask, row: Record, language: str) -> Returned:
    element = task.version.definition.elements.get(row.element_id)
    why = task.scope.get(task.element.properties.get("returned.reason", ""))
    return Returned(
        who=_name(row.closer_name),
        at=row.closed_at,
        step=element.brief(language) if element else "",
        why=str(why or ""),
    )


def _cancels(task: OpenedTask) -> bool:
    """Before acceptance a visit is cancelled at the desk, with a reason; later the applicant withdraws in writing."""
    return "accepted_at" not in task.scope and _may(Action.WITHDRAW_CASE)


def _to_sign(task: OpenedTask, language: str) -> list[Any]:
    if not task.is_open:
        return []
    return paper_links(signing_documents(current_platform(), task.form.key, task.scope), language)


def _may(action: Action) -> bool:
    subject = current_subject()
    return may(signed_in(), action, subject.case, subject.task)


def _name(name: str | None) -> str:
    return name or gettext("the system")
