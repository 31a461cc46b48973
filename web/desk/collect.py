"""«Келді»: the applicant came for the result, or asks for it after it went back; and the application taken back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.events import correlate_message
from engine.errors import NobodyWaits
from engine.expression.values import Variables
from engine.history.events import instant_text
from engine.storage.queries import open_user_tasks
from people.actions import Action
from people.rights import Case
from people.roles import Role
from web.access import access, current_subject, note_read, require_case, signed_in
from web.cases.finding_store import receipts_matching
from web.cases.store import case_by_receipt
from web.cases.view import CaseFile, case_file, spots
from web.errors import error_page
from web.forms.desk import DeskForm, posted_form
from web.languages import current_language
from web.platform import current_platform
from web.typed_line import typed_line
from workers.store import case_persons

CAME, REQUESTED, WITHDRAWAL = "ApplicantCame", "ResultRequested", "Withdrawal"
LONGEST_NAME = 200

blueprint = Blueprint("collect", __name__)


@blueprint.get("/collect")
@access(Action.MEET_APPLICANT)
def page() -> str:
    return render_template("desk/collect.html", form=DeskForm(key="collect").view())


@blueprint.post("/collect")
@access(Action.MEET_APPLICANT)
def find() -> str | tuple[str, int]:
    """Show the case of the receipt with what can be done: hand out, or request from the provider; else why not (409)."""
    form = posted_form("collect")
    if form.errors:
        return render_template("desk/collect.html", form=form.view()), 422
    matching = _cases_of(form.answers["receipt_no"])
    if not matching:
        refusal = gettext("No receipt of your branch fits this.")
        return render_template("desk/collect.html", form=form.view(receipt_no=refusal)), 404
    if len(matching) > 1:
        return _choice(form, matching)
    (instance_id,) = matching
    case = require_case(Action.SEE_CASE, instance_id)
    found = _found(instance_id)
    awaited = {wait.message for wait in found.waits if wait.kind == "message"}
    places = spots(
        found,
        actor=signed_in(),
        case=case,
        platform=current_platform(),
        language=current_language(),
    )
    answer = render_template(
        "desk/collect_found.html",
        found=found,
        spots=places,
        came_by=form.answers["came_by"],
        ready=CAME in awaited,
        at_provider=REQUESTED in awaited,
    )
    return (answer, 200) if awaited & {CAME, REQUESTED} else (answer, 409)


@blueprint.post("/cases/<instance_id>/came")
@access(Action.COLLECT_RESULT)
def came(instance_id: str) -> Response | tuple[str, int]:
    """The result is handed out next: on to that task."""
    came_by = typed_line("came_by", most=LONGEST_NAME)
    if came_by.error:
        return error_page(422, came_by.error)
    now = current_platform().clock()
    payload = {"came_at": instant_text(now), "came_by": came_by.text or None}
    return _told(CAME, instance_id, payload) or redirect(_next_url(instance_id))


@blueprint.post("/cases/<instance_id>/request")
@access(Action.REQUEST_RESULT)
def request_result(instance_id: str) -> Response | tuple[str, int]:
    """The provider is asked to send the result again."""
    payload = {"requested_at": instant_text(current_platform().clock())}
    refused = _told(REQUESTED, instance_id, payload)
    if refused is None:
        flash(gettext("The provider is asked to send the result again."), "success")
    return refused or redirect(url_for("cases.page", instance_id=instance_id))


@blueprint.get("/cases/<instance_id>/withdraw")
@access(Action.WITHDRAW_CASE)
def withdrawal(instance_id: str) -> str | tuple[str, int]:
    found = _found(instance_id)
    if not found.is_active:
        return error_page(409, _not_now(found))
    return _withdrawal_page(found, DeskForm(key="withdraw"))


@blueprint.post("/cases/<instance_id>/withdraw")
@access(Action.WITHDRAW_CASE)
def withdraw(instance_id: str) -> Response | tuple[str, int]:
    """The application is taken back; at the desk on the applicant's written request. Source: АППК, art. 64."""
    form = posted_form("withdraw")
    if form.errors:
        return _withdrawal_page(_found(instance_id), form), 422
    now = current_platform().clock()
    payload = {**form.answers, "withdrawn_at": instant_text(now)}
    refused = _told(WITHDRAWAL, instance_id, payload)
    if refused is None:
        flash(gettext("The application is withdrawn."), "success")
    return refused or redirect(_case_url(instance_id))


def _told(message: str, instance_id: str, payload: Variables) -> tuple[str, int] | None:
    """Give the message to this case; a page that says where the case is instead (409) where it does not wait for it."""
    platform, actor = current_platform(), signed_in()
    found = _found(instance_id)
    try:
        correlate_message(
            platform.runtime,
            message,
            found.row.business_key,
            payload,
            actor=actor.person_id,
            now=platform.clock(),
        )
    except NobodyWaits:
        return error_page(409, _not_now(_found(instance_id)))
    return None


def _not_now(found: CaseFile) -> str:
    sentence: str = gettext(
        "This cannot be done in case %(number)s now. Its status is: %(status)s.",
        number=found.row.business_key,
        status=found.status_words,
    )
    case = current_subject().case
    assert case is not None, "the address names a case: web.access loads it"
    places = spots(
        found,
        actor=signed_in(),
        case=case,
        platform=current_platform(),
        language=current_language(),
    )
    if not places:
        return sentence
    now: str = gettext("Now: %(labels)s.", labels="; ".join(place.label for place in places))
    return f"{sentence} {now}"


def _cases_of(text: str) -> dict[str, str]:
    """Cases to their receipts: the one whose receipt has this number, else all that the text names."""
    platform, branches = current_platform(), signed_in().offices_as(Role.STATE_CORPORATION_WORKER)
    with platform.database.snapshot() as connection:
        if instance_id := case_by_receipt(connection, text, branches):
            return {instance_id: text}
        return receipts_matching(connection, platform.vault, text, branches, platform.clock())


def _choice(form: DeskForm, matching: Mapping[str, str]) -> str:
    """Several fit: whom each is about. Each case shown is a read of personal data."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        persons = {each: case_persons(connection, platform.vault, each) for each in matching}
    for each in matching:
        note_read(Action.FIND_CASE, Case(instance_id=each, office_id=None), request.path)
    offered = [(no, [one.name for one in persons[each]]) for each, no in matching.items()]
    came_by = form.answers["came_by"]
    return render_template("desk/collect.html", form=form.view(), offered=offered, came_by=came_by)


def _found(instance_id: str) -> CaseFile:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        return case_file(platform, connection, instance_id)


def _next_url(instance_id: str) -> str:
    with current_platform().database.snapshot() as connection:
        tasks = open_user_tasks(connection, instance_id=instance_id)
    if not tasks:
        return url_for("cases.page", instance_id=instance_id)
    return url_for("task.page", user_task_id=tasks[0].id)


def _withdrawal_page(found: CaseFile, form: DeskForm) -> str:
    return render_template(
        "desk/withdraw.html",
        found=found,
        form=form.view(),
        own=_is_own(),
        back_url=_case_url(found.row.id),
    )


def _is_own() -> bool:
    """Whether the applicant acts, not a worker on the applicant's request."""
    case = current_subject().case
    return case is not None and signed_in().person_id in case.applicants


def _case_url(instance_id: str) -> str:
    """The case as who acts reads it."""
    return url_for("cabinet.case" if _is_own() else "cases.page", instance_id=instance_id)
