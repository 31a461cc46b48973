"""Errors of ours as pages: one table from cause to status and sentence."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from flask_babel import format_datetime, gettext
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from engine import errors
from engine.commands.model_drafts import DraftClosed, DraftOutdated
from engine.commands.revision_check import InstanceMovedOn
from engine.errors import EngineError
from engine.model.findings import ModelRefused
from engine.modelling.store import UnknownDraft, UnknownRevision
from engine.step.limits import LimitReached
from people import store
from people.errors import LookupThrottled, SignInThrottled, UnknownOffice
from signing.absent import SigningUnavailable
from web.access import current_actor
from web.cases.prints import PrintNotReady
from web.languages import current_language
from web.platform import current_platform
from web.signatures import NothingToSign, PapersRemade, SignatureNotValid
from workers.documents.store import UnknownDocument
from workers.local_time import PeriodReversed

Answer = tuple[int, object]  # HTTP status, lazy sentence

NOT_FOUND = _("There is nothing at this address, or it is not yours to see.")
ANSWERS: Mapping[type[EngineError], Answer] = {
    errors.UnknownDefinition: (404, NOT_FOUND),
    errors.UnknownInstance: (404, NOT_FOUND),
    errors.UnknownUserTask: (404, NOT_FOUND),
    errors.UnknownJob: (404, NOT_FOUND),
    errors.UnknownIncident: (404, _("This incident is not open: somebody has resolved it.")),
    UnknownOffice: (404, NOT_FOUND),
    UnknownDraft: (404, NOT_FOUND),
    UnknownRevision: (404, NOT_FOUND),
    UnknownDocument: (404, NOT_FOUND),
    errors.UserTaskClosed: (409, _("This task was closed by %(who)s at %(when)s.")),
    errors.UserTaskTaken: (409, _("This task is held by %(who)s.")),
    errors.InstanceNotActive: (
        409,
        _("This case has ended or is suspended; nothing can be done in it now."),
    ),
    InstanceMovedOn: (
        409,
        _("Somebody changed this case just now. Open it again and decide anew."),
    ),
    LimitReached: (
        422,
        _(
            "This case has grown beyond what the system allows. Nothing was changed; tell the administrator."
        ),
    ),
    errors.StaleRevision: (
        409,
        _("Somebody changed this case just now. Open it again and decide anew."),
    ),
    errors.LeaseLost: (
        409,
        _("Somebody changed this case just now. Open it again and decide anew."),
    ),
    errors.NobodyWaits: (409, _("No case waits for this now.")),
    DraftOutdated: (
        409,
        _("%(who)s saved this draft at %(when)s. Look at it before you go on."),
    ),
    DraftClosed: (409, _("%(who)s closed this draft at %(when)s: it was deployed or discarded.")),
    ModelRefused: (422, _("The model is refused.")),
    errors.InvalidVariables: (422, _("What was sent cannot be stored.")),
    SigningUnavailable: (
        503,
        _(
            "Documents cannot be signed on this system now. Nothing was signed or sent; "
            "the task stays open. Tell the administrator and try again later."
        ),
    ),
    SignatureNotValid: (
        503,
        _(
            "The signature did not pass its own check. Nothing was signed or sent; "
            "the task stays open. Try again, and if it repeats, tell the administrator."
        ),
    ),
    PapersRemade: (
        409,
        _(
            "Data of the case were corrected, and the papers to be signed were made anew. Nothing was signed. "
            "Open the task again and read them."
        ),
    ),
    NothingToSign: (
        409,
        _(
            "There is no document here to sign. Nothing was signed or sent. Open the case again; "
            "if the document is still missing, tell the administrator."
        ),
    ),
    errors.DatabaseAway: (
        503,
        _(
            "The system is busy or cannot reach its data at the moment. "
            "Nothing was saved; try again in a few seconds."
        ),
    ),
    PeriodReversed: (422, _("The period ends before it begins.")),
    PrintNotReady: (
        409,
        _("This cannot be printed yet: the case does not have what stands on the paper."),
    ),
    LookupThrottled: (429, _("Too many look-ups. Try again after %(when)s.")),
    SignInThrottled: (429, _("Too many attempts. Try again after %(when)s.")),
}
"""By class; a class that does not stand here is answered by its nearest ancestor, and in the end as a fault of ours."""

RETRY_SECONDS = "5"

FAULT: Answer = (
    500,
    _("Something went wrong on our side. What you did was not done; try again later."),
)

STATUSES: Mapping[int, object] = {
    400: _("The request could not be read."),
    403: _("Your role does not allow this."),
    404: NOT_FOUND,
    405: _("This address does not take such a request."),
    409: _("Somebody was faster. Open the page again."),
    413: _("What was sent is too large."),
    429: _("Too many attempts. Try again later."),
    503: _("The service cannot answer at the moment. Try again in a few minutes."),
}
PAGE_EXPIRED = _("This page is too old to be sent. Go back, reload it and send it again.")


def install_errors(app: Flask) -> None:
    app.register_error_handler(EngineError, engine_error_page)
    app.register_error_handler(CSRFError, expired_page)
    app.register_error_handler(HTTPException, http_error_page)
    app.after_request(retry_later)


def answer_to(error: EngineError) -> Answer:
    """Status and sentence of the nearest class in the table."""
    found = (ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)
    return next(found, FAULT)


def engine_error_page(error: EngineError) -> tuple[str, int]:
    status, _sentence = answer_to(error)
    if isinstance(error, errors.DatabaseAway):
        current_app.logger.warning("%s", error)
    elif status >= 500:
        current_app.logger.error("unanswered error", exc_info=error)
    told = sentence_of(error)
    if isinstance(error, ModelRefused):
        told = " ".join((told, *(each.text(current_language()) for each in error.findings)))
    return error_page(status, told)


def sentence_of(error: EngineError) -> str:
    """What is said of it, with the names and times that it carries."""
    return str(answer_to(error)[1]) % _details(error)


def http_error_page(error: HTTPException) -> Any:
    """Redirects pass; everything else becomes a page of ours with the error's own headers."""
    status = error.code or 500
    if status < 400 or isinstance(error, SecurityError):
        return error  # a request for another host: nothing of ours can be addressed in it
    page, _status = error_page(status, str(STATUSES.get(status, FAULT[1])))
    kept = [(name, value) for name, value in error.get_headers() if name not in ("Content-Type",)]
    return page, status, kept


