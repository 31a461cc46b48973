"""The task list of staff: what is theirs, what is free, what their colleagues hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for

from engine.expression.values import Value
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from people.actions import Action
from people.roles import Role, role_of_lane
from people.values import local_day
from web.access import access, signed_in
from web.due import Badge, due_badge
from web.languages import current_language
from web.platform import Platform, current_platform
from web.tasks.store import Place, Show, Wanted, listed_tasks

blueprint = Blueprint("tasks", __name__)

PAGE_LENGTH = 50
PLACE = re.compile(r"(?P<at>[0-9T:.+\-Z]{0,40})~(?P<id>[0-9]{1,18})")
SERIAL = re.compile(r"[0-9]{1,6}")  # of a case number: 2016-000123
YEARS_BACK = 2


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One row of the list, in the language of the page."""

    id: int
    instance_id: str
    label: str
    case_no: str
    arrived_at: datetime
    due_at: datetime | None
    badge: Badge
    assignee: str  #: empty: nobody
    mine: bool
    openable: bool  #: the actor works on this lane; a head sees the others only to re-assign
    reassignable: bool


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    lines: tuple[TaskLine, ...]
    previous_url: str | None
    next_url: str | None


@blueprint.get("/tasks")
@access(Action.SEE_TASK_LIST)
def page() -> str:
    wanted = _wanted()
    return render_template(
        "tasks/list.html",
        shown=_task_page(wanted),
        show=wanted.show,
        case_no=request.args.get("case_no", ""),
        heads=Role.HEAD in signed_in().roles,
    )


def _wanted() -> Wanted:
    """What the address asks for; what it says wrong is as if it were not said."""
    actor, typed = signed_in(), " ".join(request.args.get("case_no", "").split())
    shows = {each.value: each for each in Show}
    return Wanted(
        actor=actor,
        show=shows.get(request.args.get("show", ""), Show.ALL),
        case_prefix=typed,
        case_numbers=_case_numbers(typed),
        after=_place(request.args.get("after", "")),
        before=_place(request.args.get("before", "")),
        limit=PAGE_LENGTH,
    )


def _case_numbers(typed: str) -> tuple[str, ...]:
    """The last digits alone are enough: of this year and the years before it."""
    if SERIAL.fullmatch(typed) is None:
        return ()
    this_year = local_day(current_platform().clock()).year
    return tuple(f"{this_year - back}-{int(typed):06}" for back in range(YEARS_BACK))


def _place(text: str) -> Place | None:
    found = PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        due_at = datetime.fromisoformat(found["at"]) if found["at"] else None
    except ValueError:
        return None
    if due_at is not None and due_at.tzinfo is None:
        return None
    return Place(due_at=due_at, id=int(found["id"]))


def _task_page(wanted: Wanted) -> TaskPage:
    platform = current_platform()
    if wanted.after is not None:
        wanted = replace(wanted, before=None)
    with platform.database.snapshot() as connection:
        rows = listed_tasks(connection, wanted)
        labels = {row.id: _label(connection, platform, row) for row in rows}
    more = len(rows) > wanted.limit
    backwards = wanted.before is not None
    kept = rows[-wanted.limit :] if backwards else rows[: wanted.limit]
    return TaskPage(
        lines=tuple(_line(row, labels[row.id], platform) for row in kept),
        previous_url=_url(kept[:1], "before") if (more if backwards else wanted.after) else None,
        next_url=_url(kept[-1:], "after") if (backwards or more) else None,
    )


def _url(edge: Sequence[Any], name: str) -> str | None:
    """The page beyond a row, with the same filter."""
    if not edge:
        return None
    at = edge[0].due_at.isoformat() if edge[0].due_at else ""
    kept = {key: request.args[key] for key in ("show", "case_no") if request.args.get(key)}
    values: dict[str, Value] = {**kept, name: f"{at}~{edge[0].id}"}
    return url_for("tasks.page", **values)


def _label(connection: Any, platform: Platform, row: Record) -> str:
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    return version.definition.elements[row.element_id].label.text(current_language())


def _line(row: Record, label: str, platform: Platform) -> TaskLine:
    actor = signed_in()
    names = (row.surname, row.name, row.patronymic)
    heads = actor.offices_as(Role.HEAD)
    return TaskLine(
        id=row.id,
        instance_id=row.instance_id,
        label=label,
        case_no=row.business_key,
        arrived_at=row.created_at,
        due_at=row.due_at,
        badge=due_badge(row.due_at, now=platform.clock(), calendar=platform.runtime.calendar),
        assignee=" ".join(each for each in names if each),
        mine=row.assignee == actor.person_id,
        openable=_works_on(row),
        reassignable=row.office_id in heads,
    )


def _works_on(row: Record) -> bool:
    role = role_of_lane(row.lane)
    return role is not None and row.office_id in signed_in().offices_as(role)
