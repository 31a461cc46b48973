"""The e-government portal: an application in steps, its signature, its acknowledgement."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.errors import EngineError, UserTaskClosed, UserTaskTaken
from people.actions import Action
from web.access import access, signed_in
from web.cabinet.store import own_drafts
from web.errors import error_page
from web.forms.drafts import form_values
from web.forms.once import SentBefore, done_before, once_key
from web.forms.uploads import Received, known_files, receive_files
from web.languages import current_language
from web.platform import current_platform
from web.portal.check import errors_at, examined, refused_at
from web.portal.draft import Application, as_scans, keep, opened_application, uploader
from web.portal.expired import keep_typed
from web.portal.opening import (
    APPLICATION,
    SIGN_IN,
    Choice,
    IinUnknown,
    choice_of,
    complete_sign_in,
    open_application,
    open_task_id,
    providers,
    signer,
)
from web.portal.page import MARKED, check_page, step_page, step_url
from web.portal.sent import acknowledgement
from web.portal.signing import application_signature
from web.portal.steps import Step, following, foreign_names, merged
from web.tasks.completion import complete_task
from web.tasks.opened import open_task
from web.tasks.page import conflict_of
from web.tasks.task import close_files, widen

Answer = str | Response | tuple[str, int]

blueprint = Blueprint("portal", __name__)
blueprint.url_value_preprocessor(widen)
blueprint.teardown_request(close_files)
blueprint.after_request(keep_typed)


@blueprint.errorhandler(IinUnknown)
def no_certificate(_error: IinUnknown) -> tuple[str, int]:
    return error_page(409, gettext("Your account has no identification number (IIN)."))


@blueprint.get("/portal")
@access(Action.APPLY)
def page() -> Answer:
    """What is needed, in which language, to which office; and what was begun before."""
    return _start_page(Choice(language=current_language(), office_id=None, refused={}))


@blueprint.post("/portal")
@access(Action.APPLY)
def start() -> Answer:
    """Open the case; Annex 2's sign-in is done with this one. Raises SignatureNotValid, IinUnknown."""
    if begun := done_before():
        return _to_form(begun)
    choice = choice_of(request.form)
    if choice.refused:
        return _start_page(choice), 422
    try:
        begun = open_application(choice, signer())
    except SentBefore:
        begun = done_before()
    return _to_form(begun) if begun else redirect(url_for("portal.page"), 303)


@blueprint.post("/portal/applications/<int:user_task_id>/sign-in")
@access(Action.COMPLETE_TASK)
def sign_in(user_task_id: int) -> Answer:
    """Complete a sign-in that was left open when its case was started. Raises SignatureNotValid, IinUnknown."""
    task = open_task(user_task_id)
    if task.row.element_id != SIGN_IN:
        abort(404)
    complete_sign_in(user_task_id, signer(), current_platform().clock())
    return _to_form(task.row.instance_id)


@blueprint.get("/portal/applications/<int:user_task_id>/<step>")
@access(Action.SEE_TASK)
def step(user_task_id: int, step: str) -> Answer:
    """One step with what was typed before; `check` shows all of it."""
    application, here = opened_application(user_task_id), _step(step)
    if conflict := application.task.conflict(signed_in().person_id):
        return _closed(application, conflict)
    found = examined(application)
    received = known_files(application.task.form, application.posted, uploader(application))
    if here is Step.CHECK:
        return check_page(application, found, received)
    return step_page(application, here, found, received, marked=MARKED in request.args)


@blueprint.post("/portal/applications/<int:user_task_id>/<step>")
@access(Action.COMPLETE_TASK)
def save(user_task_id: int, step: str) -> Answer:
    """Keep the step; on to the next one, or 422 with what is wrong marked at its fields. It is kept either way."""
    here = _step(step)
    application = opened_application(user_task_id)
    if conflict := application.task.conflict(signed_in().person_id):
        return _closed(application, conflict)
    application, received = _received(application, here)
    if "save" in request.form:
        return redirect(url_for("cabinet.case", instance_id=application.task.row.instance_id), 303)
    found = examined(application, received.refused)
    if errors_at(found, here) or refused_at(found, here):
        return step_page(application, here, found, received, marked=True), 422
    return redirect(step_url(application, following(here)), 303)