def expired_page(error: CSRFError) -> tuple[str, int]:
    return error_page(400, str(PAGE_EXPIRED))


def error_page(status: int, sentence: str) -> tuple[str, int]:
    """A page that says what happened in one sentence; what may go through later can be sent again from it."""
    with suppress(errors.DatabaseAway):
        current_actor()  # who it is may stand in a database that is away: then nobody is
    again = _sent() if status == 503 else None
    return render_template("error.html", status=status, sentence=sentence, again=again), status


def retry_later(response: Response) -> Response:
    """After every request: when to ask again."""
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", RETRY_SECONDS)
    return response


def _sent() -> list[tuple[str, str]] | None:
    """The fields of the form that was sent; None where there is none, or a password is among them."""
    if request.method != "POST" or "password" in request.form:
        return None
    return list(request.form.items(multi=True))


def _details(error: EngineError) -> dict[str, str]:
    """What sentences name: a person, a time in Kazakhstan."""
    fields = vars(error)
    who = fields.get("by") or fields.get("assignee")
    when = fields.get("at") or fields.get("until")
    return {
        "who": _name_of(who) if who else gettext("the system"),
        "when": format_datetime(when, "dd.MM.yyyy HH:mm") if when else "",
    }


def _name_of(person_id: str) -> str:
    with current_platform().database.snapshot() as connection:
        person = store.person_by_id(connection, person_id)
    return gettext("the system") if person is None else person.full_name
