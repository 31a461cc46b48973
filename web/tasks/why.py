"""Why somebody has a task, in one sentence: after what it came, and by which rule or by whom it is theirs."""

from __future__ import annotations

from flask_babel import format_datetime, gettext

from engine.history.events import EventKind
from engine.storage.columns import Record
from people.roles import role_name, role_of_lane
from people.store import Connection
from web.tasks.opened import OpenedTask
from web.tasks.store import handing, step_before


def why(connection: Connection, task: OpenedTask, language: str) -> str:
    """Only of a task that is open."""
    came = _came(task, step_before(connection, task.row), language)
    return f"{came}; {_given(task.row, handing(connection, task.row), language)}."


def _came(task: OpenedTask, before: Record | None, language: str) -> str:
    if before is None:
        return str(gettext("It came with the start of the case"))
    element = task.version.definition.elements.get(before.element_id)
    words = gettext(
        "It came after «%(step)s» (%(who)s, %(when)s)",
        step=element.brief(language) if element else "",
        who=before.closer_name or gettext("the system"),
        when=format_datetime(before.closed_at, "dd.MM.yyyy HH:mm"),
    )
    return str(words)


def _given(row: Record, event: Record | None, language: str) -> str:
    if row.assignee is None:
        role = role_of_lane(row.lane)
        lane = role_name(role, language) if role else row.lane
        return str(gettext("whoever of the office works as «%(role)s» may do it", role=lane))
    if event is None:
        return str(gettext("the case names who does it: %(who)s", who=row.holder_name))
    if event.kind == EventKind.USER_TASK_CLAIMED:
        return str(gettext("%(who)s took it", who=row.holder_name))
    words = gettext("%(by)s gave it to %(who)s", by=event.actor_name, who=row.holder_name)
    return str(words)
