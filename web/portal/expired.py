"""A session that ended while somebody typed: what the step's page sent is kept, and waits behind the sign-in."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, request, session

from engine.expression.values import Variables
from people import store
from people.actions import Action
from people.actor import Actor
from people.rights import may
from web.access import TOKEN, current_actor
from web.forms.drafts import form_values, kept_draft, save_draft, task_subject
from web.platform import current_platform
from web.portal.draft import FORM_KEY
from web.portal.steps import Step, foreign_names, merged
from web.subjects import named_subject
from web.tasks.opened import open_task

GRACE = timedelta(hours=24)
"""How long after its end a session still says whose typing this is. It opens no page."""
REDIRECTED = 302


def keep_typed(response: Response) -> Response:
    """After a request of the portal that was sent to the sign-in page instead: the form token had been right."""
    arguments = request.view_args or {}
    asked = request.method == "POST" and {"user_task_id", "step"} <= arguments.keys()
    if asked and response.status_code == REDIRECTED and current_actor() is None:
        person = _who_was_here()
        if person is not None:
            _keep(person, arguments)
    return response


def _who_was_here() -> Actor | None:
    token = session.get(TOKEN)
    if token is None:
        return None
    platform = current_platform()
    with platform.database.snapshot() as connection:
        return store.person_of_session(connection, token, now=platform.clock() - GRACE)


def _keep(person: Actor, arguments: Variables) -> None:
    platform, user_task_id = current_platform(), arguments["user_task_id"]
    subject = named_subject(platform.database, {"user_task_id": user_task_id})
    if subject is None or not may(person, Action.COMPLETE_TASK, subject.case, subject.task):
        return
    task, posted = open_task(user_task_id), form_values(request.form.lists())
    fits = task.row.form_key == FORM_KEY and arguments["step"] in set(Step)
    if not fits or task.conflict(person.person_id) or foreign_names(task.form, posted):
        return
    own = {"person_id": person.person_id, "subject": task_subject(user_task_id)}
    with platform.database.transaction() as connection:
        draft = kept_draft(connection, platform.vault, **own)
        together = merged(task.form, Step(arguments["step"]), draft.posted if draft else {}, posted)
        save_draft(connection, platform.vault, together, now=platform.clock(), **own)
