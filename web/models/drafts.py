"""What the editor of models asks and sends: bytes of a draft, saves, copies, who else is here. Every answer but the bytes is JSON.

The contract of `save`: `baseline` is what the editor's own serialisation of `revision` is, where nothing was edited: what it
wrote straight after the import, and after each answer 200 the `xml` that was sent with it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, jsonify, request, send_file
from flask_babel import format_datetime, gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from engine.commands.model_drafts import DraftClosed, DraftOutdated
from engine.commands.model_edits import Edit, copy_edit, save_edit
from engine.commands.model_presence import note_presence
from engine.errors import EngineError
from engine.model.findings import ModelRefused
from engine.model.intake import MAX_BYTES
from engine.modelling.store import draft_row, revision_row
from people.actions import Action
from web.access import access, signed_in
from web.errors import PAGE_EXPIRED, STATUSES, answer_to
from web.languages import current_language
from web.models.links import editor_address
from web.models.people import names_of
from web.models.upload import too_large
from web.platform import current_platform
from web.row_numbers import LARGEST_ROW, row_number

DRAFT = "/models/drafts/<int:draft_id>"
BPMN_XML = "application/xml"
LARGEST_BODY = 8 * MAX_BYTES  # twice a model, with what JSON escapes

Answer = tuple[Response, int]

blueprint = Blueprint("models_drafts", __name__)


@blueprint.url_value_preprocessor
def widen(endpoint: str | None, values: object) -> None:
    """A model that is too large is refused by name, not with the whole request."""
    request.max_content_length = LARGEST_BODY


@blueprint.get(DRAFT + "/model")
@access(Action.EDIT_MODEL)
def model(draft_id: int) -> Response:
    """The bytes of the newest revision, or of `?revision=`. Raises UnknownDraft, UnknownRevision."""
    with current_platform().database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        number = row_number(request.args.get("revision", str(row.revision)))
        revision = revision_row(connection, draft_id, number)
    answer = send_file(
        BytesIO(revision.xml),
        mimetype=BPMN_XML,
        as_attachment="download" in request.args,
        download_name=f"{row.key}-draft-{draft_id}-{number}.bpmn",
        max_age=0,
        etag=revision.sha256,
    )
    answer.headers["X-Draft-Revision"] = str(number)
    return answer


@blueprint.post(DRAFT + "/model")
@access(Action.EDIT_MODEL)
def save(draft_id: int) -> Response:
    """Raises UnknownDraft, DraftClosed, DraftOutdated, ModelRefused."""
    platform = current_platform()
    saved = save_edit(
        platform.database,
        draft_id,
        _edit(),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    return jsonify(
        revision=saved.revision, saved_at=saved.saved_at.isoformat(), unchanged=saved.unchanged
    )


@blueprint.post(DRAFT + "/copy")
@access(Action.EDIT_MODEL)
def copy(draft_id: int) -> Answer:
    """A draft of its own for what another's save has overtaken. Raises UnknownDraft, ModelRefused."""
    platform = current_platform()
    made = copy_edit(
        platform.database,
        draft_id,
        _edit(),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    return jsonify(url=editor_address(made.draft_id)), 201


@blueprint.post(DRAFT + "/presence")
@access(Action.EDIT_MODEL)
def presence(draft_id: int) -> Response:
    """Raises UnknownDraft."""
    platform = current_platform()
    around = note_presence(
        platform.database, draft_id, actor=signed_in().person_id, now=platform.clock()
    )
    with platform.database.snapshot() as connection:
        names = names_of(connection, [row.person_id for row in around.others])
    others = [
        {"name": names[row.person_id], "since": row.opened_at.isoformat()} for row in around.others
    ]
    return jsonify(others=others, revision=around.revision)


@blueprint.errorhandler(DraftOutdated)
def outdated(error: DraftOutdated) -> Answer:
    """Who was faster, for the editor to ask what to do."""
    with current_platform().database.snapshot() as connection:
        name = names_of(connection, [error.by])[error.by]
    message = gettext(
        "%(who)s saved this draft at %(when)s, after you opened it. "
        "Your changes are not saved: keep them as a draft of your own, or open the newest.",
        who=name,
        when=format_datetime(error.at, "dd.MM.yyyy HH:mm"),
    )
    return jsonify(message=message, by=name, at=error.at.isoformat(), revision=error.revision), 409


@blueprint.errorhandler(DraftClosed)
def closed(error: DraftClosed) -> Answer:
    with current_platform().database.snapshot() as connection:
        name = names_of(connection, [error.by])[error.by]
    message = gettext(
        "%(who)s closed this draft at %(when)s. Your changes are not saved: keep them as a draft of your own.",
        who=name,
        when=format_datetime(error.at, "dd.MM.yyyy HH:mm"),
    )
    return jsonify(message=message, by=name, at=error.at.isoformat(), revision=None), 409


@blueprint.errorhandler(ModelRefused)
def refused(error: ModelRefused) -> Answer:
    """In the words of the check."""
    language = current_language()
    message = " ".join(each.message.text(language) for each in error.findings)
    return jsonify(message=message), 422


@blueprint.errorhandler(EngineError)
def engine_error(error: EngineError) -> Answer:
    status, sentence = answer_to(error)
    return jsonify(message=str(sentence)), status


@blueprint.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Answer:
    status = error.code or 500
    if status == 413:
        return jsonify(message=too_large().sentence), status
    return jsonify(message=str(STATUSES.get(status, STATUSES[400]))), status


@blueprint.errorhandler(CSRFError)
def expired(error: CSRFError) -> Answer:
    return jsonify(message=str(PAGE_EXPIRED)), 400


def _edit() -> Edit:
    """Raises BadRequest, RequestEntityTooLarge where the body is not what the editor sends."""
    sent: Any = request.get_json()
    if not isinstance(sent, dict) or type(sent.get("revision")) is not int:
        raise BadRequest
    revision = sent["revision"] if abs(sent["revision"]) <= LARGEST_ROW else 0  # which names none
    return Edit(revision=revision, xml=_bytes(sent, "xml"), baseline=_bytes(sent, "baseline"))


def _bytes(sent: dict[str, object], name: str) -> bytes:
    text = sent.get(name)
    if not isinstance(text, str):
        raise BadRequest
    try:
        xml = text.encode()
    except UnicodeEncodeError:  # half a character
        raise BadRequest from None
    if len(xml) > MAX_BYTES:
        raise RequestEntityTooLarge
    return xml
