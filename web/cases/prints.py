"""The cover and the resolution card of a case: made anew whenever they are asked for, and kept nowhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, send_file

from engine.errors import EngineError
from engine.expression.values import Variables
from engine.storage.columns import Record
from engine.storage.queries import instance_row, version_by_id
from people.actions import Action
from people.store import Connection
from web.access import access
from web.cases.print_store import resolved_at
from web.cases.variables import task_variables
from web.platform import current_platform
from workers.answers import AnswerMissing
from workers.documents.case_cover import render_case_cover
from workers.documents.resolution_card import render_resolution_card
from workers.documents.store import documents_of
from workers.local_time import local_date

blueprint = Blueprint("case_prints", __name__)


class PrintNotReady(EngineError):
    """The case does not have yet what stands on this paper."""

    def __init__(self, instance_id: str, missing: str) -> None:
        super().__init__(f"case {instance_id} has no {missing} to print yet")
        self.instance_id, self.missing = instance_id, missing


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What a paper is made of. rules: the edition that the model of the case names."""

    row: Record
    rules: str
    variables: Variables


@blueprint.get("/cases/<instance_id>/cover.pdf")
@access(Action.SEE_DOCUMENT)
def cover(instance_id: str) -> Response:
    """Raises PrintNotReady before the application is entered."""
    return _answer(instance_id, _cover, "cover")


@blueprint.get("/cases/<instance_id>/resolution.pdf")
@access(Action.SEE_DOCUMENT)
def resolution(instance_id: str) -> Response:
    """Raises PrintNotReady before the head has given one."""
    return _answer(instance_id, _card, "resolution")


def _cover(connection: Connection, given: Printed) -> bytes:
    return render_case_cover(
        given.variables,
        documents_of(connection, given.row.id),
        opened_at=given.row.started_at,
        closed_at=given.row.ended_at,
        rules=given.rules,
        at=current_platform().clock(),
    )


def _card(connection: Connection, given: Printed) -> bytes:
    at = resolved_at(connection, given.row.id)
    if at is None:
        raise PrintNotReady(given.row.id, "resolution")
    return render_resolution_card(
        given.variables,
        resolved_on=local_date(at),
        rules=given.rules,
        at=current_platform().clock(),
    )


def _answer(instance_id: str, make: Callable[[Connection, Printed], bytes], stem: str) -> Response:
    with current_platform().database.snapshot() as connection:
        given = _printed(connection, instance_id)
        try:
            content = make(connection, given)
        except AnswerMissing as error:
            raise PrintNotReady(instance_id, error.name) from error
    return send_file(
        io.BytesIO(content),
        mimetype="application/pdf",
        download_name=f"{stem}-{given.row.business_key or instance_id}.pdf",
    )


def _printed(connection: Connection, instance_id: str) -> Printed:
    platform = current_platform()
    row = instance_row(connection, instance_id)
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    return Printed(
        row=row,
        rules=version.definition.rules,
        variables=task_variables(platform, version, instance_id, row.state, None),
    )
