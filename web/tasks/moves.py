"""Who works on a task: claim, release, re-assign."""

from __future__ import annotations

from datetime import datetime, time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.calendar.typed import typed_day
from engine.calendar.working import ALMATY
from engine.commands.user_tasks import (
    assign_user_task,
    claim_user_task,
    put_off_user_task,
    release_user_task,
)
from engine.storage.queries import version_by_id
from people.actions import Action
from people.offices import persons_of_lane
from people.roles import role_name, role_of_lane
from people.values import Person, local_day
from web.access import access, signed_in
from web.due import due_badge
from web.languages import current_language
from web.platform import current_platform
from web.tasks.store import task_record

blueprint = Blueprint("task_moves", __name__)


@blueprint.post("/tasks/<int:user_task_id>/claim")
@access(Action.CLAIM_TASK)
def claim(user_task_id: int) -> Response:
    """Take it and open it. UserTaskTaken and UserTaskClosed become pages of their own (409)."""
    platform = current_platform()
    actor = signed_in().person_id
    claim_user_task(platform.runtime, user_task_id, actor=actor, now=platform.clock())
    return redirect(url_for("task.page", user_task_id=user_task_id), 303)


@blueprint.post("/tasks/<int:user_task_id>/release")
@access(Action.RELEASE_TASK)
def release(user_task_id: int) -> Response:
    """Give it back to the colleagues. What was typed stays with who typed it."""
    platform = current_platform()
    actor = signed_in().person_id
    release_user_task(platform.runtime, user_task_id, actor=actor, now=platform.clock())
    flash(gettext("The task is free for your colleagues again."), "success")
    return redirect(url_for("tasks.page"), 303)


@blueprint.post("/tasks/<int:user_task_id>/put-off")
@access(Action.RELEASE_TASK)
def put_off(user_task_id: int) -> Response:
    """Out of the list of one's own until the morning of a day; without a day it comes back at once."""
    platform, typed = current_platform(), request.form.get("day", "").strip()
    day = typed_day(typed)
    if typed and (day is None or day <= local_day(platform.clock())):
        flash(gettext("Give a day that lies ahead, such as 05.12.2026."), "error")
        return redirect(url_for("task.page", user_task_id=user_task_id), 303)
    until = datetime.combine(day, time(), ALMATY) if day else None
    put_off_user_task(platform.runtime, user_task_id, until, actor=signed_in().person_id)
    flash(
        gettext("The task is put off.") if day else gettext("The task is in your list."), "success"
    )
    return redirect(url_for("tasks.page"), 303)


@blueprint.get("/tasks/<int:user_task_id>/assign")
@access(Action.REASSIGN_TASK)
def choose(user_task_id: int) -> str:
    """Whom to give it to. The form of the task itself is not shown: it is not the head's."""
    return _choice_page(user_task_id)


@blueprint.post("/tasks/<int:user_task_id>/assign")
@access(Action.REASSIGN_TASK)
def assign(user_task_id: int) -> Response | tuple[str, int]:
    """Give it to one who holds the lane's role in the task's office."""
    platform = current_platform()
    chosen = request.form.get("assignee", "")
    found = {person.id: person for person in _candidates(user_task_id)}
    if chosen not in found:
        refusal = gettext("Choose a person from the list.")
        return _choice_page(user_task_id, refusal=refusal), 422
    assign_user_task(
        platform.runtime,
        user_task_id,
        chosen,
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    flash(gettext("The task is with %(who)s now.", who=found[chosen].full_name), "success")
    return redirect(url_for("tasks.page", show="office"), 303)


def _choice_page(user_task_id: int, refusal: str = "") -> str:
    platform, language = current_platform(), current_language()
    with platform.database.snapshot() as connection:
        row = task_record(connection, user_task_id)
        version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    role = role_of_lane(row.lane)
    return render_template(
        "tasks/assign.html",
        task=row,
        label=version.definition.elements[row.element_id].label.text(language),
        role=role_name(role, language) if role else row.lane,
        badge_shown=due_badge(row.due_at, now=platform.clock(), calendar=platform.runtime.calendar),
        candidates=_candidates(user_task_id),
        refusal=refusal,
    )


def _candidates(user_task_id: int) -> tuple[Person, ...]:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = task_record(connection, user_task_id)
        today = local_day(platform.clock())
        return persons_of_lane(connection, row.lane, office_id=row.office_id, on=today)
