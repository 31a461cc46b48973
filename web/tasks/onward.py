"""What comes after a step: the next one of the same case, if it is the same person's, else their list."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.commands.user_tasks import claim_user_task
from engine.errors import UserTaskClosed, UserTaskTaken
from engine.storage.columns import Record
from engine.storage.queries import instance_row, open_incidents, version_by_id
from people.actions import Action
from people.actor import Actor
from people.rights import may
from people.store import Connection
from web.access import access, signed_in
from web.cases.store import waits_of
from web.languages import current_language
from web.platform import current_platform
from web.tasks.store import next_of_case, next_of_own, posts_of

blueprint = Blueprint("onward", __name__)


@blueprint.get("/cases/<instance_id>/next")
@access(Action.AWAIT_STEP)
def page(instance_id: str) -> Response:
    """While a look-up of the case runs: what it does; then the way on. It says no more than the case's number."""
    with current_platform().database.snapshot() as connection:
        case = instance_row(connection, instance_id)
        ready = next_of_case(connection, signed_in(), instance_id)
        running = None if ready else awaited_step(connection, signed_in(), case)
        stuck = bool(open_incidents(connection, instance_id))
    if ready is None and running is None:
        return redirect(url_for("tasks.page"), 303)
    tag = "ready" if ready else "stuck" if stuck else "running"
    shown = render_template(
        "tasks/next.html", case=case, ready=ready, running=running, stuck=stuck, tag=tag
    )
    answer = make_response(shown)
    answer.set_etag(tag)
    return answer.make_conditional(request)


@blueprint.post("/cases/<instance_id>/next")
@access(Action.AWAIT_STEP)
def go_on(instance_id: str) -> Response:
    """Take the next step of the case and open it."""
    return onward(instance_id)


def onward(instance_id: str, done: str = "") -> Response:
    """To the next step of the case, which becomes the actor's own; to what it waits for; or to the list.

    done: what was done, in words; it is said on the page that opens.
    """
    actor = signed_in()
    with current_platform().database.snapshot() as connection:
        following = next_of_case(connection, actor, instance_id)
        case = instance_row(connection, instance_id)
        awaited = None if following else awaited_step(connection, actor, case)
        own = next_of_own(connection, actor)
    if following is not None and _taken(following, actor):
        return _saying(done, url_for("task.page", user_task_id=following.id))
    if awaited is not None:
        return _saying(done, url_for("onward.page", instance_id=instance_id))
    listed = may(actor, Action.SEE_TASK_LIST)
    link = _linked(done, own) if done and own is not None else done
    return _saying(link, url_for("tasks.page" if listed else "start.page"))


def awaited_step(connection: Connection, actor: Actor, case: Record) -> str | None:
    """Name of a job of the case that runs, or has failed, in a lane of the actor's: after it the case is theirs again."""
    version = version_by_id(connection, current_platform().runtime.versions, case.definition_id)
    offices = (case.office_id, case.partner_office_id)
    lanes = {lane for office_id, _, lane in posts_of(actor) if office_id in offices}
    places = [wait.element_id for wait in waits_of(connection, case.id) if wait.kind == "job"]
    places += [incident.element_id for incident in open_incidents(connection, case.id)]
    elements = (version.definition.elements.get(each) for each in places)
    names = (
        each.brief(current_language()) for each in elements if each and (each.lane or "") in lanes
    )
    return next(names, None)


def _taken(task: Record, actor: Actor) -> bool:
    """Whether it is the actor's now; a colleague may have been faster."""
    platform = current_platform()
    try:
        claim_user_task(platform.runtime, task.id, actor=actor.person_id, now=platform.clock())
    except (UserTaskTaken, UserTaskClosed):
        return False
    return True


def _saying(done: str, address: str) -> Response:
    if done:
        flash(done, "success")
    return redirect(address, 303)


def _linked(done: str, following: Record) -> Markup:
    """What was done, with a link to the soonest due of one's own."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        version = version_by_id(connection, platform.runtime.versions, following.definition_id)
    label = version.definition.elements[following.element_id].label.text(current_language())
    words = gettext("Next: %(task)s, case %(case)s", task=label, case=following.business_key)
    address = url_for("task.page", user_task_id=following.id)
    return Markup('{} <a href="{}">{}</a>').format(done, address, words)
