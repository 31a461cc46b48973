"""An analyst brings a file from elsewhere: it becomes a draft, or the page says why it cannot."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.deployments import judge_model
from engine.commands.model_drafts import move_draft, open_draft
from engine.model.findings import ModelRefused
from engine.modelling.document import read_draft
from engine.modelling.store import open_drafts
from people.actions import Action
from web.access import access, signed_in
from web.languages import current_language
from web.models.upload import ModelFile, Objection, objection, received
from web.models.verdict import shown_verdict
from web.platform import current_platform
from web.row_numbers import row_number

LARGEST_REQUEST = 64 * 1024 * 1024  # bytes

blueprint = Blueprint("models_imports", __name__)


@blueprint.url_value_preprocessor
def widen(endpoint: str | None, values: object) -> None:
    """A file that is too large is refused with its page and a sentence, not with the whole request."""
    request.max_content_length = LARGEST_REQUEST


@blueprint.teardown_request
def close_files(error: BaseException | None) -> None:
    """Large uploads lie in temporary files."""
    request.close()


@blueprint.get("/models/import")
@access(Action.EDIT_MODEL)
def page() -> str:
    return render_template("models/import.html", wrong=None)


@blueprint.post("/models/import")
@access(Action.EDIT_MODEL)
def upload() -> Response | tuple[str, int]:
    """Open the file as a draft whatever the check says of it, as long as it is BPMN with a process."""
    platform, sent = current_platform(), received(request.files.get("model"))
    wrong = objection(sent)
    if sent is None or wrong:
        return _refused_page(wrong or Objection(sentence=""))
    try:
        model = read_draft(sent.xml, file=sent.name)
    except ModelRefused as refused:
        return _unread_page(sent, refused)
    actor, now = signed_in().person_id, platform.clock()
    opened = open_draft(platform.database, model, actor=actor, now=now)
    with platform.database.snapshot() as connection:
        others = len(open_drafts(connection, key=model.key)) - 1
    flash(gettext("The file is open as a draft. Nothing runs until it is deployed."), "success")
    return redirect(_draft_address(opened.draft_id, asked=others > 0), 303)


@blueprint.post("/models/drafts/<int:draft_id>/move")
@access(Action.EDIT_MODEL)
def move(draft_id: int) -> Response:
    """Make the imported draft a new revision of an earlier one. Raises UnknownDraft, DraftClosed, DraftOutdated."""
    platform, form = current_platform(), request.form
    moved = move_draft(
        platform.database,
        draft_id,
        expected=row_number(form.get("revision")),
        target_id=row_number(form.get("target")),
        target_expected=row_number(form.get("target_revision")),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    number = moved.revision
    flash(gettext("The file is revision %(number)d of this draft.", number=number), "success")
    return redirect(_draft_address(moved.draft_id), 303)


def _draft_address(draft_id: int, *, asked: bool = False) -> str:
    anchor = "others" if asked else None
    return url_for("models_check.draft", draft_id=draft_id, _anchor=anchor)


def _refused_page(wrong: Objection) -> tuple[str, int]:
    return render_template("models/import.html", wrong=wrong.sentence), wrong.status


def _unread_page(sent: ModelFile, refused: ModelRefused) -> tuple[str, int]:
    """Of a file that holds no process; what is wrong with it stands in the words of the check."""
    wrong = gettext(
        "This is not a BPMN 2.0 model that can be opened. Below is what is wrong with it."
    )
    verdict = judge_model(current_platform().runtime, sent.model())
    said = {finding.message for finding in refused.findings}
    more = (finding for finding in verdict.findings if finding.message not in said)
    verdict = replace(verdict, findings=(*refused.findings, *more))
    shown = shown_verdict(sent, verdict, newest=None, language=current_language())
    return render_template("models/import.html", wrong=wrong, file=sent, shown=shown), 422
