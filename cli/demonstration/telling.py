"""A story that is being told: how far it has come, and what the case looks like to who acts in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cli.demonstration.persons import CAST
from cli.demonstration.stage import Stage
from cli.demonstration.story import Application, Claim, Reassignment, Step, Story, Task, Told, Visit
from engine.calendar.working import Organisation
from engine.errors import EngineError
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import instance_row, open_user_tasks, version_by_id
from engine.storage.standing_tokens import variables_seen
from people.rights import Subject
from people.roles import Role, role_of_lane
from web.store import case_subject, task_subject


class StoryStuck(EngineError):
    """The case does not wait where its story goes on."""

    def __init__(self, story: str, element_id: str, waits: tuple[str, ...]) -> None:
        super().__init__(f"story {story} goes on at {element_id}, the case waits at {waits}")
        self.story, self.element_id, self.waits = story, element_id, waits


@dataclass
class Telling:
    """told: steps that are done. worker: who opened the visit, and does the rest at that desk."""

    story: Story
    instance_id: str = ""
    case_no: str = ""
    worker: str = ""
    told: int = 0

    @property
    def next_step(self) -> Step | None:
        steps = self.story.steps
        return steps[self.told] if self.told < len(steps) else None

    @property
    def on_portal(self) -> bool:
        return isinstance(self.story.steps[0].act, Application)

    def usual_person(self, role: Role | None) -> str:
        """Who acts for a role here; for one whom no office has it is the applicant."""
        if role is Role.STATE_CORPORATION_WORKER and self.worker:
            return self.worker
        applicant = self.story.family.applicant.person_id or ""
        return applicant if role is None else CAST[self.story.place].get(role, applicant)


def version_of(stage: Stage, telling: Telling) -> Version:
    """The version that the case runs on."""
    with stage.platform.database.snapshot() as connection:
        row = instance_row(connection, telling.instance_id)
        return version_by_id(connection, stage.platform.runtime.versions, row.definition_id)


def waiting_task(stage: Stage, telling: Telling, element_id: str) -> Record:
    """The row of the open user task. Raises StoryStuck."""
    with stage.platform.database.snapshot() as connection:
        rows = open_user_tasks(connection, telling.instance_id)
    for row in rows:
        if row.element_id == element_id:
            return row
    waits = tuple(row.element_id for row in rows)
    raise StoryStuck(telling.story.name, element_id, waits)


def scope_of(stage: Stage, telling: Telling, token: int | None = None) -> Mapping[str, object]:
    """Variables as the task at `token` sees them, or those of the case."""
    platform = stage.platform
    version = version_of(stage, telling)
    with platform.database.snapshot() as connection:
        row = instance_row(connection, telling.instance_id)
    return variables_seen(platform.runtime, version, row.id, row.state, token, now=stage.clock())


def subject_of(stage: Stage, telling: Telling, user_task_id: int | None = None) -> Subject | None:
    """What the table of rights is asked about."""
    with stage.platform.database.snapshot() as connection:
        if user_task_id is not None:
            return task_subject(connection, user_task_id)
        return case_subject(connection, telling.instance_id)


def organisation_of(stage: Stage, telling: Telling, step: Step) -> Organisation | None:
    """Whose opening hours a step keeps; None where somebody acts from home."""
    match step.act:
        case Visit():
            return Organisation.STATE_CORPORATION
        case Reassignment():
            return Organisation.PROVIDER
        case Told():
            return None if telling.on_portal else Organisation.STATE_CORPORATION
        case Claim(element_id=element_id) | Task(element_id=element_id):
            lane = version_of(stage, telling).definition.elements[element_id].lane
            return ORGANISATIONS.get(role_of_lane(lane or ""))
        case _:
            return None


ORGANISATIONS: Mapping[Role | None, Organisation] = {
    Role.STATE_CORPORATION_WORKER: Organisation.STATE_CORPORATION,
    Role.CHANCELLERY: Organisation.PROVIDER,
    Role.HEAD: Organisation.PROVIDER,
    Role.SPECIALIST: Organisation.PROVIDER,
}
