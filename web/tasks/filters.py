"""Keeping a view of the task list under a name, and taking it away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from people.actions import Action
from web.access import access, signed_in
from web.platform import current_platform
from web.tasks.filter_store import list_url, remove_filter, save_filter

KEPT = ("show", "sort", "step", "overdue")  # what is searched for is not kept: it names people
LONGEST_NAME = 60
LONGEST_WORD = 200

blueprint = Blueprint("task_filters", __name__)


@blueprint.post("/tasks/filters")
@access(Action.SEE_TASK_LIST)
def keep() -> Response:
    """Keep the view as it is; one of the same name is replaced."""
    name = " ".join(request.form.get("name", "").split())
    asked = asked_words()
    if not name.isprintable() or not name or len(name) > LONGEST_NAME:
        flash(
            gettext("Give the view a name of at most %(num)d letters.", num=LONGEST_NAME), "error"
        )
        return redirect(list_url(asked), 303)
    with current_platform().database.transaction() as connection:
        save_filter(connection, signed_in().person_id, name, asked)
    flash(gettext("The view «%(name)s» is kept.", name=name), "success")
    return redirect(list_url(asked), 303)


def asked_words() -> dict[str, str]:
    """What the list was asked for when the form was sent."""
    return {key: request.form[key][:LONGEST_WORD] for key in KEPT if request.form.get(key)}


@blueprint.post("/tasks/filters/<int:filter_id>/remove")
@access(Action.SEE_TASK_LIST)
def remove(filter_id: int) -> Response:
    """Take an own view away; another's stays."""
    with current_platform().database.transaction() as connection:
        remove_filter(connection, signed_in().person_id, filter_id)
    return redirect(url_for("tasks.page"), 303)
