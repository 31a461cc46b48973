"""The revisions of a draft: what each changed, and back to an earlier one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.deployments import judge_model
from engine.commands.model_drafts import copy_draft, restore_revision
from engine.model.differences import Difference, differences
from engine.model.edition import Edition, read_edition
from engine.model.intake import read_model
from engine.modelling.document import read_draft
from engine.modelling.store import draft_row, revision_before, revision_row, revision_rows
from people.actions import Action
from web.access import access, signed_in
from web.models.links import editor_link
from web.models.people import names_of
from web.models.upload import ModelFile
from web.models.words import ORIGINS, STATES
from web.platform import current_platform
from web.row_numbers import row_number

HISTORY = "/models/drafts/<int:draft_id>/history"
REVISION = HISTORY + "/<int:number>"

blueprint = Blueprint("models_history", __name__)


@blueprint.get(HISTORY)
@access(Action.EDIT_MODEL)
def page(draft_id: int) -> str:
    """Of an open draft and of a closed one alike. Raises UnknownDraft."""
    with current_platform().database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        revisions = revision_rows(connection, draft_id)
        people = {row.closed_by or row.saved_by, *(each.saved_by for each in revisions)}
        names = names_of(connection, people)
    return render_template(
        "models/history.html",
        row=row,
        revisions=revisions,
        names=names,
        origins=ORIGINS,
        states=STATES,
        editor=editor_link(draft_id),
    )


@blueprint.get(REVISION)
@access(Action.EDIT_MODEL)
def revision(draft_id: int, number: int) -> str:
    """What differs from the revision before. Raises UnknownDraft, UnknownRevision."""
    with current_platform().database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        after = revision_row(connection, draft_id, number)
        before = revision_before(connection, draft_id, number)
        names = names_of(connection, [after.saved_by])
    return render_template(
        "models/revision.html",
        row=row,
        after=after,
        before=before,
        found=_differences(row.file, before, after) if before else (),
        names=names,
        origins=ORIGINS,
    )


@blueprint.post(REVISION + "/restore")
@access(Action.EDIT_MODEL)
def restore(draft_id: int, number: int) -> Response:
    """Raises UnknownDraft, UnknownRevision, DraftClosed, DraftOutdated."""
    platform = current_platform()
    restored = restore_revision(
        platform.database,
        draft_id,
        number,
        expected=row_number(request.form.get("revision")),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    if restored.unchanged:
        said = gettext("Revision %(number)d is what the draft holds already.", number=number)
    else:
        newest = restored.revision
        said = gettext(
            "Revision %(number)d is restored: it is revision %(newest)d now.",
            number=number,
            newest=newest,
        )
    flash(said, "success")
    return redirect(url_for("models_history.page", draft_id=draft_id), 303)


@blueprint.post(REVISION + "/copy")
@access(Action.EDIT_MODEL)
def copy(draft_id: int, number: int) -> Response:
    """A new draft of this revision. Raises UnknownDraft, UnknownRevision."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        file = draft_row(connection, draft_id).file
        model = read_draft(revision_row(connection, draft_id, number).xml, file=file)
    actor, now = signed_in().person_id, platform.clock()
    made = copy_draft(platform.database, draft_id, model, actor=actor, now=now)
    flash(gettext("Revision %(number)d is open as a draft of its own.", number=number), "success")
    return redirect(url_for("models_check.draft", draft_id=made.draft_id), 303)


def _differences(file: str, before: Any, after: Any) -> tuple[Difference, ...] | None:
    """None where one of the two cannot be read as a process that would run."""
    old, new = (_edition(ModelFile(name=file, xml=each.xml)) for each in (before, after))
    return differences(old, new) if old and new else None


def _edition(file: ModelFile) -> Edition | None:
    """Only of what the check could read: a draft may hold anything in between."""
    definition = judge_model(current_platform().runtime, file.model()).definition
    if definition is None:
        return None
    root = read_model(file.xml, file=file.name)
    return read_edition(root, file.model().forms, definition.process_id)
