"""What the check says of a draft, what differs from the newest version, and its deployment."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.deployments import Deployed, deploy_model, judge_model
from engine.commands.model_drafts import DraftOutdated, close_draft
from engine.model.findings import ModelRefused
from engine.modelling.store import draft_row, open_drafts, revision_row
from engine.modelling.tables import DraftState
from engine.storage.columns import Record
from people.actions import Action
from people.rights import may
from people.store import Connection
from web.access import access, signed_in
from web.languages import current_language
from web.models.links import editor_link
from web.models.people import names_of
from web.models.store import newest_row
from web.models.upload import ModelFile
from web.models.verdict import shown_verdict
from web.platform import current_platform
from web.typed_line import typed_line

LONGEST_COMMENT = 1000

blueprint = Blueprint("models_check", __name__)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A draft with the bytes of its newest revision."""

    row: Record
    file: ModelFile


@blueprint.get("/models/drafts/<int:draft_id>")
@access(Action.EDIT_MODEL)
def draft(draft_id: int) -> str | Response:
    """The verdict on a draft; a closed one has only its history. Raises UnknownDraft."""
    kept = _kept(draft_id)
    if kept.row.state != DraftState.OPEN:
        return redirect(url_for("models_history.page", draft_id=draft_id))
    return _draft_page(kept)


@blueprint.post("/models/drafts/<int:draft_id>/deploy")
@access(Action.DEPLOY)
def deploy(draft_id: int) -> Response | tuple[str, int]:
    """Make the draft the newest version and close it. Raises UnknownDraft, DraftClosed."""
    kept = _kept(draft_id)
    missing = gettext("Say what has changed: it stands in the list of versions.")
    typed = typed_line("comment", most=LONGEST_COMMENT, missing=missing)
    comment = typed.text
    changed = gettext("The draft was saved again since you opened this page. Look at it first.")
    if request.form.get("sha256") != kept.file.sha256:
        return _draft_page(kept, comment=comment, errors={"": changed}), 409
    if typed.error:
        return _draft_page(kept, comment=comment, errors={"comment": typed.error}), 422
    try:
        deployed = _deployed(kept, comment)
    except ModelRefused:
        refused = gettext("The model is refused.")
        return _draft_page(kept, comment=comment, errors={"": refused}), 422
    except DraftOutdated:
        return _draft_page(_kept(draft_id), comment=comment, errors={"": changed}), 409
    _say_deployed(deployed)
    return redirect(url_for("models.version", key=deployed.key, number=deployed.version), 303)


def _deployed(kept: Kept, comment: str) -> Deployed:
    """Both in one transaction: a draft that was saved meanwhile leaves no version behind."""
    platform, actor, row = current_platform(), signed_in().person_id, kept.row
    now = platform.clock()

    def close(connection: Connection) -> None:
        version = newest_row(connection, row.key)
        close_draft(
            connection,
            row.id,
            expected=row.revision,
            state=DraftState.DEPLOYED,
            version=version.version if version else None,
            actor=actor,
            now=now,
        )

    return deploy_model(
        platform.runtime, kept.file.model(comment), actor=actor, now=now, also=close
    )


def _say_deployed(deployed: Deployed) -> None:
    number = deployed.version
    if deployed.new:
        flash(gettext("Version %(number)d is deployed.", number=number), "success")
    elif deployed.replaced:
        flash(gettext("The picture of version %(number)d is replaced.", number=number), "success")
    else:
        flash(
            gettext(
                "Nothing was deployed: the same model with the same forms is version %(number)d already.",
                number=number,
            ),
            "warning",
        )
    for other in deployed.beside:
        if other.new:
            told = gettext(
                "Of the same file: %(process)s, version %(number)d, is deployed too.",
                process=other.key,
                number=other.version,
            )
            flash(told, "success")


def _kept(draft_id: int) -> Kept:
    with current_platform().database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        xml = revision_row(connection, draft_id, row.revision).xml
    return Kept(row=row, file=ModelFile(name=row.file, xml=xml))


def _draft_page(kept: Kept, *, comment: str = "", errors: dict[str, str] | None = None) -> str:
    platform, row = current_platform(), kept.row
    verdict = judge_model(platform.runtime, kept.file.model())
    with platform.database.snapshot() as connection:
        newest = newest_row(connection, row.key)
        others = [each for each in open_drafts(connection, key=row.key) if each.id != row.id]
        people = [row.saved_by, *(each.saved_by for each in others)]
        names = names_of(connection, [*people, *([newest.deployed_by] if newest else [])])
    return render_template(
        "models/draft.html",
        row=row,
        file=kept.file,
        names=names,
        others=others,
        shown=shown_verdict(kept.file, verdict, newest=newest, language=current_language()),
        newest=newest,
        same=newest is not None and newest.xml == kept.file.xml,
        overtaken=newest is not None and (row.base_version or newest.version) < newest.version,
        comment=comment,
        errors=errors or {},
        may_deploy=may(signed_in(), Action.DEPLOY),
        editor=editor_link(row.id),
    )
