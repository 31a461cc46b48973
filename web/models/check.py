"""The analyst uploads a model, reads what the check says of it, and deploys it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.deployments import deploy_model, judge_model
from engine.errors import ModelRefused
from engine.model.check import Verdict
from people.actions import Action
from people.rights import may
from web.access import access, signed_in
from web.languages import current_language
from web.models.store import drop_draft, newest_row
from web.models.upload import (
    LONGEST_KEY,
    Upload,
    draft_subject,
    keep_upload,
    kept_upload,
    objection,
    received,
)
from web.models.verdict import shown_verdict
from web.platform import current_platform

LONGEST_COMMENT = 1000

blueprint = Blueprint("models_check", __name__)


@blueprint.get("/models/check")
@access(Action.EDIT_MODEL)
def page() -> str:
    return _upload_page()


@blueprint.post("/models/check")
@access(Action.EDIT_MODEL)
def upload() -> Response | tuple[str, int]:
    """Keep the file for this person and show the verdict; what cannot be read comes back with a sentence."""
    platform, sent = current_platform(), received(request.files.get("model"))
    wrong = objection(sent)
    if sent is None or wrong:
        return _upload_page(wrong), 422
    verdict = judge_model(platform.runtime, sent.model())
    if verdict.definition is None:
        return _unread_page(sent, verdict), 422
    key = verdict.definition.process_id
    if len(key) > LONGEST_KEY:
        limit = gettext("The process id has more than %(limit)d characters.", limit=LONGEST_KEY)
        return _upload_page(limit), 422
    with platform.database.transaction() as connection:
        keep_upload(platform, connection, sent, key=key, person_id=signed_in().person_id)
    return redirect(url_for("models_check.draft", key=key), 303)


@blueprint.get("/models/<key>/draft")
@access(Action.EDIT_MODEL)
def draft(key: str) -> str:
    """The verdict on what this person has uploaded."""
    return _draft_page(key, _kept(key))


@blueprint.post("/models/<key>/draft/deploy")
@access(Action.DEPLOY)
def deploy(key: str) -> Response | tuple[str, int]:
    """Make the kept model the newest version; refused where the check refuses it or another file was kept since."""
    platform, actor, kept = current_platform(), signed_in(), _kept(key)
    comment = " ".join(request.form.get("comment", "").split())[:LONGEST_COMMENT]
    if request.form.get("sha256") != kept.sha256:
        changed = gettext("Another file was uploaded since. Look at it before you deploy it.")
        return _draft_page(key, kept, comment=comment, errors={"": changed}), 409
    if not comment:
        missing = gettext("Say what has changed: it stands in the list of versions.")
        return _draft_page(key, kept, errors={"comment": missing}), 422
    try:
        deployed = deploy_model(
            platform.runtime, kept.model(comment), actor=actor.person_id, now=platform.clock()
        )
    except ModelRefused:
        refused = gettext("The model is refused.")
        return _draft_page(key, kept, comment=comment, errors={"": refused}), 422
    with platform.database.transaction() as connection:
        drop_draft(connection, person_id=actor.person_id, subject=draft_subject(key))
    _say_deployed(deployed.version, new=deployed.new)
    return redirect(url_for("models.version", key=deployed.key, number=deployed.version), 303)


def _say_deployed(number: int, *, new: bool) -> None:
    if new:
        flash(gettext("Version %(number)d is deployed.", number=number), "success")
    else:
        flash(
            gettext(
                "Nothing was deployed: the same model with the same forms is version %(number)d already.",
                number=number,
            ),
            "warning",
        )


def _kept(key: str) -> Upload:
    """This person's upload; the address of one that is not there is not found."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        kept = kept_upload(platform, connection, key=key, person_id=signed_in().person_id)
    return kept or abort(404)


def _upload_page(wrong: str | None = None) -> str:
    return render_template("models/check.html", wrong=wrong)


def _unread_page(sent: Upload, verdict: Verdict) -> str:
    """Of a file from which no process could be read."""
    wrong = gettext("This is not a BPMN 2.0 model that can be run. Below is what is wrong with it.")
    shown = shown_verdict(sent, verdict, newest=None, language=current_language())
    return render_template("models/check.html", wrong=wrong, upload=sent, shown=shown)


def _draft_page(
    key: str, kept: Upload, *, comment: str = "", errors: dict[str, str] | None = None
) -> str:
    platform = current_platform()
    verdict = judge_model(platform.runtime, kept.model())
    with platform.database.snapshot() as connection:
        newest = newest_row(connection, key)
    return render_template(
        "models/draft.html",
        key=key,
        upload=kept,
        shown=shown_verdict(kept, verdict, newest=newest, language=current_language()),
        newest=newest,
        same=newest is not None and newest.xml == kept.xml,
        comment=comment,
        errors=errors or {},
        may_deploy=may(signed_in(), Action.DEPLOY),
    )
