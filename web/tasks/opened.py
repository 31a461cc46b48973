"""One user task as the pages need it: its row, its form in its own version, and what it sees of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from engine.errors import EngineError, UserTaskClosed, UserTaskTaken
from engine.expression.values import Variables
from engine.model.ahead import conditions_ahead
from engine.step.states import OPEN_TASK
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from forms.form import Form, read_form
from forms.library import load_form
from forms.plain import plain_form
from people import store
from people.roles import Role
from people.store import Connection
from people.values import local_day
from web.cases.variables import task_variables
from web.platform import Platform, current_platform
from web.tasks.store import task_record

PERSON_ROLES: Mapping[str, Role] = {"specialist": Role.SPECIALIST}
"""Fields of control person: who may be chosen there, of the provider's office of the case."""


@dataclass(frozen=True, kw_only=True)
class OpenedTask:
    """row: of `web.tasks.store.task_record`; scope: variables; persons: who may be chosen, by field."""

    row: Record
    version: Version
    form: Form
    scope: Variables
    persons: Mapping[str, Mapping[str, str]]

    @property
    def is_open(self) -> bool:
        return self.row.state in OPEN_TASK

    @cached_property
    def element(self) -> Any:
        return self.version.definition.elements[self.row.element_id]

    def label(self, language: str) -> str:
        """Name of the task."""
        return str(self.element.label.text(language))

    def conflict(self, person_id: str) -> EngineError | None:
        """Why this person cannot work on it now, as the engine would say it."""
        row = self.row
        if not self.is_open:
            return UserTaskClosed(row.id, by=row.closed_by, at=row.closed_at, state=row.state)
        if row.assignee not in (None, person_id):
            return UserTaskTaken(row.id, assignee=row.assignee)
        return None


def open_task(user_task_id: int) -> OpenedTask:
    """Load a task with its case. Raises UnknownUserTask."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = task_record(connection, user_task_id)
        version = version_by_id(connection, platform.runtime.versions, row.definition_id)
        form = form_of(version, row.element_id, row.form_key)
        return OpenedTask(
            row=row,
            version=version,
            form=form,
            scope=task_variables(
                platform,
                version,
                row.instance_id,
                row.case_state,
                row.token if row.state in OPEN_TASK else None,
            ),
            persons=_choices(connection, platform, form, row.case_office_id),
        )


def form_of(version: Version, element_id: str, key: str) -> Form:
    """The form of a task; a plain one where it names none. Raises UnknownForm."""
    if key:
        return stored_form(version, key)
    return plain_form(conditions_ahead(version.whole, element_id))


def stored_form(version: Version, key: str) -> Form:
    """The form as it was when the version was deployed. Raises UnknownForm."""
    return read_stored(key, version.forms[key]) if key in version.forms else load_form(key)


@lru_cache(maxsize=512)
def read_stored(key: str, content: str) -> Form:
    """The text of a form file, read once: a version never changes."""
    return read_form(key, content.encode())


def _choices(
    connection: Connection, platform: Platform, form: Form, office_id: int | None
) -> dict[str, dict[str, str]]:
    asked = {field.name for field in form.asked}
    today = local_day(platform.clock())
    return {
        name: {
            person.id: person.full_name
            for person in store.persons_with_role(connection, role, office_id=office_id, on=today)
        }
        for name, role in PERSON_ROLES.items()
        if name in asked
    }
