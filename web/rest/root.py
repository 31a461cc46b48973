"""The root of `/engine-rest`: every resource below it, and the answer for what is not offered."""

from __future__ import annotations

from flask import Blueprint, Response, request

from people.actions import Action
from web.access import access, public
from web.platform import current_platform
from web.rest import (
    definitions,
    deployments,
    errors,
    external_tasks,
    fetching,
    history,
    instances,
    messages,
    tasks,
)
from web.rest.answers import answer
from web.rest.asked import asked
from web.rest.engine_store import INCIDENTS
from web.rest.errors import NotOffered
from web.rest.rows import incident

VERSION = "7.24.0"  # of the interface that is spoken, by which some clients choose their ways
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]

blueprint = Blueprint("rest", __name__, url_prefix="/engine-rest")
errors.install(blueprint)
for resource in (
    definitions,
    deployments,
    external_tasks,
    fetching,
    history,
    instances,
    messages,
    tasks,
):
    blueprint.register_blueprint(resource.blueprint)


@blueprint.get("/version")
@access(Action.SEE_MODELS)
def version() -> Response:
    return answer({"version": VERSION})


@blueprint.get("/engine")
@access(Action.SEE_MODELS)
def engines() -> Response:
    return answer([{"name": "default"}])


@blueprint.get("/incident")
@access(Action.SEE_ENGINE)
def incidents() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer([incident(row) for row in INCIDENTS.rows(connection, asked())])


@blueprint.get("/incident/count")
@access(Action.SEE_ENGINE)
def incident_count() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer({"count": INCIDENTS.count(connection, asked())})


@blueprint.route("/<path:address>", methods=METHODS)
@public
def not_offered(address: str) -> Response:
    """Said plainly, whoever asks: an answer by default would be taken for one."""
    raise NotOffered(f"{request.method} /{address}")
