"""What was: instances that run or have ended, user tasks, variables."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, abort, request

from engine.storage.columns import Record
from people.actions import Action
from web.access import access, require_case
from web.platform import current_platform
from web.rest.answers import answer, time_text
from web.rest.asked import asked
from web.rest.engine_store import EVER_BEGUN
from web.rest.errors import BadRequest
from web.rest.ids import instance_of, instance_uuid
from web.rest.instances import variables_of
from web.rest.rows import definition_of_row
from web.rest.variables import typed_value

STATES = {
    "active": "ACTIVE",
    "suspended": "SUSPENDED",
    "completed": "COMPLETED",
    "terminated": "EXTERNALLY_TERMINATED",
}

blueprint = Blueprint("history", __name__, url_prefix="/history")


@blueprint.route("/process-instance", methods=["GET", "POST"])
@access(Action.SEE_ENGINE)
def instances() -> Response:
    with current_platform().database.snapshot() as connection:
        rows = EVER_BEGUN.rows(connection, asked())
    return answer([historic_instance(row) for row in rows])


@blueprint.route("/process-instance/count", methods=["GET", "POST"])
@access(Action.SEE_ENGINE)
def instance_count() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer({"count": EVER_BEGUN.count(connection, asked())})


@blueprint.get("/process-instance/<instance_uuid:instance_id>")
@access(Action.SEE_CASE)
def instance(instance_id: str) -> Response:
    with current_platform().database.snapshot() as connection:
        row = EVER_BEGUN.one(connection, instance_id)
    return answer(historic_instance(row)) if row is not None else abort(404)


@blueprint.get("/variable-instance")
@access(Action.SEE_ENGINE)
def variables() -> Response:
    """Of one case, which the reader must be allowed to see."""
    named = request.args.get("processInstanceId")
    if not named:
        raise BadRequest("processInstanceId", "must be given: variables are read case by case")
    case = require_case(Action.SEE_CASE, instance_of(named))
    wanted = request.args.get("variableName")
    with current_platform().database.snapshot() as connection:
        row = EVER_BEGUN.one(connection, case.instance_id)
        found = variables_of(connection, case.instance_id)
    assert row is not None  # the case was found
    return answer(
        [
            historic_variable(row, name, value)
            for name, value in found.items()
            if wanted in (None, "", name)
        ]
    )


def historic_instance(row: Record) -> dict[str, object]:
    ended = row.ended_at
    return {
        "id": instance_uuid(row.instance_id),
        "businessKey": row.business_key,
        "processDefinitionId": definition_of_row(row),
        "processDefinitionKey": row.definition_key,
        "processDefinitionName": row.definition_key,
        "processDefinitionVersion": row.definition_version,
        "startTime": time_text(row.started_at),
        "endTime": time_text(ended),
        "removalTime": None,
        "durationInMillis": None if ended is None else _milliseconds(row.started_at, ended),
        "startUserId": row.starter,
        "startActivityId": None,
        "deleteReason": None,
        "rootProcessInstanceId": instance_uuid(row.instance_id),
        "superProcessInstanceId": None,
        "superCaseInstanceId": None,
        "caseInstanceId": None,
        "tenantId": None,
        "state": STATES[row.instance_status],
        "restartedProcessInstanceId": None,
    }


def historic_variable(row: Record, name: str, value: object) -> dict[str, object]:
    instance_id = instance_uuid(row.instance_id)
    return {
        **typed_value(value),
        "id": f"{instance_id}:{name}",
        "name": name,
        "processDefinitionKey": row.definition_key,
        "processDefinitionId": definition_of_row(row),
        "processInstanceId": instance_id,
        "executionId": instance_id,
        "activityInstanceId": instance_id,
        "taskId": None,
        "caseDefinitionKey": None,
        "caseDefinitionId": None,
        "caseInstanceId": None,
        "caseExecutionId": None,
        "tenantId": None,
        "errorMessage": None,
        "state": "CREATED",
        "createTime": time_text(row.started_at),
        "removalTime": None,
        "rootProcessInstanceId": instance_id,
    }


def _milliseconds(began: datetime, ended: datetime) -> int:
    return int((ended - began).total_seconds() * 1000)
