"""A case by hand: suspended, resumed, terminated, moved, reopened; each after a confirmation, with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from engine.commands.life import InstanceNotSuspended
from engine.commands.revision_check import InstanceMovedOn
from engine.commands.tokens import InstanceNotEnded
from engine.errors import InstanceNotActive
from engine.step.states import InstanceStatus
from engine.tokens.execution import CannotPlace, WhyNot
from people.actions import Action
from people.rights import may
from web.access import access, current_subject, signed_in
from web.languages import current_language
from web.operations.life_acts import ACTS, Act, Asked
from web.operations.life_view import Steered, canceled, steered
from web.operations.suspended_store import cases_of_number, suspended_cases
from web.platform import current_platform
from web.typed_line import typed_reason

GONE = (InstanceMovedOn, InstanceNotActive, InstanceNotEnded, InstanceNotSuspended)
STATUSES: Mapping[str, object] = {
    InstanceStatus.ACTIVE: _("The case is under way"),
    InstanceStatus.SUSPENDED: _("The case is suspended"),
    InstanceStatus.COMPLETED: _("The case has ended"),
    InstanceStatus.TERMINATED: _("The case was terminated"),
}
REFUSALS: Mapping[WhyNot, object] = {
    WhyNot.NOTHING_THERE: _("The case does not stand there any more. Choose again."),
    WhyNot.SEVERAL: _("The case stands there several times. Choose one of them."),
    WhyNot.UNDOES: _("What was done is being undone there; that ends by itself."),
    WhyNot.UNKNOWN: _("The model has no such step."),
    WhyNot.BESIDE: _("A case gets there only by what it waits for. Choose another step."),
    WhyNot.ELSEWHERE: _(
        "This step lies in a part of the process that is not open there. Choose the part as a whole."
    ),
    WhyNot.ROUND: _("This step is repeated several times. Choose the repeated part as a whole."),
    WhyNot.NOT_ENDED: _("The case has not ended."),
}

blueprint = Blueprint("life", __name__)


@blueprint.get("/by-hand")
@access(Action.SUSPEND_CASE)
def find() -> Response | tuple[str, int]:
    """A case by its number, and those that are suspended: nobody should be forgotten there."""
    number = " ".join(request.args.get("number", "").split())
    with current_platform().database.snapshot() as connection:
        found = cases_of_number(connection, number) if number else ()
        resting = suspended_cases(connection)
    if len(found) == 1:
        return redirect(url_for("life.page", instance_id=found[0].id))
    missing = bool(number) and not found
    page = render_template(
        "operations/by_hand.html",
        number=number,
        found=found,
        missing=missing,
        resting=resting,
        statuses=STATUSES,
    )
    return page, 404 if missing else 200


@blueprint.get("/by-hand/<instance_id>")
@access(Action.STEER_CASE)
def page(instance_id: str) -> str:
    return _page(_steered(instance_id))


@blueprint.post("/by-hand/<instance_id>/suspend")
@access(Action.SUSPEND_CASE)
def suspend(instance_id: str) -> Response | tuple[str, int] | str:
    return _act(instance_id, ACTS["suspend"])


@blueprint.post("/by-hand/<instance_id>/resume")
@access(Action.SUSPEND_CASE)
def resume(instance_id: str) -> Response | tuple[str, int] | str:
    return _act(instance_id, ACTS["resume"])


@blueprint.post("/by-hand/<instance_id>/terminate")
@access(Action.TERMINATE_CASE)
def terminate(instance_id: str) -> Response | tuple[str, int] | str:
    return _act(instance_id, ACTS["terminate"])


@blueprint.post("/by-hand/<instance_id>/move")
@access(Action.MOVE_TOKEN)
def move(instance_id: str) -> Response | tuple[str, int] | str:
    return _act(instance_id, ACTS["move"])


@blueprint.post("/by-hand/<instance_id>/reopen")
@access(Action.REOPEN_CASE)
def reopen(instance_id: str) -> Response | tuple[str, int] | str:
    return _act(instance_id, ACTS["reopen"])


def _act(instance_id: str, act: Act) -> Response | tuple[str, int] | str:
    """Ask for a confirmation, then do it; what does not fit comes back with the form as it was typed."""
    found, asked = _steered(instance_id), _asked()
    if found.row.revision != asked.seen or found.status not in act.statuses:
        return _page(found, act, asked, outdated=True), 409
    errors = _errors(found, act, asked)
    if errors:
        return _page(found, act, asked, errors=errors), 422
    try:
        if not asked.confirmed:
            return _confirmation(found, act, asked)
        _carry_out(instance_id, act, asked)
    except CannotPlace as error:
        field = "place" if error.why is WhyNot.NOTHING_THERE else "target"
        return _page(found, act, asked, errors={field: str(REFUSALS[error.why])}), 422
    except GONE:
        return _page(_steered(instance_id), act, asked, outdated=True), 409
    flash(str(act.done), "success")
    return redirect(url_for("life.page", instance_id=instance_id))


def _carry_out(instance_id: str, act: Act, asked: Asked) -> None:
    platform = current_platform()
    act.command(
        platform.runtime, instance_id, asked, actor=signed_in().person_id, now=platform.clock()
    )


def _asked() -> Asked:
    text = request.form.get
    seen = text("seen", "")
    return Asked(
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
        reason=typed_reason().text,
        place=text("place", ""),
        target=text("target", ""),
        confirmed=text("confirmed", "") == "yes",
    )


def _errors(found: Steered, act: Act, asked: Asked) -> dict[str, str]:
    errors: dict[str, str] = {}
    places = {choice.value for choice in found.places()}
    if "place" in act.fields and asked.place not in places:
        errors["place"] = gettext("Choose where the case leaves.")
    if "target" in act.fields and not asked.target:
        errors["target"] = gettext("Choose where the case goes on.")
    if wrong := typed_reason().error:
        errors["reason"] = wrong
    return errors


def _confirmation(found: Steered, act: Act, asked: Asked) -> str:
    platform = current_platform()
    gone: tuple[str, ...] = ()
    if act.name == "move":
        with platform.database.snapshot() as connection:
            gone = tuple(canceled(platform, connection, found, asked.token, asked.target))
    return render_template(
        "operations/life_confirm.html",
        found=found,
        act=act,
        asked=asked,
        says=act.says(found, asked, gone),
    )


def _page(
    found: Steered,
    act: Act | None = None,
    asked: Asked | None = None,
    *,
    errors: Mapping[str, str] | None = None,
    outdated: bool = False,
) -> str:
    """act, asked: the form that comes back as it was typed."""
    actor, case = signed_in(), current_subject().case
    acts = [
        each
        for each in ACTS.values()
        if found.status in each.statuses and may(actor, each.action, case)
    ]
    return render_template(
        "operations/life.html",
        found=found,
        acts=acts,
        tried=act.name if act else "",
        asked=asked,
        errors=errors or {},
        outdated=outdated,
        status_words=STATUSES[found.status],
        may_correct=found.goes_on and may(actor, Action.CORRECT_CASE, case),
        may_see=may(actor, Action.SEE_CASE, case),
        may_find=may(actor, Action.SUSPEND_CASE),
    )


def _steered(instance_id: str) -> Steered:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        return steered(platform, connection, instance_id, current_language())
