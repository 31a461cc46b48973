"""One case put together for its page: what the tables hold, what the history proves, in the words of the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from engine.diagram import Marks
from engine.expression.values import Variables
from engine.step.states import InstanceStatus
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import instance_row, version_by_id
from people.actions import Action
from people.actor import Actor
from people.rights import Case, Task, may
from people.store import Connection
from web.cases.history import Retold, awaited, case_variables, marks_of, retold
from web.cases.pool_store import tokens_beside
from web.cases.status import WORDS, CaseStatus, case_status
from web.cases.store import (
    Known,
    Wait,
    completed_tasks,
    incident_rows,
    known_people,
    receipt_numbers,
    waits_of,
)
from web.due import Badge, due_badge
from web.minutes import Measured, desk_minutes
from web.pictures import picture
from web.platform import Platform
from workers.store import CasePerson, case_persons

RELATIONS: Mapping[str, object] = {"applicant": _("Applicant"), "pupil": _("Pupil")}


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a case is now, in words. user_task_id: where the reader may open the task."""

    kind: str
    label: str
    lane: str
    holder: str
    due_at: datetime | None
    badge: Badge | None
    user_task_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What was read of one case, in one consistent view. beside: where tokens of the other pools of its drawing stand."""

    row: Record
    version: Version
    story: Retold
    variables: Variables
    waits: tuple[Wait, ...]
    troubled: tuple[str, ...]
    done_by_people: tuple[str, ...]
    persons: tuple[CasePerson, ...]
    people: Mapping[str, Known]
    receipt_no: str
    now: datetime
    beside: tuple[str, ...] = ()

    @cached_property
    def status(self) -> CaseStatus:
        standing_at = [wait.element_id for wait in self.waits]
        return case_status(self.row.status, outcome=self.row.outcome, standing_at=standing_at)

    @property
    def status_words(self) -> str:
        return str(WORDS[self.status])

    @property
    def is_active(self) -> bool:
        return bool(self.row.status == InstanceStatus.ACTIVE)

    @property
    def overdue(self) -> tuple[str, ...]:
        """Ids of the tasks whose term has passed."""
        late = (w for w in self.waits if w.kind == "task" and w.due_at and w.due_at < self.now)
        return tuple(wait.element_id for wait in late)

    @property
    def minutes(self) -> list[Measured]:
        """Of waiting and service at the desk."""
        return desk_minutes(self.variables, now=self.now, ended_at=self.row.ended_at)

    def outcome(self, language: str) -> str:
        """The end it came to; empty while it goes on."""
        element = self.version.definition.elements.get(self.row.outcome or "")
        return element.label.text(language) if element and not self.is_active else ""

    def named_persons(self) -> list[tuple[str, str]]:
        """Relation and name of whom the case is about."""
        return [(str(RELATIONS.get(each.relation, "")), each.name) for each in self.persons]

    def marks(self) -> Marks:
        own = marks_of(
            self.version,
            self.story,
            waits=awaited(self.version, self.waits) if self.is_active else (),
            troubled=self.troubled,
            overdue=self.overdue,
            done_by_people=self.done_by_people,
        )
        return replace(own, active=own.active | set(self.beside))

    @property
    def focus(self) -> tuple[str, ...]:
        """Where the picture opens: at what waits, else at the end that was reached."""
        waiting = awaited(self.version, self.waits) if self.is_active else ()
        return tuple(wait.element_id for wait in waiting) or (self.row.outcome or "",)

    def picture(self, language: str) -> str | None:
        title = gettext("Case %(case)s", case=self.row.business_key)
        xml, marks = self.version.xml, self.marks()
        return picture(xml, marks, language=language, title=title, around=self.focus)


def case_file(platform: Platform, connection: Connection, instance_id: str) -> CaseFile:
    """Raises UnknownInstance; a broken history is told in `story`."""
    row = instance_row(connection, instance_id)
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    story = retold(platform, connection, row)
    waits = waits_of(connection, instance_id)
    holders = {wait.assignee for wait in waits if wait.assignee}
    incidents = incident_rows(connection, instance_id=instance_id)
    return CaseFile(
        row=row,
        version=version,
        story=story,
        variables=case_variables(platform, version, row, story),
        waits=waits,
        troubled=tuple(incident.element_id for incident in incidents),
        done_by_people=tuple(completed_tasks(connection, instance_id)),
        persons=case_persons(connection, platform.vault, instance_id),
        people=known_people(connection, holders),
        receipt_no=receipt_numbers(connection, [instance_id]).get(instance_id, ""),
        now=platform.clock(),
        beside=tokens_beside(connection, platform.runtime.versions, row),
    )


def spots(
    found: CaseFile, *, actor: Actor, case: Case, platform: Platform, language: str
) -> Sequence[Spot]:
    """What the case waits for, in words; an applicant reads the office's part, not the official's name."""
    if not found.is_active:
        return ()
    names = may(actor, Action.SEE_HISTORY, case)
    return [
        Spot(
            kind=wait.kind,
            label=_label(found.version, wait.element_id, language),
            lane=_lane(found.version, wait.element_id, language),
            holder=_holder(found, wait) if names else "",
            due_at=wait.due_at,
            badge=_badge(wait, found.now, platform),
            user_task_id=wait.user_task_id if _may_open(actor, case, wait) else None,
        )
        for wait in awaited(found.version, found.waits)
    ]


def _label(version: Version, element_id: str, language: str) -> str:
    element = version.definition.elements.get(element_id)
    return element.label.text(language) if element else element_id


def _lane(version: Version, element_id: str, language: str) -> str:
    element = version.definition.elements.get(element_id)
    name = element.lane if element else None
    lanes = (lane.label.text(language) for lane in version.definition.lanes if lane.name == name)
    return next(lanes, name or "")


def _holder(found: CaseFile, wait: Wait) -> str:
    known = found.people.get(wait.assignee or "")
    return known.name if known else ""


def _badge(wait: Wait, now: datetime, platform: Platform) -> Badge | None:
    if wait.kind != "task" or wait.due_at is None:
        return None
    return due_badge(wait.due_at, now=now, calendar=platform.runtime.calendar)


def _may_open(actor: Actor, case: Case, wait: Wait) -> bool:
    if wait.user_task_id is None:
        return False
    task = Task(
        user_task_id=wait.user_task_id,
        lane=wait.lane,
        office_id=wait.office_id,
        assignee=wait.assignee,
        candidate_groups=wait.candidate_groups,
    )
    return may(actor, Action.SEE_TASK, case, task)
