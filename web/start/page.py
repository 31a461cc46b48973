"""The start page: what the service is, for whom, and where to go on; for who is signed in, the day's work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flask import Blueprint, render_template, request

from people.actor import Actor
from people.roles import STAFF, Role
from people.store import Connection
from web.access import current_actor, public
from web.languages import current_language
from web.platform import current_platform
from web.start.documents import needed_documents
from web.start.others import (
    administrator_panels,
    analyst_panels,
    applicant_panels,
    auditor_panels,
)
from web.start.panels import Panel
from web.start.staff import staff_panels, staff_tiles

OTHERS: Mapping[Role, Callable[[Connection, Actor], Iterator[Panel]]] = {
    Role.APPLICANT: applicant_panels,
    Role.ANALYST: analyst_panels,
    Role.AUDITOR: auditor_panels,
    Role.ADMINISTRATOR: administrator_panels,
}

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
@public
def page() -> str:
    actor = current_actor()
    return _of_service() if actor is None else _of_work(actor)


def _of_service() -> str:
    return render_template(
        "start/service.html", needed=needed_documents(request.args, current_language())
    )


def _of_work(actor: Actor) -> str:
    """Panels of every role that the actor holds; each panel once."""
    with current_platform().database.snapshot() as connection:
        works_on_cases = not STAFF.isdisjoint(actor.roles)
        tiles = staff_tiles(connection, actor) if works_on_cases else ()
        panels = [*staff_panels(connection, actor)] if works_on_cases else []
        for role, panels_of in OTHERS.items():
            if role in actor.roles:
                panels.extend(panels_of(connection, actor))
    return render_template(
        "start/work.html",
        tiles=tiles,
        panels={each.key: each for each in panels}.values(),
        applies=actor.roles == {Role.APPLICANT},
    )
