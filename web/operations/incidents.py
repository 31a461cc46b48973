"""Incidents: where a case stands still until somebody looks; the administrator lets it try again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.incidents import resolve_incident
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from people.actions import Action
from people.rights import may
from people.roles import Role
from web.access import access, signed_in
from web.cases.store import incident_rows
from web.languages import current_language
from web.operations.causes import Cause, incident_cause
from web.platform import current_platform
from web.typed_line import LONGEST_REASON, TypedLine, typed_line

blueprint = Blueprint("incidents", __name__)


@dataclass(frozen=True, kw_only=True)
class IncidentLine:
    id: int
    element: str
    cause: Cause
    message: str  #: as it was written, in English
    opened_at: datetime


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An incident that stays open, and what is wrong with the reason that was typed."""

    incident_id: int
    reason: TypedLine


@dataclass(frozen=True, kw_only=True)
class TroubledCase:
    instance_id: str
    number: str
    lines: tuple[IncidentLine, ...]


@blueprint.get("/incidents")
@access(Action.SEE_INCIDENTS)
def page() -> str:
    return _page()


@blueprint.post("/incidents/<int:incident_id>/resolve")
@access(Action.RESOLVE_INCIDENT)
def resolve(incident_id: int) -> Response | tuple[str, int]:
    """Let it try again; the reason stays in the history. Raises UnknownIncident, InstanceNotActive."""
    missing = gettext("Say what was put right: the reason stays in the history of the case.")
    reason = typed_line("reason", most=LONGEST_REASON, missing=missing)
    if reason.error:
        return _page(refused=Refused(incident_id=incident_id, reason=reason)), 422
    platform, actor = current_platform(), signed_in()
    resolve_incident(
        platform.runtime,
        incident_id,
        reason=reason.text,
        actor=actor.person_id,
        now=platform.clock(),
    )
    flash(gettext("The incident is resolved; the case goes on."), "success")
    return redirect(url_for("incidents.page"))


def troubled_cases(
    rows: Sequence[Record], labels: Mapping[tuple[int, str], str]
) -> list[TroubledCase]:
    """Incidents by case, in the order of the rows. labels: by definition and element id."""
    return [
        TroubledCase(
            instance_id=instance_id,
            number=lines[0].business_key,
            lines=tuple(_line(row, labels) for row in lines),
        )
        for instance_id, group in groupby(rows, key=lambda row: row.instance_id)
        if (lines := list(group))
    ]


def _line(row: Record, labels: Mapping[tuple[int, str], str]) -> IncidentLine:
    return IncidentLine(
        id=row.id,
        element=labels.get((row.definition_id, row.element_id), row.element_id),
        cause=incident_cause(row.message),
        message=row.message,
        opened_at=row.opened_at,
    )


def _page(refused: Refused | None = None) -> str:
    platform, actor = current_platform(), signed_in()
    with platform.database.snapshot() as connection:
        rows = incident_rows(connection)
        labels = {
            (number, element.id): element.label.text(current_language())
            for number in {row.definition_id for row in rows}
            for element in version_by_id(
                connection, platform.runtime.versions, number
            ).definition.elements.values()
        }
    return render_template(
        "operations/incidents.html",
        cases=troubled_cases(rows, labels),
        refused=refused,
        may_resolve=may(actor, Action.RESOLVE_INCIDENT),
        may_open=Role.AUDITOR in actor.roles,
        may_steer=may(actor, Action.MOVE_TOKEN),
    )
