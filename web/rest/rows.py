"""Rows of ours as the objects that clients know: every key is there, null where we have nothing to say."""

from __future__ import annotations

from datetime import datetime

from engine.step.retry import attempts_left
from engine.step.states import JobState, UserTaskState
from engine.storage.columns import Record
from web.rest.answers import link, time_text
from web.rest.ids import definition_uuid, execution_uuid, instance_uuid, row_uuid

LONGEST_MESSAGE = 666  # characters, as the original cuts it
DETAILS = "\n\n"  # between the message of a failure and its details
PRIORITY = 50  # of a user task, where nobody says another


def activity_uuid(row: Record) -> str:
    return f"{row.element_id}:{execution_uuid(row.instance_id, row.token)}"


def definition_of_row(row: Record) -> str:
    return definition_uuid(row.definition_key, row.definition_version, row.definition_id)


def external_task(row: Record) -> dict[str, object]:
    message = str(row.error).partition(DETAILS)[0][:LONGEST_MESSAGE]
    return {
        "id": row_uuid(row.id),
        "activityId": row.element_id,
        "activityInstanceId": activity_uuid(row),
        "errorMessage": message or None,
        "executionId": execution_uuid(row.instance_id, row.token),
        "lockExpirationTime": time_text(lock_expiration(row)),
        "createTime": time_text(row.created_at),
        "processDefinitionId": definition_of_row(row),
        "processDefinitionKey": row.definition_key,
        "processDefinitionVersionTag": row.version_tag or None,
        "processInstanceId": instance_uuid(row.instance_id),
        "retries": attempts_left(row.retries, row.attempts) if row.attempts else None,
        "suspended": row.instance_status == "suspended",
        "workerId": row.worker_id,
        "topicName": row.type,
        "tenantId": None,
        "priority": 0,
        "businessKey": row.business_key,
    }


def lock_expiration(row: Record) -> datetime | None:
    """Of a failed attempt: when the next one may begin."""
    if row.state == JobState.ACTIVATED:
        until: datetime | None = row.lease_until
        return until
    waits: datetime = row.due_at
    return waits if row.attempts and row.state == JobState.AVAILABLE else None


def process_definition(row: Record) -> dict[str, object]:
    return {
        "id": definition_uuid(row.key, row.version, row.id),
        "key": row.key,
        "category": None,
        "description": row.comment or None,
        "name": row.key,
        "version": row.version,
        "resource": row.file,
        "deploymentId": row_uuid(row.id),
        "diagram": None,
        "suspended": False,
        "tenantId": None,
        "versionTag": row.version_tag or None,
        "historyTimeToLive": None,
        "startableInTasklist": True,
    }


def process_instance(row: Record) -> dict[str, object]:
    return {
        "links": link(f"process-instance/{instance_uuid(row.instance_id)}"),
        "id": instance_uuid(row.instance_id),
        "definitionId": definition_of_row(row),
        "definitionKey": row.definition_key,
        "businessKey": row.business_key,
        "caseInstanceId": None,
        "ended": row.instance_status not in ("active", "suspended"),
        "suspended": row.instance_status == "suspended",
        "tenantId": None,
    }


def user_task(row: Record, name: str) -> dict[str, object]:
    closed = row.state in (UserTaskState.COMPLETED, UserTaskState.CANCELED)
    return {
        "id": row_uuid(row.id),
        "name": name,
        "assignee": row.assignee,
        "owner": None,
        "created": time_text(row.created_at),
        "lastUpdated": None,
        "due": time_text(row.due_at),
        "followUp": time_text(row.follow_up_at),
        "delegationState": None,
        "description": None,
        "executionId": execution_uuid(row.instance_id, row.token),
        "parentTaskId": None,
        "priority": PRIORITY,
        "processDefinitionId": definition_of_row(row),
        "processInstanceId": instance_uuid(row.instance_id),
        "caseExecutionId": None,
        "caseDefinitionId": None,
        "caseInstanceId": None,
        "taskDefinitionKey": row.element_id,
        "suspended": row.instance_status == "suspended",
        "formKey": row.form_key or None,
        "camundaFormRef": None,
        "operatonFormRef": None,
        "tenantId": None,
        "taskState": "Completed" if closed else "Created",
    }


def incident(row: Record) -> dict[str, object]:
    of_job = row.job_id is not None
    return {
        "id": row_uuid(row.id),
        "processDefinitionId": definition_of_row(row),
        "processInstanceId": instance_uuid(row.instance_id),
        "executionId": execution_uuid(row.instance_id, row.token),
        "incidentTimestamp": time_text(row.opened_at),
        "incidentType": "failedExternalTask" if of_job else "failedJob",
        "activityId": row.element_id,
        "failedActivityId": row.element_id,
        "causeIncidentId": row_uuid(row.id),
        "rootCauseIncidentId": row_uuid(row.id),
        "configuration": row_uuid(row.job_id) if of_job else None,
        "tenantId": None,
        "incidentMessage": row.message.partition(DETAILS)[0],
        "jobDefinitionId": None,
        "annotation": None,
    }
