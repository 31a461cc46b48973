"""The task list of staff: what is theirs, what is free, what their colleagues hold, what they have done today."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from flask import Blueprint, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from engine.calendar.working import ALMATY
from engine.model.values import Element
from engine.storage.columns import Record
from engine.storage.queries import definition_rows, version_by_id
from people.actions import Action
from people.rights import Case
from people.roles import Role, roles_of_lane
from people.store import Connection
from people.values import local_day
from web.access import access, note_read, signed_in
from web.cases.finding_store import matching_cases
from web.cases.lines import opened_search, sealed_search
from web.cases.list_store import named_persons
from web.due import Badge, due_badge
from web.languages import current_language
from web.minutes import norm_badge
from web.platform import Platform, current_platform
from web.row_numbers import row_number
from web.tasks.filter_store import SavedFilter, list_url, saved_filters
from web.tasks.list_store import (
    MOST_COUNTED,
    Place,
    Show,
    Sort,
    Wanted,
    counted_tasks,
    listed_tasks,
)

blueprint = Blueprint("tasks", __name__)

PAGE_LENGTH = 50
PLACE = re.compile(r"(?P<at>[0-9T:.+\-Z]{0,40})~(?P<id>[0-9]{1,18})")
SHOWS, SORTS = {each.value: each for each in Show}, {each.value: each for each in Sort}
KEPT = ("show", "sort", "step", "overdue", "found")  # of the address, from page to page


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One row of the list, in the language of the page. persons: names of applicant and pupil, by relation."""

    id: int
    instance_id: str
    label: str
    case_no: str
    persons: Mapping[str, str]
    arrived_at: datetime
    due_at: datetime | None
    follow_up_at: datetime | None
    closed_at: datetime | None
    badge: Badge
    returned: bool  #: done before, and come again
    assignee: str  #: empty: nobody
    mine: bool
    openable: bool  #: the actor works on this lane; a head sees the others only to re-assign
    reassignable: bool

    @property
    def mark(self) -> str:
        """Another one after what others do to the task."""
        return f"{self.assignee}/{self.follow_up_at}/{self.closed_at}"


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    lines: tuple[TaskLine, ...]
    counts: Mapping[str, str]
    filters: Sequence[SavedFilter]
    previous_url: str | None
    next_url: str | None


@blueprint.get("/tasks")
@access(Action.SEE_TASK_LIST)
def page() -> str:
    platform, actor = current_platform(), signed_in()
    text = opened_search(platform.vault, request.args.get("found"), actor.person_id)
    wanted = _wanted(platform, text)
    with platform.database.snapshot() as connection:
        shown = _task_page(platform, connection, wanted)
        steps = own_steps(platform, connection)
    for line in shown.lines:
        if line.persons:
            note_read(
                Action.SEE_TASK_LIST, Case(instance_id=line.instance_id, office_id=None), "/tasks"
            )
    return render_template(
        "tasks/list.html",
        shown=shown,
        wanted=wanted,
        text=text,
        steps=steps,
        kept=_kept(request.args),
        heads=Role.HEAD in actor.roles,
    )


@blueprint.get("/tasks/changes")
@access(Action.SEE_TASK_LIST)
def changes() -> Response:
    """Asked while the list is open: its tasks by number, each with a mark that is another one after a change."""
    platform, actor = current_platform(), signed_in()
    wanted = _wanted(
        platform, opened_search(platform.vault, request.args.get("found"), actor.person_id)
    )
    with platform.database.snapshot() as connection:
        shown = _task_page(platform, connection, wanted)
    answer = jsonify({line.id: line.mark for line in shown.lines})
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.post("/tasks")
@access(Action.SEE_TASK_LIST)
def search() -> Response:
    """What is searched stays out of the address: names and identification numbers."""
    platform, text = current_platform(), request.form.get("search", "").strip()
    kept = _kept(request.form)
    kept.pop("found", None)
    if text:
        kept["found"] = sealed_search(platform.vault, text, signed_in().person_id)
    return redirect(list_url(kept), 303)


