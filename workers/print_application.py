"""print-application: the application by Annex 2, for the applicant to sign; the case becomes findable by its persons."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.documents import application_print
from workers.documents.making import Kind, new_document_id

ANEW = "Қайта дайындалды / Подготовлено заново"


def handle(job: Job, desk: Desk) -> Variables:
    answers = answers_of(job)
    fields = application_print.data(answers, filed_at=job.now)
    document_id = new_document_id()
    if earlier := answers.optional("application_document"):
        desk.documents.void(earlier, reason=ANEW)
    desk.documents.store(Kind.APPLICATION_PRINT, fields, document_id=document_id)
    index_persons(job, desk)
    return {"application_document": document_id}


def index_persons(job: Job, desk: Desk) -> None:
    """Let the case be found by applicant and pupil."""
    answers = answers_of(job)
    for relation in ("applicant", "pupil"):
        desk.index_person(
            job,
            relation=relation,
            iin=answers.text(f"{relation}_iin"),
            name=answers.text(f"{relation}_name"),
        )
