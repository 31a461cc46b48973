"""A visit at a desk of the State Corporation: opening it starts the case."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.calendar.working import ALMATY
from engine.commands.instances import Start, start_instance
from engine.history.events import instant_text
from people import store
from people.actions import Action
from people.actor import Actor, Assignment
from people.roles import Role
from people.store import Connection
from people.values import local_day
from web.access import access, signed_in
from web.forms.desk import DeskForm, posted_form
from web.forms.once import SentBefore, done_before, note_once, once_key
from web.languages import current_language
from web.platform import current_platform
from web.tasks.onward import onward
from workers.registers import allot_case_no
from workers.visits import note_visit

SERVICE = "externat"
DESK = "branch"  # field of the page for a worker who serves several desks

blueprint = Blueprint("visits", __name__)


@blueprint.get("/visits/new")
@access(Action.OPEN_VISIT)
def page() -> str:
    """The time of arrival is now until the worker says otherwise."""
    here = current_platform().clock().astimezone(ALMATY)
    actor = signed_in()
    posted = {"language": [actor.language], "arrived_at": [here.strftime("%H:%M")]}
    return _page(DeskForm(key="visit", posted=posted))


@blueprint.post("/visits/new")
@access(Action.OPEN_VISIT)
def submit() -> Response | tuple[str, int]:
    """Start the case and open its first task, which is the worker's own."""
    if begun := done_before():
        return onward(begun)
    form, post = posted_form("visit", beside=frozenset({DESK})), _chosen_post()
    if form.errors:
        return _page(form), 422
    now = current_platform().clock()
    arrived_at = arrival(form.answers["arrived_at"], now=now)
    if arrived_at > now:
        return _page(form, arrived_at=gettext("The time of arrival lies ahead.")), 422
    try:
        begun = _open_visit(form.answers, post, arrived_at=arrived_at, now=now)
    except SentBefore:
        begun = done_before()
    return onward(begun) if begun else redirect(url_for("tasks.page"), 303)


def arrival(clock_time: str, *, now: datetime) -> datetime:
    """A time of today, `HH:MM` in Almaty, as an aware instant."""
    return datetime.combine(local_day(now), time.fromisoformat(clock_time), ALMATY)


def desks(actor: Actor) -> list[Assignment]:
    """Posts at desks from which a provider is served."""
    return [
        post
        for post in actor.assignments
        if post.role is Role.STATE_CORPORATION_WORKER and post.serves_id is not None
    ]


def _open_visit(answers: Any, post: Assignment, *, arrived_at: datetime, now: datetime) -> str:
    platform, actor = current_platform(), signed_in()
    with platform.database.transaction() as connection:
        case_no = allot_case_no(connection, now=now)
    given = {
        **answers,
        **_people_and_offices(post, actor, now),
        "channel": "state-corporation",
        "case_no": case_no,
        "arrived_at": instant_text(arrived_at),
        "service_started_at": instant_text(now),
    }
    start = Start(
        key=SERVICE,
        variables=given,
        business_key=case_no,
        office_id=post.serves_id,
        partner_office_id=post.office_id,
    )

    def also(connection: Connection, instance_id: str) -> None:
        note_once(connection, instance_id, now)
        note_visit(connection, instance_id, arrived_at=arrived_at, service_started_at=now)

    return start_instance(platform.runtime, start, actor=actor.person_id, now=now, also=also)


def _people_and_offices(post: Assignment, actor: Actor, now: datetime) -> dict[str, object]:
    assert post.office_id is not None, "who works at a desk works in a branch"
    assert post.serves_id is not None, "desks() leaves out branches that serve nobody"
    today = local_day(now)
    with current_platform().database.snapshot() as connection:
        worker = store.person_by_id(connection, actor.person_id)
        assert worker is not None, "somebody is signed in"
        return {
            "provider": store.office_profile(connection, post.serves_id, on=today),
            "branch": store.office_profile(connection, post.office_id, on=today),
            "worker_name": worker.full_name,
            "worker_phone": worker.phone,
            "worker_position_kk": worker.position_kk,
            "worker_position_ru": worker.position_ru,
        }


def _chosen_post() -> Assignment:
    """The desk that the page named, or the only one; 403 where it is not this worker's."""
    own = desks(signed_in())
    wanted = request.form.get(DESK, "")
    fitting = [post for post in own if wanted in ("", str(post.office_id))]
    if not fitting or (not wanted and len(own) > 1):
        abort(403)
    return fitting[0]


def _page(form: DeskForm, **refused: str) -> str:
    return render_template(
        "desk/visit.html",
        form=form.view(**refused),
        once=once_key(),
        desk=DESK,
        chosen=request.form.get(DESK, ""),
        desks=_named_desks(),
    )


def _named_desks() -> list[tuple[int, str]]:
    """Number and name of each branch, where there is a choice."""
    own = [post.office_id for post in desks(signed_in()) if post.office_id is not None]
    if len(own) < 2:
        return []
    name = f"name_{current_language()}"
    with current_platform().database.snapshot() as connection:
        return [(each, getattr(store.office_by_id(connection, each), name)) for each in own]
