"""The drawing of a draft in the browser: its page, and the check that it asks for after every change."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.wrappers import Response as AnyResponse

from engine.commands.deployments import judge_model
from engine.errors import EngineError
from engine.expression.values import Value
from engine.model.intake import MAX_BYTES
from engine.modelling.store import draft_row, present_rows
from engine.modelling.tables import DraftState
from people.actions import Action
from people.store import Connection
from web.access import access, signed_in
from web.errors import (
    PAGE_EXPIRED,
    STATUSES,
    answer_to,
    engine_error_page,
    http_error_page,
)
from web.languages import current_language
from web.models.editor_choices import choices
from web.models.people import names_of
from web.models.upload import ModelFile
from web.models.verdict import FindingLine, finding_lines
from web.platform import current_platform

DRAFT = "/models/drafts/<int:draft_id>"
LARGEST_BODY = 4 * MAX_BYTES  # a model, with what JSON escapes

Answer = tuple[Response, int]

blueprint = Blueprint("models_editor", __name__)


@blueprint.url_value_preprocessor
def widen(endpoint: str | None, values: object) -> None:
    """A model that is too large is refused by name, not with the whole request."""
    request.max_content_length = LARGEST_BODY


@blueprint.get(DRAFT + "/editor")
@access(Action.EDIT_MODEL)
def page(draft_id: int) -> str | AnyResponse:
    """A draft that is closed is only read. Raises UnknownDraft."""
    with current_platform().database.snapshot() as connection:
        draft = draft_row(connection, draft_id)
        if draft.state != DraftState.OPEN:
            return redirect(url_for("models_check.draft", draft_id=draft_id), 303)
        facts = _facts(connection, draft)
    return render_template("models/editor.html", draft=draft, facts=facts)


@blueprint.post(DRAFT + "/check")
@access(Action.EDIT_MODEL)
def check(draft_id: int) -> Response | Answer:
    """What would be said if the drawing were deployed as it is; nothing is stored. Raises UnknownDraft."""
    xml, platform, language = _sent_xml(), current_platform(), current_language()
    with platform.database.snapshot() as connection:
        file = draft_row(connection, draft_id).file
    if len(xml) > MAX_BYTES:
        return jsonify(message=str(STATUSES[413])), 413
    began = perf_counter()
    verdict = judge_model(platform.runtime, ModelFile(name=file, xml=xml).model())
    lines = finding_lines(verdict.findings, verdict.definition, language)
    return jsonify(
        deployable=verdict.deployable,
        findings=[_as_json(line) for line in lines],
        ignored=[part.text(language) for part in verdict.ignored],
        milliseconds=round(1000 * (perf_counter() - began)),
    )


@blueprint.errorhandler(CSRFError)
def expired(error: CSRFError) -> Answer:
    return jsonify(message=str(PAGE_EXPIRED)), 400


@blueprint.errorhandler(EngineError)
def engine_error(error: EngineError) -> Any:
    """The script is answered in JSON, a person with a page."""
    if request.method == "GET":
        return engine_error_page(error)
    status, sentence = answer_to(error)
    return jsonify(message=str(sentence)), status


@blueprint.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Any:
    if request.method == "GET":
        return http_error_page(error)
    status = error.code or 500
    return jsonify(message=str(STATUSES.get(status, STATUSES[400]))), status


def _facts(connection: Connection, draft: Any) -> dict[str, Value]:
    """What the script of the page begins with."""
    platform, language = current_platform(), current_language()
    return {
        "draft": draft.id,
        "title": draft.title,
        "file": draft.key,
        "revision": draft.revision,
        "saved_at": draft.saved_at.isoformat(),
        "language": language,
        "csrf": generate_csrf(),
        "urls": _addresses(draft.id),
        "choices": choices(connection, platform.runtime, language),
        "others": _others(connection, draft.id),
    }


def _addresses(draft_id: int) -> dict[str, str]:
    return {
        "model": url_for("models_drafts.model", draft_id=draft_id),
        "save": url_for("models_drafts.save", draft_id=draft_id),
        "copy": url_for("models_drafts.copy", draft_id=draft_id),
        "presence": url_for("models_drafts.presence", draft_id=draft_id),
        "check": url_for("models_editor.check", draft_id=draft_id),
    }


def _others(connection: Connection, draft_id: int) -> list[dict[str, str]]:
    """Who else has the draft open, the first to open it first."""
    rows = present_rows(connection, now=current_platform().clock(), draft_id=draft_id)
    others = [row for row in rows if row.person_id != signed_in().person_id]
    names = names_of(connection, [row.person_id for row in others])
    return [{"name": names[row.person_id], "since": row.opened_at.isoformat()} for row in others]


def _as_json(line: FindingLine) -> dict[str, Value]:
    return {
        "rule": line.rule,
        "element_id": line.element_id,
        "name": line.name,
        "message": line.message,
        "severity": "error" if line.grave else "warning",
        "way": list(line.way),
    }


def _sent_xml() -> bytes:
    """Raises BadRequest where the body is not what the editor sends."""
    sent: Any = request.get_json()
    xml = sent.get("xml") if isinstance(sent, dict) else None
    if not isinstance(xml, str):
        raise BadRequest
    try:
        return xml.encode()
    except UnicodeEncodeError:  # half a character
        raise BadRequest from None
