"""A draft is opened from a version, or discarded."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.model_drafts import discard_draft, open_version
from engine.modelling.store import draft_row, present_rows
from engine.modelling.tables import DraftState
from people.actions import Action
from web.access import access, signed_in
from web.models.links import editor_address
from web.models.people import names_of
from web.models.versions import VERSION
from web.platform import current_platform
from web.row_numbers import row_number

blueprint = Blueprint("models_moves", __name__)


@blueprint.post(VERSION + "/draft")
@access(Action.EDIT_MODEL)
def open_as_draft(key: str, number: int) -> Response:
    """Raises UnknownDefinition."""
    platform = current_platform()
    actor, now = signed_in().person_id, platform.clock()
    opened = open_version(platform.database, key, number, actor=actor, now=now)
    flash(gettext("Version %(number)d is open as a draft.", number=number), "success")
    return redirect(editor_address(opened.draft_id), 303)


@blueprint.get("/models/drafts/<int:draft_id>/discard")
@access(Action.EDIT_MODEL)
def confirmation(draft_id: int) -> str | Response:
    """Asks first: the draft is everybody's. Raises UnknownDraft."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        present = present_rows(connection, now=platform.clock(), draft_id=draft_id)
        names = names_of(connection, [row.saved_by, *(each.person_id for each in present)])
    if row.state != DraftState.OPEN:
        return redirect(url_for("models_history.page", draft_id=draft_id))
    return render_template("models/discard.html", row=row, present=present, names=names)


@blueprint.post("/models/drafts/<int:draft_id>/discard")
@access(Action.EDIT_MODEL)
def discard(draft_id: int) -> Response:
    """Raises UnknownDraft, DraftClosed, DraftOutdated."""
    platform = current_platform()
    discard_draft(
        platform.database,
        draft_id,
        expected=row_number(request.form.get("revision")),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    flash(gettext("The draft is discarded. Its history can still be read."), "success")
    return redirect(url_for("models.page"), 303)
