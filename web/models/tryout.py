"""Try a model out: a draft or a deployed version, step by step, on a clock of its own. Nothing of it becomes a case."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.rehearsal.actions import ActionRefused
from engine.rehearsal.by_hand import without_last
from engine.step.answers import HandlerFailed
from people.actions import Action
from web.access import access, signed_in
from web.languages import current_language
from web.models.own_answers import follow_alone
from web.models.sandbox import Kept, Tried, keep_tryout, tried_draft, tried_version
from web.models.saving import save_run
from web.models.tryout_acts import posted_action, posted_settings
from web.models.tryout_desk import Open, Typed, lender_of, opened_tryout
from web.models.tryout_page import tryout_page
from web.models.tryout_words import refusal_words
from web.models.versions import VERSION
from web.platform import current_platform

DRAFT = "/models/drafts/<int:draft_id>/tryout"
Answer = str | Response | tuple[str, int]

blueprint = Blueprint("models_tryout", __name__)


@blueprint.get(DRAFT)
@access(Action.EDIT_MODEL)
def draft(draft_id: int) -> Answer:
    """Raises UnknownDraft."""
    return _show(tried_draft(draft_id))


@blueprint.post(DRAFT)
@access(Action.EDIT_MODEL)
def draft_act(draft_id: int) -> Answer:
    """One action, or one taken back. Raises UnknownDraft."""
    return _act(tried_draft(draft_id))


@blueprint.post(DRAFT + "/scenario")
@access(Action.EDIT_MODEL)
def draft_save(draft_id: int) -> Answer:
    """Keep the run as a scenario. Raises UnknownDraft."""
    return _save(tried_draft(draft_id))


@blueprint.get(VERSION + "/tryout")
@access(Action.EDIT_MODEL)
def version(key: str, number: int) -> Answer:
    """Raises UnknownDefinition."""
    return _show(tried_version(key, number, current_language()))


@blueprint.post(VERSION + "/tryout")
@access(Action.EDIT_MODEL)
def version_act(key: str, number: int) -> Answer:
    """Raises UnknownDefinition."""
    return _act(tried_version(key, number, current_language()))


@blueprint.post(VERSION + "/tryout/scenario")
@access(Action.EDIT_MODEL)
def version_save(key: str, number: int) -> Answer:
    """Raises UnknownDefinition."""
    return _save(tried_version(key, number, current_language()))


def _show(tried: Tried) -> Answer:
    opened = opened_tryout(tried)
    return _refused_page(tried) if opened is None else tryout_page(opened, Typed())


def _act(tried: Tried) -> Answer:
    opened = opened_tryout(tried)
    if opened is None:
        return _refused_page(tried), 422
    if request.form.get("count") != str(len(opened.tryout.actions)):
        moved = gettext("The try-out went on in another window. This is where it stands now.")
        return tryout_page(opened, Typed(errors={"": moved})), 409
    match request.form.get("do"):
        case "undo":
            return _kept(opened, opened.kept.with_actions(without_last(opened.tryout.actions)))
        case "reset":
            return _kept(opened, opened.kept.with_actions(()))
    typed = Typed(at=request.form.get("work", ""), values=request.form)
    try:
        kept, action = posted_settings(opened), posted_action(opened, typed)
        if action is not None:
            opened.tryout.act(action)
            lender = lender_of(tried, kept)
            follow_alone(opened.tryout, kept.hands, lender, current_platform().runtime.handlers)
    except ActionRefused as refused:
        typed.errors[""] = refusal_words(refused)
    except HandlerFailed as failed:
        typed.errors[""] = gettext(
            "The real handler of %(job)s failed here. Answer the job by hand.", job=failed.call.type
        )
    if typed.errors:
        return tryout_page(opened_tryout(tried) or opened, typed), 422
    return _kept(opened, replace(kept, actions=tuple(opened.tryout.actions)))


def _save(tried: Tried) -> Answer:
    opened = opened_tryout(tried)
    if opened is None:
        return _refused_page(tried), 422
    saving = save_run(opened.tryout, key=tried.key)
    if saving.errors:
        return tryout_page(opened, Typed(errors=dict(saving.errors), saving=saving)), 422
    for sentence, kind in saving.said:
        flash(sentence, kind)
    return redirect(tried.address(), 303)


def _kept(opened: Open, kept: Kept) -> Response:
    platform = current_platform()
    keep_tryout(platform, opened.tried, kept, person_id=signed_in().person_id)
    return redirect(opened.tried.address() + "#now", 303)


def _refused_page(tried: Tried) -> str:
    return render_template("models/tryout_refused.html", tried=tried)