def _wanted(platform: Platform, text: str) -> Wanted:
    """What the address asks for; what it says wrong is as if it were not said."""
    now, asked = platform.clock(), request.args
    after, before = _place(asked.get("after", "")), _place(asked.get("before", ""))
    return Wanted(
        actor=signed_in(),
        now=now,
        today=day_begin(now),
        show=SHOWS.get(asked.get("show", ""), Show.ALL),
        sort=SORTS.get(asked.get("sort", ""), Sort.DUE),
        found=matching_cases(platform.vault, text, now) if text else None,
        element_id=asked.get("step", "").replace("\0", "")[:200],
        overdue=asked.get("overdue") == "1",
        after=after,
        before=None if after else before,
        limit=PAGE_LENGTH,
    )


def day_begin(now: datetime) -> datetime:
    """Midnight of this day in Almaty."""
    return datetime.combine(local_day(now), time(), ALMATY)


def _place(text: str) -> Place | None:
    found = PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        due_at = _instant(found["at"]) if found["at"] else None
    except (ValueError, OverflowError):
        return None
    return Place(due_at=due_at, id=row_number(found["id"]))


def _instant(text: str) -> datetime:
    """Raises ValueError, OverflowError where it is no instant that has a zone, or none in UTC."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at.astimezone(UTC)


def _task_page(platform: Platform, connection: Connection, wanted: Wanted) -> TaskPage:
    rows = listed_tasks(connection, wanted)
    more, backwards = len(rows) > wanted.limit, wanted.before is not None
    kept = rows[-wanted.limit :] if backwards else rows[: wanted.limit]
    named = named_persons(connection, platform.vault, {row.instance_id for row in kept})
    counts = counted_tasks(connection, wanted)
    return TaskPage(
        lines=tuple(_line(platform, connection, row, named[row.instance_id]) for row in kept),
        counts={show: _counted(number) for show, number in counts.items()},
        filters=saved_filters(connection, wanted.actor.person_id),
        previous_url=_url(kept[:1], "before") if (more if backwards else wanted.after) else None,
        next_url=_url(kept[-1:], "after") if (backwards or more) else None,
    )


def _counted(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _url(edge: Sequence[Record], name: str) -> str | None:
    """The page beyond a row, with the same filter."""
    if not edge:
        return None
    at = edge[0].due_at.isoformat() if edge[0].due_at else ""
    return list_url({**_kept(request.args), name: f"{at}~{edge[0].id}"})


def _kept(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: asked[name] for name in KEPT if asked.get(name)}


def own_steps(platform: Platform, connection: Connection) -> list[tuple[str, str]]:
    """Id and name of the steps that the actor's posts work on, of the newest version of each process."""
    roles, found = signed_in().roles, dict[str, str]()
    newest = {row.key: row.id for row in reversed(definition_rows(connection))}
    for definition_id in newest.values():
        version = version_by_id(connection, platform.runtime.versions, definition_id)
        for element in version.definition.user_tasks:
            if Role.HEAD in roles or roles & roles_of_lane(element.lane or ""):
                found[element.id] = element.brief(current_language())
    return sorted(found.items(), key=lambda item: item[1])


def _line(
    platform: Platform, connection: Connection, row: Record, persons: Mapping[str, str]
) -> TaskLine:
    actor, now, calendar = signed_in(), platform.clock(), platform.runtime.calendar
    element = task_element(platform, connection, row)
    due_at, badge = row.due_at, due_badge(row.due_at, now=now, calendar=calendar)
    norm = norm_badge(
        element, opened_at=row.created_at, closed_at=row.closed_at, now=now, calendar=calendar
    )
    if due_at is None and norm is not None:
        due_at, badge = norm
    return TaskLine(
        id=row.id,
        instance_id=row.instance_id,
        label=element.brief(current_language()),
        case_no=row.business_key,
        persons=persons,
        arrived_at=row.created_at,
        due_at=due_at,
        follow_up_at=row.follow_up_at,
        closed_at=row.closed_at,
        badge=badge,
        returned=row.returned,
        assignee=" ".join(each for each in (row.surname, row.name, row.patronymic) if each),
        mine=row.assignee == actor.person_id,
        openable=_works_on(row),
        reassignable=row.office_id in actor.offices_as(Role.HEAD) and row.closed_at is None,
    )


def task_element(platform: Platform, connection: Connection, row: Record) -> Element:
    """What the model says of the task of a row of the list."""
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    return version.definition.elements[row.element_id]


def _works_on(row: Record) -> bool:
    actor = signed_in()
    return any(row.office_id in actor.offices_as(role) for role in roles_of_lane(row.lane))
