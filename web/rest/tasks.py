"""User tasks, for the people whose posts reach them: seen, claimed, given back, completed through their form."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort

from engine.commands.user_tasks import assign_user_task, claim_user_task, release_user_task
from engine.storage.queries import version_by_id
from forms.submission import validate_answers
from people import store
from people.actions import Action
from people.store import Connection
from web.access import access, signed_in
from web.forms.days import current_day
from web.platform import current_platform
from web.rest.answers import answer, done
from web.rest.asked import asked
from web.rest.body import body
from web.rest.errors import BadRequest, NotOffered
from web.rest.idempotency import Keep, once
from web.rest.ids import row_uuid
from web.rest.listing_store import Asked
from web.rest.rows import user_task
from web.rest.task_store import tasks_of
from web.rest.variables import read_variables, typed_variables
from web.signatures import SIGNED_AT
from web.tasks.completion import complete_task
from web.tasks.opened import OpenedTask, open_task
from web.tasks.task import ON_THE_PORTAL

ON_PAGES = ON_THE_PORTAL | SIGNED_AT.keys()
"""Forms that ask for a signature: who signs has to see the paper."""
LANGUAGE = "kk"  # of names that a machine is told; people read theirs on pages

blueprint = Blueprint("task", __name__, url_prefix="/task")


@blueprint.route("", methods=["GET", "POST"])
@access(Action.SEE_TASK_LIST)
def listed() -> Response:
    """Those of the lanes and offices of who asks."""
    with current_platform().database.snapshot() as connection:
        return answer(_told(connection, asked()))


@blueprint.route("/count", methods=["GET", "POST"])
@access(Action.SEE_TASK_LIST)
def counted() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer({"count": tasks_of(signed_in()).count(connection, asked())})


@blueprint.get("/<row_uuid:user_task_id>")
@access(Action.SEE_TASK)
def one(user_task_id: int) -> Response:
    with current_platform().database.snapshot() as connection:
        found = _told(connection, Asked(filters={"taskId": (row_uuid(user_task_id),)}))
    return answer(found[0] if found else abort(404))


@blueprint.get("/<row_uuid:user_task_id>/form-variables")
@access(Action.SEE_TASK)
def form_variables(user_task_id: int) -> Response:
    return answer(typed_variables(open_task(user_task_id).scope))


@blueprint.get("/<row_uuid:user_task_id>/variables")
@access(Action.SEE_TASK)
def variables(user_task_id: int) -> Response:
    return answer(typed_variables(open_task(user_task_id).scope))


@blueprint.post("/<row_uuid:user_task_id>/claim")
@access(Action.CLAIM_TASK)
def claim(user_task_id: int) -> Response:
    """For oneself: nobody claims in the name of others."""
    named = body().text("userId")
    if named is not None and _person(named) != signed_in().person_id:
        abort(403)
    platform = current_platform()
    claim_user_task(
        platform.runtime, user_task_id, actor=signed_in().person_id, now=platform.clock()
    )
    return done()


@blueprint.post("/<row_uuid:user_task_id>/unclaim")
@access(Action.RELEASE_TASK)
def unclaim(user_task_id: int) -> Response:
    platform = current_platform()
    release_user_task(
        platform.runtime, user_task_id, actor=signed_in().person_id, now=platform.clock()
    )
    return done()


@blueprint.post("/<row_uuid:user_task_id>/assignee")
@access(Action.REASSIGN_TASK)
def assign(user_task_id: int) -> Response:
    person_id = _person(body().needed_text("userId"))
    platform = current_platform()
    assign_user_task(
        platform.runtime,
        user_task_id,
        person_id,
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    return done()


@blueprint.post("/<row_uuid:user_task_id>/complete")
@blueprint.post("/<row_uuid:user_task_id>/submit-form", endpoint="submit_form")
@access(Action.COMPLETE_TASK)
def complete(user_task_id: int) -> Response:
    """What the form refuses on a page it refuses here."""
    sent = body()
    if sent.flag("withVariablesInReturn"):
        raise NotOffered("withVariablesInReturn")
    given = read_variables(sent.part("variables"))

    def run(keep: Keep) -> Response:
        task = open_task(user_task_id)
        if (refusal := task.conflict(signed_in().person_id)) is not None:
            raise refusal
        if task.form.key in ON_PAGES or any(
            field.control == "documents" for field in task.form.asked
        ):
            raise NotOffered(f"the form {task.form.key}: it asks for files or a signature")
        complete_task(
            task, _checked(task, given), (), also=lambda connection: keep(connection, None)
        )
        return done()

    return once(run)


def _checked(task: OpenedTask, given: Mapping[str, object]) -> Mapping[str, object]:
    checked = validate_answers(task.form, given, task.scope, task.persons, today=current_day())
    if checked.errors:
        first = checked.errors[0]
        raise BadRequest(f"variables.{first.field}", str(first.message))
    return checked.variables


def _told(connection: Connection, wanted: Asked) -> list[dict[str, object]]:
    versions = current_platform().runtime.versions
    told = []
    for row in tasks_of(signed_in()).rows(connection, wanted):
        version = version_by_id(connection, versions, row.definition_id)
        element = version.definition.elements.get(row.element_id)
        told.append(user_task(row, element.label.text(LANGUAGE) if element else row.element_id))
    return told


def _person(named: str) -> str:
    """By login or by id."""
    with current_platform().database.snapshot() as connection:
        found = store.person_by_login(connection, named) or store.person_by_id(connection, named)
    if found is None:
        raise BadRequest("userId", f"nobody has the login {named}")
    return found.id
