"""Notices to who is signed in: what was given to them or came back, what is late, what their applications have reached."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import DatabaseAway
from people.actions import Action
from people.actor import Actor
from web.access import access, local_path, signed_in
from web.languages import current_language
from web.platform import current_platform
from web.row_numbers import row_number
from workers.notices.events import OF_STAFF
from workers.notices.store import (
    CabinetNotice,
    cabinet_notices,
    count_unread,
    mark_all_read,
    mark_read,
)

PAGE = 25
MOST_COUNTED = 99  # by the bell

blueprint = Blueprint("own_notices", __name__)


@blueprint.get("/notices/mine")
@access(Action.SEE_OWN_ACCOUNT)
def page() -> str:
    """The last first, page by page."""
    platform, before = current_platform(), row_number(request.args.get("before", ""))
    with platform.database.snapshot() as connection:
        found = cabinet_notices(
            connection,
            platform.vault,
            signed_in().person_id,
            limit=PAGE + 1,
            before=before or None,
            language=current_language(),
        )
    shown = found[:PAGE]
    more = url_for("own_notices.page", before=shown[-1].id) if len(found) > PAGE else None
    return render_template(
        "notices.html",
        notices=shown,
        case_url=case_url,
        next_url=more,
        newest=max((each.id for each in shown), default=0),
        unread=any(each.read_at is None for each in shown),
    )


@blueprint.post("/notices/mine/<int:notice_id>/read")
@access(Action.SEE_OWN_ACCOUNT)
def read(notice_id: int) -> Response:
    """Mark one's own notice as read; another's stays as it is."""
    platform = current_platform()
    with platform.database.transaction() as connection:
        mark_read(connection, notice_id, person_id=signed_in().person_id, at=platform.clock())
    back = local_path(request.form.get("next")) or url_for("own_notices.page")
    return redirect(back, 303)


@blueprint.post("/notices/mine/read")
@access(Action.SEE_OWN_ACCOUNT)
def read_all() -> Response:
    """Mark all as read that the page showed; what came since stays unread."""
    platform, upto = current_platform(), row_number(request.form.get("upto", ""))
    with platform.database.transaction() as connection:
        person_id = signed_in().person_id
        mark_all_read(connection, person_id=person_id, upto=upto, at=platform.clock())
    return redirect(url_for("own_notices.page"), 303)


def case_url(notice: CabinetNotice) -> str:
    """Where its case is shown to its reader; empty where it is about none."""
    if notice.instance_id is None:
        return ""
    endpoint = "cases.page" if notice.kind in OF_STAFF else "cabinet.case"
    return url_for(endpoint, instance_id=notice.instance_id)


def unread_by_bell(actor: Actor) -> str:
    """How many are unread, as the bell shows it; empty where none is, or nobody can tell."""
    try:
        with current_platform().database.snapshot() as connection:
            number = count_unread(connection, actor.person_id, most=MOST_COUNTED + 1)
    except DatabaseAway:
        return ""
    if not number:
        return ""
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"
