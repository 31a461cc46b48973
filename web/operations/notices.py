"""Notices that have not reached anybody: the administrator sees why and has them tried again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from people.actions import Action
from web.access import access
from web.cases.papers import CHANNELS, STATES
from web.platform import current_platform
from workers.notices.unsent_store import send_again, unsent_notices
from workers.tables import NoticeState

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
@access(Action.SEE_OPERATIONS)
def page() -> str:
    """Subjects name nobody; texts and addresses stay sealed."""
    with current_platform().database.snapshot() as connection:
        notices = unsent_notices(connection)
    return render_template(
        "operations/notices.html",
        notices=notices,
        channels={key: str(words) for key, words in CHANNELS.items()},
        states={key: str(words) for key, words in STATES.items()},
        failed=NoticeState.FAILED,
    )


@blueprint.post("/notices/<int:notice_id>/again")
@access(Action.SEE_OPERATIONS)
def again(notice_id: int) -> Response:
    """One more attempt, as soon as the sender looks."""
    platform = current_platform()
    with platform.database.transaction() as connection:
        taken = send_again(connection, notice_id, at=platform.clock())
    if taken:
        flash(gettext("The notice will be sent again within a minute."), "success")
    else:
        flash(gettext("This notice is not given up: it was sent, or waits to be sent."), "warning")
    return redirect(url_for("notices.page"))
