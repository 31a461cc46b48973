"""Hand-over lists: what the provider gives a branch of the State Corporation today, with two signatures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from engine.store import version_by_id
from people import store
from people.actions import Action
from people.actor import Actor
from people.rights import Case
from people.store import Connection
from people.values import local_day
from web.access import access, note_read, signed_in
from web.case_store import known_people
from web.case_variables import task_variables
from web.hand_over_store import MAKERS, cases_to_hand_over, kept_list, kept_lists, may_share
from web.languages import current_language
from web.platform import Platform, current_platform
from workers.documents.hand_over_list import (
    HandOver,
    HandOverLine,
    keep_hand_over_list,
    result_line,
)
from workers.documents.store import document_content
from workers.documents.wording import Words
from workers.editions import DEFAULT
from workers.local_time import local_period

LONGEST_NAME = 200

blueprint = Blueprint("hand_over", __name__)


@dataclass(frozen=True, kw_only=True)
class Given:
    """One case on the page."""

    instance_id: str
    line: HandOverLine


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What goes from one office to one branch; `key` names both in a form."""

    giver: Words
    receiver: Words
    key: str
    cases: tuple[Given, ...]


@blueprint.get("/hand-overs")
@access(Action.HAND_OVER)
def page() -> str:
    return _page()


@blueprint.post("/hand-overs")
@access(Action.HAND_OVER)
def make() -> AnyResponse | tuple[str, int]:
    """Keep a list of the chosen cases; 422 where none is chosen, 404 where the batch is not theirs."""
    platform, actor = current_platform(), signed_in()
    with platform.database.snapshot() as connection:
        found = [each for each in _batches(platform, connection, actor) if each.key == _wanted()]
    if not found:
        abort(404)
    chosen = set(request.form.getlist("case"))
    lines = [given.line for given in found[0].cases if given.instance_id in chosen]
    if not lines:
        return _page(refused=found[0].key), 422
    list_id = _keep(platform, actor, found[0], lines)
    flash(gettext("The list is made. Print it in two copies: each side signs both."), "success")
    return redirect(url_for("hand_over.page", made=list_id))


@blueprint.get("/hand-overs/<list_id>.pdf")
@access(Action.HAND_OVER)
def printed(list_id: str) -> Response:
    """A list that the actor or a colleague made; 404 for any other."""
    platform, actor = current_platform(), signed_in()
    with platform.database.snapshot() as connection:
        row = kept_list(connection, list_id)
        own = row is not None and row.created_by == actor.person_id
        if row is None or not (own or may_share(connection, row, own_offices(actor))):
            abort(404)
        content = document_content(connection, platform.vault, list_id)
    note_read(Action.HAND_OVER, None, request.path)
    return send_file(
        io.BytesIO(content), mimetype="application/pdf", download_name=row.file_name, max_age=0
    )


def own_offices(actor: Actor) -> frozenset[int]:
    """Offices for which an actor may make lists."""
    return frozenset[int]().union(*(actor.offices_as(role) for role in MAKERS))


def _wanted() -> str:
    return request.form.get("batch", "")


def _batches(platform: Platform, connection: Connection, actor: Actor) -> list[Batch]:
    today = local_day(platform.clock())
    since, until = local_period(today, today)
    batches: list[Batch] = []
    for office_id in sorted(own_offices(actor)):
        rows = cases_to_hand_over(connection, office_id, since=since, until=until)
        for branch_id in dict.fromkeys(row.partner_office_id for row in rows):
            going = [row for row in rows if row.partner_office_id == branch_id]
            batches.append(
                Batch(
                    giver=_office(connection, office_id),
                    receiver=_office(connection, branch_id),
                    key=f"{office_id}-{branch_id}",
                    cases=tuple(_given(platform, connection, row) for row in going),
                )
            )
    return batches


def _given(platform: Platform, connection: Connection, row: Any) -> Given:
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    variables: Mapping[str, Any] = task_variables(platform, version, row.id, row.state, None)
    return Given(instance_id=row.id, line=result_line(variables))


def _office(connection: Connection, office_id: int) -> Words:
    office = store.office_by_id(connection, office_id)
    return Words(kk=office.name_kk, ru=office.name_ru, en=office.name_en)


def _keep(platform: Platform, actor: Actor, batch: Batch, lines: Sequence[HandOverLine]) -> str:
    now = platform.clock()
    handed = HandOver(
        giver=batch.giver,
        receiver=batch.receiver,
        given_by=actor.name,
        received_by=" ".join(request.form.get("received_by", "").split())[:LONGEST_NAME],
        day=local_day(now),
        lines=lines,
    )
    with platform.database.transaction() as connection:
        return keep_hand_over_list(
            connection,
            platform.vault,
            handed,
            made_by=actor.person_id,
            rules=DEFAULT,
            public_url=platform.settings.public_url,
            now=now,
        )


def _page(refused: str = "") -> str:
    """refused: key of the batch of which no case was chosen."""
    platform, actor = current_platform(), signed_in()
    with platform.database.snapshot() as connection:
        batches = _batches(platform, connection, actor)
        lists = kept_lists(connection, own_offices(actor), actor.person_id)
        people = known_people(connection, {row.created_by for row in lists})
    for given in (given for batch in batches for given in batch.cases):
        case = Case(instance_id=given.instance_id, office_id=None)
        note_read(Action.HAND_OVER, case, request.path)
    return render_template(
        "hand_over.html",
        batches=batches,
        lists=lists,
        people=people,
        refused=refused,
        made=request.args.get("made", ""),
        words=lambda each: each.told(current_language()),
    )
