"""What can be listed: external tasks, instances, definitions, incidents, by the filters of the original that we keep."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from engine.step.states import OPEN_JOB, UNFINISHED, InstanceStatus, JobState
from engine.storage.columns import Record
from engine.storage.tables import DEFINITION, INCIDENT, INSTANCE, JOB
from web.rest.ids import definition_of, instance_of, row_of
from web.rest.listing_store import Filter, Listing, Sorts, after, before, equal, flag, like, unequal

OF_INSTANCE = (
    INSTANCE.c.business_key,
    INSTANCE.c.status.label("instance_status"),
    INSTANCE.c.definition_id,
    DEFINITION.c.key.label("definition_key"),
    DEFINITION.c.version.label("definition_version"),
    DEFINITION.c.version_tag,
)
WITH_DEFINITION = INSTANCE.join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id)
NEWER = DEFINITION.alias()
IS_LATEST = DEFINITION.c.version == (
    select(func.max(NEWER.c.version)).where(NEWER.c.key == DEFINITION.c.key).scalar_subquery()
)

BY_INSTANCE: dict[str, Filter] = {
    "processDefinitionId": equal(INSTANCE.c.definition_id, definition_of),
    "processDefinitionKey": equal(DEFINITION.c.key),
    "processDefinitionKeyIn": equal(DEFINITION.c.key),
    "active": flag(INSTANCE.c.status == InstanceStatus.ACTIVE),
    "suspended": flag(INSTANCE.c.status == InstanceStatus.SUSPENDED),
}
INSTANCE_SORTS: Sorts = {
    "instanceId": INSTANCE.c.id,
    "definitionKey": DEFINITION.c.key,
    "definitionId": INSTANCE.c.definition_id,
    "businessKey": INSTANCE.c.business_key,
}

LEFT = JOB.c.state != JobState.FAILED
EXTERNAL_TASKS = Listing(
    query=select(JOB, *OF_INSTANCE)
    .select_from(JOB.join(WITH_DEFINITION, INSTANCE.c.id == JOB.c.instance_id))
    .where(JOB.c.state.in_(OPEN_JOB), INSTANCE.c.status.in_(UNFINISHED)),
    key=JOB.c.id,
    filters={
        **BY_INSTANCE,
        "externalTaskId": equal(JOB.c.id, row_of),
        "externalTaskIdIn": equal(JOB.c.id, row_of),
        "topicName": equal(JOB.c.type),
        "workerId": equal(JOB.c.worker_id),
        "locked": flag(JOB.c.state == JobState.ACTIVATED),
        "notLocked": flag(JOB.c.state != JobState.ACTIVATED),
        "withRetriesLeft": flag(LEFT),
        "noRetriesLeft": flag(JOB.c.state == JobState.FAILED),
        "lockExpirationAfter": after(JOB.c.lease_until),
        "lockExpirationBefore": before(JOB.c.lease_until),
        "activityId": equal(JOB.c.element_id),
        "activityIdIn": equal(JOB.c.element_id),
        "processInstanceId": equal(JOB.c.instance_id, instance_of),
        "processInstanceIdIn": equal(JOB.c.instance_id, instance_of),
    },
    sorts={
        "id": JOB.c.id,
        "lockExpirationTime": JOB.c.lease_until,
        "processInstanceId": JOB.c.instance_id,
        "processDefinitionId": INSTANCE.c.definition_id,
        "processDefinitionKey": DEFINITION.c.key,
        "createTime": JOB.c.created_at,
    },
)

INSTANCE_FILTERS: dict[str, Filter] = {
    **BY_INSTANCE,
    "processInstanceIds": equal(INSTANCE.c.id, instance_of),
    "processDefinitionKeyNotIn": unequal(DEFINITION.c.key),
    "businessKey": equal(INSTANCE.c.business_key),
    "businessKeyLike": like(INSTANCE.c.business_key),
    "withIncident": flag(
        INSTANCE.c.id.in_(select(INCIDENT.c.instance_id).where(INCIDENT.c.resolved_at.is_(None)))
    ),
}
ENDED = INSTANCE.c.ended_at.is_not(None)
HISTORIC_FILTERS: dict[str, Filter] = {
    **INSTANCE_FILTERS,
    "processInstanceId": equal(INSTANCE.c.id, instance_of),
    "processInstanceBusinessKey": equal(INSTANCE.c.business_key),
    "processInstanceBusinessKeyIn": equal(INSTANCE.c.business_key),
    "processInstanceBusinessKeyLike": like(INSTANCE.c.business_key),
    "finished": flag(ENDED),
    "unfinished": flag(~ENDED),
    "completed": flag(INSTANCE.c.status == InstanceStatus.COMPLETED),
    "externallyTerminated": flag(INSTANCE.c.status == InstanceStatus.TERMINATED),
    "startedAfter": after(INSTANCE.c.started_at),
    "startedBefore": before(INSTANCE.c.started_at),
    "finishedAfter": after(INSTANCE.c.ended_at),
    "finishedBefore": before(INSTANCE.c.ended_at),
    "startedBy": equal(INSTANCE.c.starter),
    "withIncidents": INSTANCE_FILTERS["withIncident"],
}
EVER_BEGUN = Listing(
    query=select(
        INSTANCE.c.id.label("instance_id"),
        INSTANCE.c.started_at,
        INSTANCE.c.ended_at,
        INSTANCE.c.starter,
        INSTANCE.c.outcome,
        INSTANCE.c.revision,
        *OF_INSTANCE,
    ).select_from(WITH_DEFINITION),
    key=INSTANCE.c.id,
    filters=HISTORIC_FILTERS,
    sorts={
        **INSTANCE_SORTS,
        "definitionVersion": DEFINITION.c.version,
        "startTime": INSTANCE.c.started_at,
        "endTime": INSTANCE.c.ended_at,
    },
)
INSTANCES = Listing(
    query=EVER_BEGUN.query.where(INSTANCE.c.status.in_(UNFINISHED)),
    key=INSTANCE.c.id,
    filters=INSTANCE_FILTERS,
    sorts=INSTANCE_SORTS,
)

DEFINITIONS = Listing(
    query=select(*(c for c in DEFINITION.c if c.name not in ("xml", "lowered", "forms"))),
    key=DEFINITION.c.id,
    filters={
        "processDefinitionId": equal(DEFINITION.c.id, definition_of),
        "processDefinitionIdIn": equal(DEFINITION.c.id, definition_of),
        "key": equal(DEFINITION.c.key),
        "keysIn": equal(DEFINITION.c.key),
        "keyLike": like(DEFINITION.c.key),
        "name": equal(DEFINITION.c.key),
        "nameLike": like(DEFINITION.c.key),
        "version": lambda texts: DEFINITION.c.version.in_([int(t) for t in texts if t.isdecimal()]),
        "latestVersion": flag(IS_LATEST),
        "deploymentId": equal(DEFINITION.c.id, row_of),
        "deployedAfter": after(DEFINITION.c.deployed_at),
        "resourceName": equal(DEFINITION.c.file),
        "resourceNameLike": like(DEFINITION.c.file),
        "versionTag": equal(DEFINITION.c.version_tag),
        "versionTagLike": like(DEFINITION.c.version_tag),
        "withoutVersionTag": flag(DEFINITION.c.version_tag == ""),
        "active": lambda texts: None,  # none is suspended
        "withoutTenantId": lambda texts: None,  # none has one
    },
    sorts={
        "key": DEFINITION.c.key,
        "id": DEFINITION.c.id,
        "name": DEFINITION.c.key,
        "version": DEFINITION.c.version,
        "deploymentId": DEFINITION.c.id,
        "deployTime": DEFINITION.c.deployed_at,
        "versionTag": DEFINITION.c.version_tag,
    },
)

INCIDENTS = Listing(
    query=select(INCIDENT, *OF_INSTANCE)
    .select_from(INCIDENT.join(WITH_DEFINITION, INSTANCE.c.id == INCIDENT.c.instance_id))
    .where(INCIDENT.c.resolved_at.is_(None)),
    key=INCIDENT.c.id,
    filters={
        "incidentId": equal(INCIDENT.c.id, row_of),
        "incidentType": lambda texts: or_(
            *(INCIDENT.c.job_id.is_not(None) for t in texts if t == "failedExternalTask"),
            *(INCIDENT.c.job_id.is_(None) for t in texts if t == "failedJob"),
            INCIDENT.c.id < 0,
        ),
        "incidentMessage": equal(INCIDENT.c.message),
        "incidentMessageLike": like(INCIDENT.c.message),
        "processDefinitionId": equal(INSTANCE.c.definition_id, definition_of),
        "processDefinitionKeyIn": equal(DEFINITION.c.key),
        "processInstanceId": equal(INCIDENT.c.instance_id, instance_of),
        "incidentTimestampAfter": after(INCIDENT.c.opened_at),
        "incidentTimestampBefore": before(INCIDENT.c.opened_at),
        "activityId": equal(INCIDENT.c.element_id),
        "failedActivityId": equal(INCIDENT.c.element_id),
        "configuration": equal(INCIDENT.c.job_id, row_of),
    },
    sorts={
        "incidentId": INCIDENT.c.id,
        "incidentTimestamp": INCIDENT.c.opened_at,
        "activityId": INCIDENT.c.element_id,
        "processInstanceId": INCIDENT.c.instance_id,
        "processDefinitionId": INSTANCE.c.definition_id,
    },
)


def fetchable(
    *, business_key: str | None, definition_ids: Collection[str], definition_keys: Collection[str]
) -> tuple[ColumnElement[bool], ...]:
    """What a topic demands of the instance of a job."""
    of_keys = select(DEFINITION.c.id).where(DEFINITION.c.key.in_(definition_keys))
    ids = [definition_of(text) for text in definition_ids]
    return (
        *([INSTANCE.c.business_key == business_key] if business_key else []),
        *([INSTANCE.c.definition_id.in_(ids)] if ids else []),
        *([INSTANCE.c.definition_id.in_(of_keys)] if definition_keys else []),
    )


def has_work(connection: Connection, topics: Collection[str], now: datetime) -> bool:
    """Whether anything could be fetched: read before a transaction that writes is begun."""
    due = (JOB.c.state == JobState.AVAILABLE) & (JOB.c.due_at <= now) & JOB.c.type.in_(topics)
    return connection.execute(select(JOB.c.id).where(due).limit(1)).first() is not None


def topic_names(connection: Connection) -> list[str]:
    query = select(JOB.c.type).where(JOB.c.state.in_(OPEN_JOB)).distinct().order_by(JOB.c.type)
    return list(connection.execute(query).scalars())


def definition_by_key(connection: Connection, key: str) -> Record | None:
    """The newest version."""
    newest = DEFINITIONS.query.where(DEFINITION.c.key == key)
    return connection.execute(newest.order_by(DEFINITION.c.version.desc()).limit(1)).first()


def model_xml(connection: Connection, definition_id: int) -> bytes:
    query = select(DEFINITION.c.xml).where(DEFINITION.c.id == definition_id)
    return bytes(connection.execute(query).scalar_one())
