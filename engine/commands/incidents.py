"""Incidents: a person looks, mends, and lets the token try again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from engine.commands.context import Act
from engine.commands.reasons import given_reason
from engine.commands.stepping import Deferred, carried_out, move
from engine.commands.troubles import close_incidents
from engine.commands.writing import move_head
from engine.errors import InstanceNotActive, UnknownIncident
from engine.history.events import EventKind
from engine.step.states import InstanceStatus, JobState
from engine.step.values import Input
from engine.storage.queries import locked_instance
from engine.storage.runtime import Runtime
from engine.storage.tables import INCIDENT, JOB


def resolve_incident(
    runtime: Runtime, incident_id: int, *, reason: str, actor: str, now: datetime
) -> None:
    """Try again: a job goes back to the queue with all its attempts, a token runs on from where it stands.

    Raises UnknownIncident where it is not open (any more), InstanceNotActive, ReasonMissing.
    """
    reason = given_reason(reason)

    def command(connection: Connection, deferred: Deferred) -> None:
        found = connection.execute(select(INCIDENT).where(INCIDENT.c.id == incident_id)).first()
        if found is None:
            raise UnknownIncident(incident_id)
        row = locked_instance(connection, found.instance_id)
        if row.status == InstanceStatus.SUSPENDED:
            raise InstanceNotActive(row.id, row.status)
        given = Input(
            kind=EventKind.INCIDENT_RESOLVED,
            element_id=found.element_id,
            token=found.token,
            data={"reason": reason, "job": found.job_id is not None},
        )
        act = Act(
            runtime=runtime, connection=connection, row=row, given=given, actor=actor, now=now
        )
        if close_incidents(act, INCIDENT.c.id == incident_id, reason=reason) != 1:
            raise UnknownIncident(incident_id)
        if found.job_id is None and found.token:
            move(runtime, connection, row, given, actor=actor, now=now, deferred=deferred)
            return
        again = (
            update(JOB)
            .where(JOB.c.id == found.job_id, JOB.c.state == JobState.FAILED)
            .values(state=JobState.AVAILABLE, attempts=0, due_at=now)
        )
        connection.execute(again)
        move_head(act)

    carried_out(runtime, command)
