"""Several tasks of the list at once: taken, given to somebody, or done where their form asks nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from engine.commands.user_tasks import assign_user_task, claim_user_task
from engine.errors import EngineError
from people.actions import Action
from people.offices import persons_of_lane
from people.rights import may
from people.values import local_day
from web.access import access, signed_in
from web.errors import sentence_of
from web.languages import current_language
from web.platform import current_platform
from web.row_numbers import row_number
from web.subjects import named_subject
from web.tasks.completion import complete_task
from web.tasks.filter_store import list_url
from web.tasks.filters import asked_words
from web.tasks.opened import open_task
from web.tasks.store import task_record

MOST_AT_ONCE = 50  # a page of the list

blueprint = Blueprint("task_bulk", __name__)


class NotFromList(EngineError):
    """Why one task of several is left as it is, in the reader's language."""


@blueprint.post("/tasks/bulk")
@access(Action.SEE_TASK_LIST)
def act() -> Response | str:
    """Do one thing with each task that is ticked; what cannot be done is named with its reason, the others are done."""
    chosen = [number for each in request.form.getlist("task") if (number := row_number(each))]
    back, what = list_url(asked_words()), request.form.get("what", "")
    if not chosen or what not in ACTS:
        flash(gettext("Tick the tasks and choose what to do with them."), "error")
        return redirect(back, 303)
    chosen = chosen[:MOST_AT_ONCE]
    if what == "assign" and not request.form.get("assignee"):
        return render_template(
            "tasks/assign_several.html",
            chosen=chosen,
            asked=asked_words(),
            candidates=_common(chosen),
        )
    refused = [line for each in chosen if (line := _done(ACTS[what], each))]
    done = len(chosen) - len(refused)
    if done:
        words = ngettext("%(num)d task is done with.", "%(num)d tasks are done with.", done)
        flash(words, "success")
    for line in refused:
        flash(line, "error")
    return redirect(back, 303)


def _done(act: Callable[[int], None], user_task_id: int) -> str:
    """Why it was not done; empty where it was."""
    try:
        act(user_task_id)
    except NotFromList as reason:
        return f"{_named(user_task_id)}: {reason}"
    except EngineError as error:
        return f"{_named(user_task_id)}: {sentence_of(error)}"
    return ""


def _named(user_task_id: int) -> str:
    """Name and case of a task that the actor may know of; its number alone of any other."""
    subject = named_subject(current_platform().database, {"user_task_id": user_task_id})
    if subject is None or not may(signed_in(), Action.SEE_CASE, subject.case):
        return f"№ {user_task_id}"
    task = open_task(user_task_id)
    return f"{task.element.brief(current_language())}, {task.row.business_key}"


def _allowed(action: Action, user_task_id: int) -> None:
    subject = named_subject(current_platform().database, {"user_task_id": user_task_id})
    if subject is None or not may(signed_in(), action, subject.case, subject.task):
        raise NotFromList(gettext("it is not yours to do."))


def _claim(user_task_id: int) -> None:
    platform = current_platform()
    _allowed(Action.CLAIM_TASK, user_task_id)
    claim_user_task(
        platform.runtime, user_task_id, actor=signed_in().person_id, now=platform.clock()
    )


def _complete(user_task_id: int) -> None:
    _allowed(Action.COMPLETE_TASK, user_task_id)
    task = open_task(user_task_id)
    if conflict := task.conflict(signed_in().person_id):
        raise conflict
    if task.form.asked:
        raise NotFromList(gettext("its form has to be filled in."))
    complete_task(task, {}, ())


def _assign(user_task_id: int) -> None:
    platform, chosen = current_platform(), request.form["assignee"]
    _allowed(Action.REASSIGN_TASK, user_task_id)
    if chosen not in _candidates(user_task_id):
        raise NotFromList(gettext("that person does not hold its role."))
    assign_user_task(
        platform.runtime, user_task_id, chosen, actor=signed_in().person_id, now=platform.clock()
    )


def _candidates(user_task_id: int) -> dict[str, str]:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = task_record(connection, user_task_id)
        today = local_day(platform.clock())
        found = persons_of_lane(connection, row.lane, office_id=row.office_id, on=today)
    return {person.id: person.full_name for person in found}


def _common(chosen: list[int]) -> dict[str, str]:
    """Who may take every one of these."""
    first, *others = (_candidates(each) for each in chosen)
    return {key: name for key, name in first.items() if all(key in other for other in others)}


ACTS: Mapping[str, Callable[[int], None]] = {
    "claim": _claim,
    "complete": _complete,
    "assign": _assign,
}
