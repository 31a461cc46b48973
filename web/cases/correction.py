"""What of a case may be corrected by who works on it, and the act that corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import force_locale

from engine.commands.life import Following, correct_variables
from engine.commands.terms import recompute_terms
from engine.expression.values import Variables
from engine.step.jobs import Job
from engine.step.states import UNFINISHED
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import HeldInstance, instance_row, version_by_id
from engine.storage.standing_tokens import loaded_execution, standing_tokens
from engine.words import LANGUAGES
from forms.correction import correction_form
from forms.form import Form
from people import store
from people.store import Connection
from web.access import signed_in
from web.cases.store import done_in_lane, held_task
from web.cases.words import changed_words
from web.forms.once import note_once
from web.platform import current_platform
from web.tasks.opened import stored_form
from workers.corrections import Correction, follow

ACCEPTED = "accepted_at"
RECEIPTS = ("receipt_no", "refusal_receipt_no")


@dataclass(frozen=True, kw_only=True)
class CorrectedCase:
    """A case as it stands. steps: user tasks of the visit that it may go back to, the last one first; task: held by the reader."""

    row: Record
    version: Version
    variables: Variables
    task: Record | None
    steps: tuple[str, ...]

    @property
    def goes_on(self) -> bool:
        return self.row.status in UNFINISHED

    @property
    def accepted(self) -> bool:
        return bool(self.variables.get(ACCEPTED))

    @cached_property
    def form(self) -> Form:
        """The fields of the model's forms that ask for what may be corrected."""
        definition = self.version.definition
        keys = dict.fromkeys(each.form_key for each in definition.elements.values())
        forms = [stored_form(self.version, key) for key in keys if key]
        return correction_form(definition.correctable, forms)

    def changed(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Those of the answers that differ; a box that was never there is not ticked."""
        return {
            name: value
            for name, value in answers.items()
            if value != self.variables.get(name, False if value is False else None)
        }


def corrected_case(instance_id: str) -> CorrectedCase:
    """Raises UnknownInstance."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        found = loaded_execution(platform.runtime, connection, row, now=platform.clock())
        variables = found.variables
        task = held_task(connection, instance_id, signed_in().person_id)
        numbered = any(variables.get(name) for name in RECEIPTS)
        return CorrectedCase(
            row=row,
            version=version_by_id(connection, platform.runtime.versions, row.definition_id),
            variables=variables,
            task=task,
            steps=() if numbered or task is None else _steps(connection, row, task),
        )


def _steps(connection: Connection, row: Record, task: Record) -> tuple[str, ...]:
    """What was done in the lane of the task and can be reached from where its token stands."""
    platform = current_platform()
    tokens = standing_tokens(platform.runtime, connection, row, now=platform.clock())
    reached = tokens.targets.get(task.token, ())
    done = done_in_lane(connection, row.id, task.lane)
    return tuple(each for each in done if each in reached and each != task.element_id)


def correct_answers(found: CorrectedCase, changed: Mapping[str, object], reason: str) -> None:
    """The act of the person who asks. Raises ResultSigned, InstanceMovedOn, InstanceNotActive."""
    platform, actor, now = current_platform(), signed_in().person_id, current_platform().clock()

    def following(connection: Connection, row: HeldInstance) -> Variables:
        known = loaded_execution(platform.runtime, connection, row, now=now).variables
        job = Job(
            type="correct-data",
            key=f"{row.id}:corrected:{row.revision}",
            instance_id=row.id,
            business_key=row.business_key,
            element_id="",
            variables={**known, **changed},
            office_id=row.office_id,
            partner_office_id=row.partner_office_id,
            actor=actor,
            now=now,
            rules=found.version.definition.rules,
        )
        note_once(connection, row.id, now)
        person = store.person_by_id(connection, actor)
        correction = Correction(
            names=frozenset(changed),
            reason=reason,
            what=_told(found, changed),
            who=person.full_name if person else "",
        )
        return follow(job, platform.workshop.desk(job, connection), correction)

    write_correction(found.row.id, changed, reason, found.row.revision, following)


def write_correction(
    instance_id: str,
    variables: Mapping[str, object],
    reason: str,
    seen: int,
    following: Following | None = None,
) -> int:
    """Write it in the name of who is signed in, and let the open terms follow; how many have moved."""
    platform, actor = current_platform(), signed_in().person_id
    correct_variables(
        platform.runtime,
        instance_id,
        variables,
        reason=reason,
        actor=actor,
        now=platform.clock(),
        seen=seen,
        following=following,
    )
    return recompute_terms(
        platform.runtime, instance_id, reason=reason, actor=actor, now=platform.clock()
    )


def _told(found: CorrectedCase, changed: Mapping[str, object]) -> str:
    """What the applicant reads, in the language of the case."""
    spoken = str(found.variables.get("language"))
    language = spoken if spoken in LANGUAGES else LANGUAGES[0]
    with force_locale(language):
        return "; ".join(
            changed_words(
                found.version, name, found.variables.get(name), value, language, veil=True
            )
            for name, value in changed.items()
            if name in found.version.definition.correctable
        )
