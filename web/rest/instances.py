"""Running process instances: found, looked into, corrected, suspended, ended."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request

from engine.commands.instances import terminate_instance
from engine.commands.life import correct_variables, resume_instance, suspend_instance
from engine.storage.queries import instance_row, version_by_id
from people.actions import Action
from people.store import Connection
from web.access import access, signed_in
from web.cases.variables import task_variables
from web.platform import current_platform
from web.rest.answers import answer, done
from web.rest.asked import asked
from web.rest.body import body
from web.rest.engine_store import INSTANCES
from web.rest.errors import BadRequest, NotOffered, NotThere
from web.rest.ids import instance_uuid
from web.rest.rows import process_instance
from web.rest.variables import read_variable, read_variables, typed_value, typed_variables

BY_INTERFACE = "over the interface for other systems, without a reason"

blueprint = Blueprint("process_instance", __name__, url_prefix="/process-instance")


@blueprint.route("", methods=["GET", "POST"])
@access(Action.SEE_ENGINE)
def listed() -> Response:
    with current_platform().database.snapshot() as connection:
        rows = INSTANCES.rows(connection, asked())
    return answer([process_instance(row) for row in rows])


@blueprint.route("/count", methods=["GET", "POST"])
@access(Action.SEE_ENGINE)
def counted() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer({"count": INSTANCES.count(connection, asked())})


@blueprint.get("/<instance_uuid:instance_id>")
@access(Action.SEE_CASE)
def one(instance_id: str) -> Response:
    """One that has ended lives in the history."""
    with current_platform().database.snapshot() as connection:
        row = INSTANCES.one(connection, instance_id)
    if row is None:
        raise NotThere(f"Process instance with id {instance_uuid(instance_id)} does not exist")
    return answer(process_instance(row))


@blueprint.delete("/<instance_uuid:instance_id>")
@access(Action.TERMINATE_CASE)
def end(instance_id: str) -> Response:
    platform = current_platform()
    terminate_instance(
        platform.runtime,
        instance_id,
        reason=_reason(request.args.get("deleteReason")),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    return done()


@blueprint.put("/<instance_uuid:instance_id>/suspended")
@access(Action.SUSPEND_CASE)
def suspend(instance_id: str) -> Response:
    sent, platform = body(), current_platform()
    if sent.given.get("suspended") is None:
        raise BadRequest("suspended", "must be given")
    command = suspend_instance if sent.flag("suspended") else resume_instance
    command(
        platform.runtime,
        instance_id,
        reason=_reason(sent.text("reason")),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    return done()


@blueprint.get("/<instance_uuid:instance_id>/variables")
@access(Action.SEE_CASE)
def variables(instance_id: str) -> Response:
    with current_platform().database.snapshot() as connection:
        return answer(typed_variables(variables_of(connection, instance_id)))


@blueprint.get("/<instance_uuid:instance_id>/variables/<name>")
@access(Action.SEE_CASE)
def variable(instance_id: str, name: str) -> Response:
    with current_platform().database.snapshot() as connection:
        found = variables_of(connection, instance_id)
    if name not in found:
        raise NotThere(f"process instance variable with name {name} does not exist")
    return answer(typed_value(found[name]))


@blueprint.put("/<instance_uuid:instance_id>/variables/<name>")
@access(Action.CORRECT_CASE)
def set_variable(instance_id: str, name: str) -> Response:
    return _corrected(instance_id, {name: read_variable(body())})


@blueprint.post("/<instance_uuid:instance_id>/variables")
@access(Action.CORRECT_CASE)
def modify_variables(instance_id: str) -> Response:
    sent = body()
    if sent.texts("deletions"):
        raise NotOffered("deletions: set the variable to null")
    return _corrected(instance_id, read_variables(sent.part("modifications")))


def variables_of(connection: Connection, instance_id: str) -> Mapping[str, object]:
    """Those of the process, as they are now. Raises UnknownInstance."""
    platform = current_platform()
    row = instance_row(connection, instance_id)
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    return task_variables(platform, version, instance_id, row.state, None)


def _corrected(instance_id: str, given: Mapping[str, object]) -> Response:
    platform = current_platform()
    if given:
        correct_variables(
            platform.runtime,
            instance_id,
            given,
            reason=_reason(request.args.get("reason")),
            actor=signed_in().person_id,
            now=platform.clock(),
        )
    return done()


def _reason(given: str | None) -> str:
    """The original knows none; here it stays in the history."""
    return given or BY_INTERFACE
