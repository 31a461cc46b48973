"""Deployments: one model file is one; its id is that of its first definition."""

from __future__ import annotations

from flask import Blueprint, Response, request

from engine.commands.deployments import Deployed, Model, deploy_model
from engine.model.bounds import FILE_NAME
from forms.library import form_contents
from people.actions import Action
from people.roles import LANE_NAMES
from web.access import access, signed_in
from web.platform import current_platform
from web.rest.answers import answer, link, time_text
from web.rest.asked import asked
from web.rest.engine_store import DEFINITIONS
from web.rest.errors import BadRequest, NotOffered
from web.rest.ids import definition_uuid, row_uuid
from web.rest.listing_store import Asked
from web.rest.rows import process_definition

SUFFIXES = (".bpmn", ".bpmn20.xml")

blueprint = Blueprint("deployment", __name__, url_prefix="/deployment")


@blueprint.get("")
@access(Action.SEE_MODELS)
def listed() -> Response:
    """Each version is a deployment of its own."""
    with current_platform().database.snapshot() as connection:
        rows = DEFINITIONS.rows(connection, asked())
    return answer(
        [
            {
                "links": link(f"deployment/{row_uuid(row.id)}"),
                "id": row_uuid(row.id),
                "name": row.comment or row.file,
                "source": None,
                "tenantId": None,
                "deploymentTime": time_text(row.deployed_at),
            }
            for row in rows
        ]
    )


@blueprint.post("/create")
@access(Action.DEPLOY)
def create() -> Response:
    """The same checks as on the page; a model that is refused changes nothing, one that is deployed already makes no version."""
    platform = current_platform()
    deployed = deploy_model(
        platform.runtime, _model(), actor=signed_in().person_id, now=platform.clock()
    )
    filtering = _flag("enable-duplicate-filtering") or _flag("deploy-changed-only")
    told = None if filtering and not deployed.new else _told(deployed)
    return answer(
        {
            "links": link(f"deployment/{row_uuid(deployed.definition_id)}"),
            "id": row_uuid(deployed.definition_id),
            "name": request.form.get("deployment-name") or None,
            "source": request.form.get("deployment-source") or None,
            "tenantId": None,
            "deploymentTime": time_text(platform.clock()),
            "deployedProcessDefinitions": told,
            "deployedDecisionDefinitions": None,
            "deployedDecisionRequirementsDefinitions": None,
            "deployedCaseDefinitions": None,
        }
    )


def _model() -> Model:
    """The one resource: every part with a file name is one. Raises BadRequest, NotOffered."""
    parts = [part for _, part in request.files.items(multi=True)]
    if not parts:
        raise BadRequest("data", "no resource: a part with a file name is one")
    if len(parts) > 1:
        raise NotOffered("more than one resource in a deployment")
    name = parts[0].filename or ""
    if not name.endswith(SUFFIXES) or len(name) > FILE_NAME:
        raise BadRequest(name, f"must end with .bpmn, with at most {FILE_NAME} characters")
    return Model(
        file=name,
        xml=parts[0].read(),
        forms=form_contents(),
        lanes=LANE_NAMES,
        comment=request.form.get("deployment-name", ""),
    )


def _flag(name: str) -> bool:
    return request.form.get(name, "").lower() == "true"


def _told(deployed: Deployed) -> dict[str, object]:
    ids = [each.definition_id for each in (deployed, *deployed.beside)]
    named = tuple(row_uuid(number) for number in ids)
    with current_platform().database.snapshot() as connection:
        rows = DEFINITIONS.rows(connection, Asked(filters={"processDefinitionIdIn": named}))
    return {definition_uuid(row.key, row.version, row.id): process_definition(row) for row in rows}
