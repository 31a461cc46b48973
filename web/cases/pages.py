"""Cases of the own offices: the list with its search, a case, its history."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.expression.values import Value
from people.actions import Action
from people.actor import Actor
from people.rights import Case, may
from people.roles import STAFF, Role
from web.access import access, current_subject, note_read, signed_in
from web.cases.lines import (
    CaseLine,
    case_lines,
    opened_search,
    place_of,
    place_text,
    sealed_search,
    status_of,
)
from web.cases.list_store import Wanted, found_cases
from web.cases.papers import notice_lines, paper_lines
from web.cases.status import WORDS, CaseStatus
from web.cases.store import event_rows, known_people
from web.cases.timeline import timeline
from web.cases.view import case_file, spots
from web.cases.words import variable_rows
from web.due import due_badge
from web.languages import current_language
from web.platform import current_platform

blueprint = Blueprint("cases", __name__)


@blueprint.get("/cases")
@access(Action.FIND_CASE)
def listed() -> str:
    """The list, the last started first; each case shown is a read of personal data."""
    platform, wanted = current_platform(), _wanted(signed_in())
    with platform.database.snapshot() as connection:
        found = found_cases(connection, platform.vault, wanted, now=platform.clock())
        lines = case_lines(platform, connection, found, current_language())
    _note_reads(lines)
    return render_template(
        "cases/list.html",
        lines=lines,
        wanted=wanted,
        sealed=request.args.get("found", ""),
        statuses=[(str(status), WORDS[status]) for status in CaseStatus],
        previous_url=_page_url(above=found.rows[0]) if found.rows and found.more_above else None,
        next_url=_page_url(below=found.rows[-1]) if found.rows and found.more_below else None,
    )


@blueprint.post("/cases")
@access(Action.FIND_CASE)
def search() -> Response:
    """What was typed goes into the address enciphered, so that the list can be reloaded and returned to."""
    text = " ".join(request.form.get("search", "").split())
    if not text:
        return redirect(url_for("cases.listed"))
    sealed = sealed_search(current_platform().vault, text, signed_in().person_id)
    return redirect(url_for("cases.listed", found=sealed))


@blueprint.get("/cases/<instance_id>")
@access(Action.SEE_CASE)
def page(instance_id: str) -> str:
    """Staff and auditors see all of it; the applicant what is theirs: no variables, no drafts, no names of officials."""
    platform, actor, case = current_platform(), signed_in(), _case()
    language = current_language()
    inside = may(actor, Action.SEE_HISTORY, case)
    with platform.database.snapshot() as connection:
        found = case_file(platform, connection, instance_id)
        papers = paper_lines(connection, actor, case, language)
        notices = notice_lines(connection, instance_id, None if inside else actor.person_id)
    return render_template(
        "cases/case.html",
        found=found,
        badge=due_badge(found.row.due_at, now=found.now, calendar=platform.runtime.calendar),
        spots=spots(found, actor=actor, case=case, platform=platform, language=language),
        picture=found.picture(language),
        papers=papers,
        notices=notices,
        inside=inside,
        may_correct=found.is_active and may(actor, Action.CORRECT_DATA, case),
        may_steer=may(actor, Action.STEER_CASE, case),
        may_withdraw=found.is_active and may(actor, Action.WITHDRAW_CASE, case),
        variables=variable_rows(found.version, found.variables, language) if inside else [],
    )


@blueprint.get("/cases/<instance_id>/history")
@access(Action.SEE_HISTORY)
def history(instance_id: str) -> str:
    """Every stored event in words; what follows a break is shown as not proved."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        found = case_file(platform, connection, instance_id)
        rows = event_rows(connection, instance_id)
        people = known_people(connection, _named_in(rows, found.story.frames))
    entries = timeline(rows, found.story, found.version, people, current_language())
    return render_template("cases/history.html", found=found, entries=entries)


def own_offices(actor: Actor) -> frozenset[int] | None:
    """Offices whose cases an actor meets in lists; None for those of every office."""
    if Role.AUDITOR in actor.roles:
        return None
    return frozenset[int]().union(*(actor.offices_as(role) for role in STAFF))


def _wanted(actor: Actor) -> Wanted:
    asked = request.args
    return Wanted(
        offices=own_offices(actor),
        status=status_of(asked.get("status")),
        overdue=asked.get("overdue") == "1",
        text=opened_search(current_platform().vault, asked.get("found"), actor.person_id),
        below=place_of(asked.get("below")),
        above=place_of(asked.get("above")),
    )


def _page_url(**places: Any) -> str:
    kept = {"status", "overdue", "found"} & request.args.keys()
    values: dict[str, Value] = {name: request.args[name] for name in sorted(kept)}
    values |= {name: place_text(row) for name, row in places.items()}
    return url_for("cases.listed", **values)


def _note_reads(lines: list[CaseLine]) -> None:
    for line in lines:
        case = Case(instance_id=line.instance_id, office_id=None)
        note_read(Action.FIND_CASE, case, request.path)


def _case() -> Case:
    case = current_subject().case
    assert case is not None, "the address names a case: web.access loads it"
    return case


def _named_in(rows: Any, frames: Any) -> set[str]:
    """Who acted, and to whom tasks were given."""
    given = {str(frame.data["input"]["data"].get("assignee") or "") for frame in frames}
    return {row.actor for row in rows} | given
