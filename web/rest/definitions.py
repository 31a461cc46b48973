"""Process definitions and starting them."""

from __future__ import annotations

from flask import Blueprint, Response

from engine.commands.instances import Start, start_instance
from engine.model.bounds import BUSINESS_KEY
from engine.storage.columns import Record
from people.actions import Action
from people.store import Connection
from web.access import access, signed_in
from web.platform import current_platform
from web.rest.answers import answer
from web.rest.asked import asked
from web.rest.body import Fields, body
from web.rest.engine_store import DEFINITIONS, EVER_BEGUN, definition_by_key, model_xml
from web.rest.errors import NotOffered, NotThere
from web.rest.idempotency import Keep, once
from web.rest.ids import definition_of, definition_uuid
from web.rest.instances import variables_of
from web.rest.rows import process_definition, process_instance
from web.rest.variables import read_variables, typed_variables

blueprint = Blueprint("process_definition", __name__, url_prefix="/process-definition")


@blueprint.get("")
@access(Action.SEE_MODELS)
def listed() -> Response:
    with current_platform().database.snapshot() as connection:
        rows = DEFINITIONS.rows(connection, asked())
    return answer([process_definition(row) for row in rows])


@blueprint.get("/count")
@access(Action.SEE_MODELS)
def counted() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer({"count": DEFINITIONS.count(connection, asked())})


@blueprint.get("/<definition>")
@access(Action.SEE_MODELS)
def one(definition: str) -> Response:
    return answer(process_definition(_by_id(definition)))


@blueprint.get("/key/<key>")
@access(Action.SEE_MODELS)
def one_by_key(key: str) -> Response:
    return answer(process_definition(_by_key(key)))


@blueprint.get("/<definition>/xml")
@access(Action.SEE_MODELS)
def xml(definition: str) -> Response:
    return _xml(_by_id(definition))


@blueprint.get("/key/<key>/xml")
@access(Action.SEE_MODELS)
def xml_by_key(key: str) -> Response:
    return _xml(_by_key(key))


@blueprint.post("/<definition>/start")
@access(Action.START_CASE)
def start(definition: str) -> Response:
    return _start(_by_id(definition))


@blueprint.post("/key/<key>/start")
@access(Action.START_CASE)
def start_by_key(key: str) -> Response:
    return _start(_by_key(key))


def _start(row: Record) -> Response:
    sent = body()
    if sent.parts("startInstructions"):
        raise NotOffered("startInstructions")
    given = _given(row, sent)
    with_variables = sent.flag("withVariablesInReturn")
    platform = current_platform()

    def run(keep: Keep) -> Response:
        def also(connection: Connection, instance_id: str) -> None:
            keep(connection, _begun(connection, instance_id, with_variables))

        instance_id = start_instance(
            platform.runtime,
            given,
            actor=signed_in().person_id,
            now=platform.clock(),
            also=also,
        )
        with platform.database.snapshot() as connection:
            return answer(_begun(connection, instance_id, with_variables))

    return once(run)


def _given(row: Record, sent: Fields) -> Start:
    return Start(
        key=row.key,
        definition_id=row.id,
        variables=read_variables(sent.part("variables")),
        business_key=sent.text("businessKey", longest=BUSINESS_KEY) or "",
    )


def _begun(connection: Connection, instance_id: str, with_variables: bool) -> dict[str, object]:
    row = EVER_BEGUN.one(connection, instance_id)
    assert row is not None  # begun in this transaction or before
    told = process_instance(row)
    if with_variables:
        told["variables"] = typed_variables(variables_of(connection, instance_id))
    return told


def _xml(row: Record) -> Response:
    with current_platform().database.snapshot() as connection:
        document = model_xml(connection, row.id)
    told = {"id": definition_uuid(row.key, row.version, row.id), "bpmn20Xml": document.decode()}
    return answer(told)


def _by_id(definition: str) -> Record:
    with current_platform().database.snapshot() as connection:
        row = DEFINITIONS.one(connection, definition_of(definition))
    if row is None:
        raise NotThere(f"No matching definition with id {definition}")
    return row


def _by_key(key: str) -> Record:
    with current_platform().database.snapshot() as connection:
        row = definition_by_key(connection, key)
    if row is None:
        raise NotThere(f"No matching process definition with key: {key} and no tenant-id")
    return row
