"""One user task: its page, its drafts, its completion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import (
    Blueprint,
    Request,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.errors import EngineError, UserTaskClosed, UserTaskTaken
from forms.submission import FieldError, parse_submission, validate_answers
from people.actions import Action
from web.access import access, signed_in
from web.forms.days import current_day
from web.forms.drafts import Posted, form_values, json_values, kept_draft, save_draft, task_subject
from web.forms.once import SentBefore, done_before, once_key
from web.forms.page import Filled, form_view
from web.forms.prefill import prefilled
from web.forms.uploads import Received, Uploader, known_files, receive_files
from web.languages import current_language
from web.platform import current_platform
from web.tasks.completion import complete_task
from web.tasks.facts import advised_documents
from web.tasks.onward import onward
from web.tasks.opened import OpenedTask, open_task
from web.tasks.page import Conflict, conflict_of, page_values

blueprint = Blueprint("task", __name__)

Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]
FILES_AT_ONCE = 10  # of the largest size; one too large is refused by name, not with the whole page
ON_THE_PORTAL = frozenset({"portal-sign-in", "portal-application"})
"""Forms that need the applicant's certificate: `web.portal.application` looks after them."""
FIELDS_LIMIT = 1_000_000  # bytes beside the files


@blueprint.url_value_preprocessor
def widen(endpoint: str | None, values: object) -> None:
    """Let several files through at once: what is wrong with one is then said at its field."""
    limit = current_platform().settings.upload_limit * FILES_AT_ONCE + FIELDS_LIMIT
    request.max_content_length = limit


@blueprint.teardown_request
def close_files(error: BaseException | None) -> None:
    """Large uploads lie in temporary files."""
    request.close()


@blueprint.get("/tasks/<int:user_task_id>")
@access(Action.SEE_TASK)
def page(user_task_id: int) -> Answer:
    """The task with what was typed before, or with what the case knows already."""
    task = _opened(user_task_id)
    person_id = signed_in().person_id
    if conflict := task.conflict(person_id):
        return _page(task, conflict=conflict_of(task, conflict))
    platform = current_platform()
    with platform.database.snapshot() as connection:
        draft = kept_draft(
            connection, platform.vault, person_id=person_id, subject=task_subject(user_task_id)
        )
    today = current_day().isoformat()
    posted = prefilled(task.form, task.scope, today=today) if draft is None else draft.posted
    received = known_files(task.form, posted, _uploader(task))
    return _page(task, filled=_filled(task, received), saved_at=draft and draft.saved_at)


@blueprint.get("/tasks/<int:user_task_id>/state")
@access(Action.COMPLETE_TASK)
def state(user_task_id: int) -> Response:
    """Asked while the page is open: nothing (204) as long as it can be completed, else the sentence that says why not."""
    task = _opened(user_task_id)
    conflict = task.conflict(signed_in().person_id)
    answer = make_response(conflict_of(task, conflict).sentence if conflict else ("", 204))
    answer.mimetype = "text/plain"
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.post("/tasks/<int:user_task_id>/draft")
@access(Action.COMPLETE_TASK)
def draft(user_task_id: int) -> Answer:
    """Keep what was typed: 204 for the script; the button of the page leads back to it.

    Raises UserTaskClosed, UserTaskTaken.
    """
    task = _opened(user_task_id)
    if conflict := task.conflict(signed_in().person_id):
        raise conflict
    received = receive_files(task.form, _posted(request), request.files.items(), _uploader(task))
    _keep(task, received.posted)
    if received.refused:
        return _page(task, filled=_filled(task, received)), 422
    if "save" not in request.form:
        return "", 204
    flash(gettext("The draft is kept."), "success")
    return redirect(url_for("task.page", user_task_id=user_task_id), 303)


@blueprint.post("/tasks/<int:user_task_id>/complete")
@access(Action.COMPLETE_TASK)
def complete(user_task_id: int) -> Answer:
    """Check the answers and go on with the case; 422 or 409 with all that was typed on the page."""
    task = _opened(user_task_id)
    posted = _posted(request)
    if conflict := task.conflict(signed_in().person_id):
        if done_before() == task.row.instance_id:
            return _done(task)
        return _page(task, conflict=conflict_of(task, conflict, posted)), 409
    received = receive_files(task.form, posted, request.files.items(), _uploader(task))
    answers = parse_submission(task.form, received.posted)
    checked = validate_answers(task.form, answers, task.scope, task.persons, today=current_day())
    if checked.errors or received.refused:
        _keep(task, received.posted)
        return _page(task, filled=_filled(task, received, errors=checked.errors)), 422
    try:
        shown = request.form.getlist("signing")
        complete_task(task, checked.variables, received.document_ids, shown=shown)
    except (UserTaskClosed, UserTaskTaken, SentBefore) as late:
        if done_before() == task.row.instance_id:
            return _done(task)
        task = open_task(user_task_id)
        return _page(task, conflict=conflict_of(task, late, received.posted)), 409
    except EngineError:
        _keep(task, received.posted)
        raise
    return _done(task)


def _done(task: OpenedTask) -> Response:
    """On with the case; the same for the same page sent twice."""
    name, case_no = task.label(current_language()), task.row.business_key
    done = gettext("Done: %(task)s, case %(case)s.", task=name, case=case_no)
    return onward(task.row.instance_id, done)


def _opened(user_task_id: int) -> OpenedTask:
    """The task, unless it is signed on pages of its own: then the reader is sent there, and nothing is done here."""
    task = open_task(user_task_id)
    if task.row.form_key in ON_THE_PORTAL:
        abort(redirect(url_for("cabinet.case", instance_id=task.row.instance_id), 303))
    return task


def _posted(request: Request) -> Posted:
    if request.is_json:
        try:
            return json_values(request.get_json())  # unreadable: 400, and the kept draft stays
        except RecursionError:
            abort(400)
    return form_values(request.form.lists())


def _uploader(task: OpenedTask) -> Uploader:
    platform = current_platform()
    return Uploader(
        platform=platform,
        person_id=signed_in().person_id,
        instance_id=task.row.instance_id,
        language=current_language(),
        now=platform.clock(),
    )


def _keep(task: OpenedTask, posted: Posted) -> None:
    platform = current_platform()
    with platform.database.transaction() as connection:
        save_draft(
            connection,
            platform.vault,
            posted,
            person_id=signed_in().person_id,
            subject=task_subject(task.row.id),
            now=platform.clock(),
        )


def _filled(task: OpenedTask, received: Received, errors: Sequence[FieldError] = ()) -> Filled:
    return Filled(
        form=task.form,
        posted=received.posted,
        scope=task.scope,
        language=current_language(),
        persons=task.persons,
        errors=errors,
        refused=received.refused,
        files=received.files,
        advised=advised_documents(task.scope),
        today=current_day(),
    )


def _page(
    task: OpenedTask,
    *,
    filled: Filled | None = None,
    conflict: Conflict | None = None,
    saved_at: object = None,
) -> str:
    return render_template(
        "tasks/task.html",
        form=None if filled is None else form_view(filled),
        conflict=conflict,
        saved_at=saved_at,
        once=once_key(),
        **page_values(task),
    )
