"""Completing user tasks: scans are stored, the form is checked, the head signs what is stored."""

from __future__ import annotations

from collections.abc import Mapping

from cli.demonstration.answers import Answers, Asked, usual_answers
from cli.demonstration.forms import Persons, checked_answers
from cli.demonstration.persons import refuse_unlawful
from cli.demonstration.scans import scan_of
from cli.demonstration.signing import SIGNED_AT, sign_documents
from cli.demonstration.stage import Stage
from cli.demonstration.story import Task
from cli.demonstration.telling import Telling, scope_of, subject_of, waiting_task
from engine.commands.user_tasks import complete_user_task
from people import store
from people.actions import Action
from people.roles import Role, role_of_lane
from people.values import local_day
from workers.documents.store import attach_uploads
from workers.documents.uploads import Upload, save_upload

PERSON_FIELD, PERSON_TASK = "specialist", "Resolution"


def complete_task(stage: Stage, telling: Telling, act: Task, by: str | None) -> None:
    """By the one who holds it. Raises NotAllowed, StoryStuck, AnswersRefused, and what the engine raises."""
    row = waiting_task(stage, telling, act.element_id)
    person_id = by or row.assignee or telling.usual_person(role_of_lane(row.lane))
    subject = subject_of(stage, telling, row.id)
    refuse_unlawful(stage, person_id, Action.COMPLETE_TASK, subject, act.element_id)
    scope = scope_of(stage, telling, row.token)
    asked = Asked(story=telling.story, scope=scope, now=stage.clock())
    answers = _with_files(
        stage, telling, {**usual_answers(act.element_id, asked), **act.says}, person_id
    )
    persons = _choices(stage, row.office_id) if act.element_id == PERSON_TASK else None
    variables = checked_answers(row.form_key, _given(answers), scope, persons)
    variables |= _signature(stage, act.element_id, scope, variables, person_id)
    complete_user_task(
        stage.platform.runtime, row.id, variables, actor=person_id, now=stage.clock()
    )


def _given(answers: Answers) -> Answers:
    """A question that is not answered is not sent."""
    return {name: value for name, value in answers.items() if value is not None}


def _with_files(stage: Stage, telling: Telling, answers: Answers, person_id: str) -> Answers:
    """The same with a stored file behind each scan."""
    papers = answers.get("documents")
    if not papers:
        return answers
    with_files = [
        {**paper, "document_id": _uploaded(stage, telling, paper["kind"], person_id)}
        if paper["copy"] == "scan"
        else paper
        for paper in papers
    ]
    return {**answers, "documents": with_files}


def _uploaded(stage: Stage, telling: Telling, kind: str, person_id: str) -> str:
    platform = stage.platform
    upload = Upload(file_name=f"{kind}.pdf", content=scan_of(kind, telling.case_no), kind=kind)
    with platform.database.transaction() as connection:
        document_id = save_upload(
            connection,
            platform.vault,
            upload,
            owner=person_id,
            now=stage.clock(),
            limit=platform.settings.upload_limit,
        )
        attach_uploads(
            connection,
            owner=person_id,
            document_ids=[document_id],
            instance_id=telling.instance_id,
        )
    return document_id


def _choices(stage: Stage, office_id: int | None) -> Persons:
    """Whom the head may name."""
    with stage.platform.database.snapshot() as connection:
        found = store.persons_with_role(
            connection, Role.SPECIALIST, office_id=office_id, on=local_day(stage.clock())
        )
    return {PERSON_FIELD: {person.id: person.full_name for person in found}}


def _signature(
    stage: Stage,
    element_id: str,
    scope: Mapping[str, object],
    variables: Mapping[str, object],
    person_id: str,
) -> Answers:
    if element_id not in SIGNED_AT or variables.get("signed") is not True:
        return {}
    with stage.platform.database.snapshot() as connection:
        person = store.person_by_id(connection, person_id)
    assert person is not None, "who acts has a right, so they are known"
    signed = sign_documents(stage.platform, element_id, scope, person, stage.clock())
    return {"signature": signed}
