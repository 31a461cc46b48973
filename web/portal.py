"""The e-government portal: an application in steps, its signature, its acknowledgement."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import EngineError, UserTaskClosed, UserTaskTaken
from people.actions import Action
from web.access import access, current_subject, signed_in
from web.cabinet_store import own_drafts
from web.case_view import case_file
from web.completion import complete_task
from web.drafts import form_values
from web.errors import error_page
from web.languages import current_language
from web.platform import current_platform
from web.portal_check import examined
from web.portal_draft import Application, as_scans, keep, opened_application, uploader
from web.portal_expired import keep_typed
from web.portal_page import check_page, draft_until, step_page, step_url
from web.portal_sent import acknowledgement
from web.portal_signing import application_signature
from web.portal_start import (
    APPLICATION,
    Choice,
    IinUnknown,
    choice_of,
    complete_sign_in,
    open_application,
    open_task_id,
    providers,
    signer,
)
from web.portal_steps import Step, following, foreign_names, merged
from web.task import close_files, widen
from web.task_page import conflict_of
from web.uploads import known_files, receive_files

Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]

blueprint = Blueprint("portal", __name__)
blueprint.url_value_preprocessor(widen)
blueprint.teardown_request(close_files)
blueprint.after_request(keep_typed)


@blueprint.get("/portal")
@access(Action.APPLY)
def page() -> Answer:
    """What is needed, in which language, to which office; and what was begun before."""
    return _start_page(Choice(language=signed_in().language, office_id=None, refused={}))
