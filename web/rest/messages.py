"""Messages and signals from outside."""

from __future__ import annotations

from flask import Blueprint, Response

from engine.commands.events import correlate_message
from engine.commands.signals import broadcast_signal
from engine.errors import NobodyWaits
from engine.model.bounds import CORRELATION_KEY, EVENT_NAME
from people.actions import Action
from people.store import Connection
from web.access import access, signed_in
from web.platform import current_platform
from web.rest.answers import answer, done
from web.rest.body import Fields, body
from web.rest.engine_store import EVER_BEGUN
from web.rest.errors import BadRequest, Mismatch, NotOffered
from web.rest.idempotency import Keep, once
from web.rest.ids import execution_uuid, instance_of, instance_uuid
from web.rest.rows import process_instance
from web.rest.variables import read_variables

UNKEPT = ("localCorrelationKeys", "processVariablesLocal", "processVariablesToTriggeredScope")

blueprint = Blueprint("events", __name__)


@blueprint.post("/message")
@access(Action.START_CASE)
def message() -> Response:
    """To the one case that waits for it with this key, else to the process that it starts."""
    sent = body()
    name = sent.needed_text("messageName", longest=EVENT_NAME)
    _refuse_unkept(sent)
    variables, key = read_variables(sent.part("processVariables")), _key(sent)
    told = sent.flag("resultEnabled")
    platform = current_platform()

    def run(keep: Keep) -> Response:
        def also(connection: Connection, instance_id: str) -> None:
            keep(connection, _result(connection, instance_id, name) if told else None)

        try:
            receiver = correlate_message(
                platform.runtime,
                name,
                key,
                variables,
                actor=signed_in().person_id,
                now=platform.clock(),
                also=also,
            )
        except NobodyWaits as error:
            raise Mismatch(name, str(error)) from error
        if not told:
            return done()
        with platform.database.snapshot() as connection:
            return answer(_result(connection, receiver, name))

    return once(run)


@blueprint.post("/signal")
@access(Action.START_CASE)
def signal() -> Response:
    """To every case that waits for it and every process that it starts; the ticks carry it there."""
    sent = body()
    name = sent.needed_text("name", longest=EVENT_NAME)
    if sent.text("executionId"):
        raise NotOffered("executionId of a signal: a signal goes to all that wait")
    platform = current_platform()
    broadcast_signal(
        platform.runtime,
        name,
        read_variables(sent.part("variables")),
        actor=signed_in().person_id,
        now=platform.clock(),
    )
    return done()


def _refuse_unkept(sent: Fields) -> None:
    for field in UNKEPT:
        if sent.part(field).given:
            raise NotOffered(field)
    if sent.flag("all"):
        raise NotOffered("all: a message goes to one receiver, a signal to all")
    if sent.flag("variablesInResultEnabled"):
        raise NotOffered("variablesInResultEnabled")
    if sent.text("tenantId") and sent.flag("withoutTenantId"):
        raise BadRequest("tenantId", "tenantId and withoutTenantId contradict each other")


def _key(sent: Fields) -> str:
    """The correlation key: the one value of correlationKeys, else the business key, that of the named instance included."""
    keys = read_variables(sent.part("correlationKeys"))
    if len(keys) > 1:
        raise NotOffered("more than one correlation key")
    given = next(iter(keys.values()), None) if keys else sent.text("businessKey")
    if (instance := sent.text("processInstanceId")) is not None:
        with current_platform().database.snapshot() as connection:
            row = EVER_BEGUN.one(connection, instance_of(instance))
        if row is None or given not in (None, row.business_key):
            raise Mismatch(sent.needed_text("messageName"), f"instance {instance} does not fit")
        given = row.business_key
    text = "" if given is None else str(given)
    if len(text) > CORRELATION_KEY:
        raise BadRequest("correlationKeys", f"at most {CORRELATION_KEY} characters")
    return text


def _result(connection: Connection, instance_id: str, name: str) -> list[dict[str, object]]:
    """An instance that has just one event was started by it."""
    row = EVER_BEGUN.one(connection, instance_id)
    assert row is not None  # who took it
    execution = {
        "id": execution_uuid(instance_id, 0),
        "processInstanceId": instance_uuid(instance_id),
        "ended": False,
        "tenantId": None,
    }
    if row.revision == 1:
        told = process_instance(row)
        return [{"resultType": "ProcessDefinition", "processInstance": told, "execution": None}]
    return [{"resultType": "Execution", "execution": execution, "processInstance": None}]
