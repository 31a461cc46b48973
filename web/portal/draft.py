"""An application that is being filled in: its user task, and what was typed so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import abort

from forms.fields import Field
from people import store
from web.access import signed_in
from web.forms.documents import posted_rows
from web.forms.drafts import Posted, kept_draft, save_draft, task_subject
from web.forms.prefill import prefilled
from web.forms.uploads import SCAN, Uploader
from web.languages import current_language
from web.platform import current_platform
from web.tasks.opened import OpenedTask, open_task

FORM_KEY = "portal-application"
DOCUMENTS = "documents"


@dataclass(frozen=True, kw_only=True)
class Application:
    """posted: as a browser posts the whole form; saved_at: None where nothing was kept yet."""

    task: OpenedTask
    posted: Posted
    saved_at: datetime | None = None

    def with_posted(self, posted: Posted) -> Application:
        return replace(self, posted=posted)


def opened_application(user_task_id: int) -> Application:
    """The application of the address with its draft, or with what the account knows; 404 for any other task."""
    task = open_task(user_task_id)
    if task.row.form_key != FORM_KEY:
        abort(404)
    platform, person_id = current_platform(), signed_in().person_id
    with platform.database.snapshot() as connection:
        draft = kept_draft(
            connection, platform.vault, person_id=person_id, subject=task_subject(user_task_id)
        )
    if draft is not None:
        return Application(task=task, posted=draft.posted, saved_at=draft.saved_at)
    known = {**_account(person_id), **task.scope}
    return Application(task=task, posted=prefilled(task.form, known))


def keep(application: Application, *, person_id: str) -> None:
    """Keep all that was typed, in the place of the earlier draft."""
    platform = current_platform()
    with platform.database.transaction() as connection:
        save_draft(
            connection,
            platform.vault,
            application.posted,
            person_id=person_id,
            subject=task_subject(application.task.row.id),
            now=platform.clock(),
        )


def uploader(application: Application) -> Uploader:
    platform = current_platform()
    return Uploader(
        platform=platform,
        person_id=signed_in().person_id,
        instance_id=application.task.row.instance_id,
        language=current_language(),
        now=platform.clock(),
    )


def as_scans(application: Application) -> Application:
    """On the portal every document is an e-copy: a row with a file or a remark is one, a row without is none."""
    field = document_field(application)
    posted = dict(application.posted)
    for number, row in posted_rows(field, posted).items():
        name = f"{field.name}-{number}-copy"
        if row.keys() & {"document_id", "note"}:
            posted[name] = [SCAN]
        else:
            posted.pop(name, None)
    return application.with_posted(posted)


def document_field(application: Application) -> Field:
    """The list of documents of the form."""
    return next(each for each in application.task.form.asked if each.name == DOCUMENTS)


def _account(person_id: str) -> Mapping[str, object]:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        person = store.person_by_id(connection, person_id)
    if person is None:
        return {}
    return {
        "applicant_name": person.full_name,
        "applicant_phone": person.phone,
        "applicant_email": person.email,
    }
