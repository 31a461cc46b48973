"""Messages that were published: those that nobody took within their time, and those still kept for who will wait for them."""

from __future__ import annotations

from flask import Blueprint, render_template

from engine.storage.message_queries import expired_messages, waiting_messages
from people.actions import Action
from web.access import access
from web.cases.store import known_people
from web.platform import current_platform

MOST = 200

blueprint = Blueprint("messages", __name__)


@blueprint.get("/messages")
@access(Action.SEE_OPERATIONS)
def page() -> str:
    """What they carry stays sealed."""
    with current_platform().database.snapshot() as connection:
        expired = expired_messages(connection, limit=MOST)
        waiting = waiting_messages(connection, limit=MOST)
        people = known_people(connection, {row.sent_by for row in (*expired, *waiting)})
    return render_template(
        "operations/messages.html", expired=expired, waiting=waiting, people=people, most=MOST
    )