@blueprint.post("/portal/applications/<int:user_task_id>/<step>/draft")
@access(Action.COMPLETE_TASK)
def draft(user_task_id: int, step: str) -> Answer:
    """What the script keeps while somebody types. Raises UserTaskClosed, UserTaskTaken."""
    here = _step(step)
    application = opened_application(user_task_id)
    if conflict := application.task.conflict(signed_in().person_id):
        raise conflict
    _received(application, here)
    return Response(status=204)


@blueprint.post("/portal/applications/<int:user_task_id>/send")
@access(Action.COMPLETE_TASK)
def send(user_task_id: int) -> Answer:
    """Sign the answers and hand them in; 422 with all that is wrong. Raises SignatureNotValid."""
    application = opened_application(user_task_id)
    if conflict := application.task.conflict(signed_in().person_id):
        return _closed(application, conflict)
    application, received = _received(application, Step.CHECK)
    found = examined(application, received.refused)
    if not found.may_be_sent:
        consent = tuple(error for error in found.errors if error.field == "consent")
        return check_page(application, found, received, consent_errors=consent), 422
    try:
        _hand_in(application, found.variables, received)
    except (UserTaskClosed, UserTaskTaken) as late:
        return _closed(opened_application(user_task_id), late)
    return redirect(url_for("portal.sent", instance_id=application.task.row.instance_id), 303)


@blueprint.get("/portal/sent/<instance_id>")
@access(Action.SEE_CASE)
def sent(instance_id: str) -> Answer:
    """The acknowledgement: number, term, time and place of the result."""
    return acknowledgement(instance_id)


def _hand_in(application: Application, answers: Mapping[str, object], received: Received) -> None:
    platform, task = current_platform(), application.task
    signature = application_signature(
        platform, signer().person, task.row.business_key, answers, platform.clock()
    )
    given = {**answers, "application_signature": signature}
    complete_task(task, given, received.document_ids)


def _received(application: Application, step: Step) -> tuple[Application, Received]:
    """The request's answers and files put into the draft, and kept."""
    form, posted = application.task.form, form_values(request.form.lists())
    if foreign_names(form, posted):
        abort(400)
    together = application.with_posted(merged(form, step, application.posted, posted))
    received = receive_files(form, together.posted, request.files.items(), uploader(application))
    changed = as_scans(application.with_posted(received.posted))
    keep(changed, person_id=signed_in().person_id)
    return changed, received


def _step(name: str) -> Step:
    if name not in set(Step):
        abort(404)
    return Step(name)


def _to_form(instance_id: str) -> Response:
    user_task_id = open_task_id(instance_id, APPLICATION)
    if user_task_id is None:
        return redirect(url_for("cabinet.case", instance_id=instance_id), 303)
    first = url_for("portal.step", user_task_id=user_task_id, step=Step.APPLICANT.value)
    return redirect(first, 303)


def _closed(application: Application, error: EngineError) -> tuple[str, int]:
    """Sent already, or its term has passed: what was typed is shown once more."""
    conflict = conflict_of(application.task, error, application.posted)
    return (
        render_template("portal/closed.html", conflict=conflict, task=application.task.row),
        409,
    )


def _start_page(choice: Choice) -> str:
    with current_platform().database.snapshot() as connection:
        begun = own_drafts(connection, signed_in().person_id)
    return render_template(
        "portal/start.html",
        choice=choice,
        who=signer(),
        providers=[(each.id, getattr(each, f"name_{current_language()}")) for each in providers()],
        begun=begun,
        once=once_key(),
        mark=current_platform().signer.mark,
    )
