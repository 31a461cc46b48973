"""Hand-over lists: what the provider gives a branch of the State Corporation today, with two signatures."""

from __future__ import annotations

import io
from collections.abc import Sequence

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

from engine.errors import EngineError
from engine.storage.queries import open_user_tasks
from people import store
from people.actions import Action
from people.actor import Actor
from people.rights import Case, may
from people.roles import Role
from people.store import Connection
from people.values import local_day
from web.access import access, note_read, signed_in
from web.cases.store import known_people
from web.desk.batches import Batch, batches_of, own_offices
from web.desk.hand_over_store import FORM, kept_list, kept_lists, may_share
from web.forms.days import current_day
from web.languages import current_language
from web.platform import Platform, current_platform
from web.subjects import named_subject
from web.tasks.completion import complete_task
from web.tasks.opened import open_task
from web.typed_line import TypedLine, typed_line
from workers.documents.hand_over_list import HandOver, HandOverLine, keep_hand_over_list
from workers.documents.store import document_content
from workers.editions import DEFAULT
from workers.notices.events import NoticeKind
from workers.notices.outbox import Recipient, add_staff_notices

LONGEST_NAME = 200
NOBODY = TypedLine(text="")

blueprint = Blueprint("hand_over", __name__)


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
        found = [each for each in batches_of(platform, connection, actor) if each.key == _wanted()]
    if not found:
        abort(404)
    chosen = set(request.form.getlist("case"))
    given = [each for each in found[0].cases if each.instance_id in chosen]
    lines = [each.line for each in given]
    received_by = typed_line("received_by", most=LONGEST_NAME)
    if not lines or received_by.error:
        return _page(refused=found[0].key, received_by=received_by), 422
    list_id = _keep(platform, actor, found[0], lines, received_by.text)
    flash(gettext("The list is made. Print it in two copies: each side signs both."), "success")
    if count := sum(_handed_over(each.instance_id) for each in given):
        flash(gettext("Hand-over tasks completed with it: %(count)s.", count=count), "success")
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


def _handed_over(instance_id: str) -> bool:
    """Complete the hand-over of a listed case, where it is open and the maker's to do."""
    database, actor = current_platform().database, signed_in()
    with database.snapshot() as connection:
        tasks = open_user_tasks(connection, instance_id)
    for row in (each for each in tasks if each.form_key == FORM):
        subject, task = named_subject(database, {"user_task_id": row.id}), open_task(row.id)
        allowed = subject and may(actor, Action.COMPLETE_TASK, subject.case, subject.task)
        if not allowed or task.conflict(actor.person_id):
            continue
        try:
            complete_task(task, {"handed_over_on": current_day().isoformat()}, ())
        except EngineError:
            continue  # a colleague was faster; the list says that it is handed over either way
        return True
    return False


def _wanted() -> str:
    return request.form.get("batch", "")


def _keep(
    platform: Platform, actor: Actor, batch: Batch, lines: Sequence[HandOverLine], received_by: str
) -> str:
    now = platform.clock()
    handed = HandOver(
        giver=batch.giver,
        receiver=batch.receiver,
        given_by=actor.name,
        received_by=received_by,
        day=local_day(now),
        lines=lines,
    )
    with platform.database.transaction() as connection:
        list_id = keep_hand_over_list(
            connection,
            platform.vault,
            handed,
            made_by=actor.person_id,
            rules=DEFAULT,
            public_url=platform.settings.public_url,
            now=now,
        )
        _tell_branch(connection, batch, handed, list_id)
    return list_id


def _tell_branch(connection: Connection, batch: Batch, handed: HandOver, list_id: str) -> None:
    """Its workers learn which results are on the way."""
    platform, role = current_platform(), Role.STATE_CORPORATION_WORKER
    workers = store.persons_with_role(connection, role, office_id=batch.branch_id, on=handed.day)
    add_staff_notices(
        connection,
        platform.vault,
        NoticeKind.HANDED_OVER,
        {"cases": ", ".join(line.case_no for line in handed.lines)},
        recipients=[Recipient(person_id=each.id, language=each.language) for each in workers],
        event_key=list_id,
        now=platform.clock(),
    )


def _page(refused: str = "", received_by: TypedLine = NOBODY) -> str:
    """refused: key of the batch of which no list was made; received_by: as it was typed there."""
    platform, actor = current_platform(), signed_in()
    with platform.database.snapshot() as connection:
        batches = batches_of(platform, connection, actor)
        lists = kept_lists(connection, own_offices(actor), actor.person_id)
        people = known_people(connection, {row.created_by for row in lists})
    for given in (given for batch in batches for given in batch.cases):
        case = Case(instance_id=given.instance_id, office_id=None)
        note_read(Action.HAND_OVER, case, request.path)
    return render_template(
        "desk/hand_over.html",
        batches=batches,
        lists=lists,
        people=people,
        refused=refused,
        chosen=frozenset(request.form.getlist("case")),
        received_by=received_by,
        made=request.args.get("made", ""),
        words=lambda each: each.text(current_language()),
    )
