"""Starting and ending process instances."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from engine.commands.reasons import given_reason
from engine.commands.revision_check import held_instance
from engine.commands.stepping import Deferred, carried_out, move
from engine.errors import InstanceNotActive, InvalidVariables
from engine.expression.values import Variables
from engine.history.canonical import refuse_unfit
from engine.history.chain import GENESIS
from engine.history.events import EventKind
from engine.model.bounds import BUSINESS_KEY
from engine.step.states import UNFINISHED, InstanceStatus
from engine.step.values import Input
from engine.step.version import Version
from engine.storage.prepared import Prepared
from engine.storage.queries import HELD, HeldInstance, latest_version, version_by_id
from engine.storage.runtime import Runtime
from engine.storage.tables import INSTANCE
from engine.tokens.execution import Bindings


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a new instance is given.

    business_key: the case number; messages find the instance by it.
    office_id, partner_office_id: the provider's office; the office that takes the application, if another.
    start_element: id of the start event, where the model has several.
    cause: what started it, if nobody did; its first event says it.
    """

    key: str
    variables: Variables
    business_key: str = ""
    office_id: int | None = None
    partner_office_id: int | None = None
    start_element: str | None = None
    definition_id: int | None = None  #: a version that is not the newest
    cause: Variables | None = None


Begun = Callable[[Connection, str], None]
"""Rows of the caller's own about an instance that begins: they commit with it, or not at all."""

INSERT_INSTANCE = Prepared(insert(INSTANCE), [*HELD, "starter"])


def start_instance(
    runtime: Runtime,
    start: Start,
    *,
    actor: str,
    now: datetime,
    also: Begun | None = None,
) -> str:
    """Start the newest version of a definition; the new instance's id (32 hex digits).

    also: what commits with it, told the id. The versions of what it calls are fixed now. Raises UnknownDefinition, InvalidVariables, UnknownCall, EndlessCall.
    """
    refuse_unfit(dict(start.variables))

    def command(connection: Connection, deferred: Deferred) -> str:
        version = _wanted(connection, runtime, start)
        instance_id = begin_instance(
            runtime, connection, version, start, actor=actor, now=now, deferred=deferred
        )
        if also is not None:
            also(connection, instance_id)
        return instance_id

    return carried_out(runtime, command)


def begin_instance(
    runtime: Runtime,
    connection: Connection,
    version: Version,
    start: Start,
    *,
    actor: str,
    now: datetime,
    deferred: Deferred,
) -> str:
    """Start a version in a transaction that does more than that; the new instance's id. Raises UnknownCall, EndlessCall."""
    instance_id = uuid.uuid4().hex
    row = _new_row(instance_id, version, start, now)
    INSERT_INSTANCE.execute(connection, asdict(row) | {"starter": actor})
    called = version.bindings()
    data: dict[str, object] = {
        "variables": dict(start.variables),
        "start_element": start.start_element,
    }
    data |= {"called": called} if called else {}
    data |= {"cause": dict(start.cause)} if start.cause else {}
    given = Input(kind=EventKind.INSTANCE_STARTED, data=data)
    extra = _birth(instance_id, version, start, called)
    move(runtime, connection, row, given, actor=actor, now=now, deferred=deferred, extra=extra)
    return instance_id


def terminate_instance(
    runtime: Runtime,
    instance_id: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """End an instance by hand, a suspended one too, with a reason that stays in its history.

    Raises UnknownInstance, InstanceNotActive, InstanceMovedOn, ReasonMissing.
    """
    given = Input(kind=EventKind.INSTANCE_TERMINATED, data={"reason": given_reason(reason)})

    def command(connection: Connection, deferred: Deferred) -> None:
        row = held_instance(connection, instance_id, seen)
        move(
            runtime,
            connection,
            row,
            given,
            actor=actor,
            now=now,
            deferred=deferred,
            allowed=UNFINISHED,
        )

    carried_out(runtime, command)


def refuse_ended(instance_id: str, status: str) -> None:
    """Raise InstanceNotActive for an instance in which nothing can be done."""
    if status != InstanceStatus.ACTIVE:
        raise InstanceNotActive(instance_id, status)


def _wanted(connection: Connection, runtime: Runtime, start: Start) -> Version:
    if start.definition_id is None:
        return latest_version(connection, runtime.versions, start.key)
    return version_by_id(connection, runtime.versions, start.definition_id)


def _new_row(instance_id: str, version: Version, start: Start, now: datetime) -> HeldInstance:
    if len(start.business_key) > BUSINESS_KEY or "\0" in start.business_key:
        raise InvalidVariables("business key", f"at most {BUSINESS_KEY} characters, and no NUL")
    return HeldInstance(
        id=instance_id,
        definition_id=version.id,
        business_key=start.business_key or instance_id,
        office_id=start.office_id,
        partner_office_id=start.partner_office_id,
        status=InstanceStatus.ACTIVE,
        state=b"",
        revision=0,
        head_hash=GENESIS,
        started_at=now,
    )


def _birth(instance_id: str, version: Version, start: Start, called: Bindings) -> dict[str, object]:
    """What ties the chain to this instance and these models: two histories cannot be swapped."""
    models = {reference: _model(found) for reference, found in version.called(called)}
    return {
        "instance": {
            "id": instance_id,
            "business_key": start.business_key or instance_id,
            "office_id": start.office_id,
            "partner_office_id": start.partner_office_id,
        },
        "definition": _model(version),
        **({"called": models} if models else {}),
    }


def _model(version: Version) -> dict[str, object]:
    return {"key": version.key, "version": version.number, "sha256": version.sha256}
