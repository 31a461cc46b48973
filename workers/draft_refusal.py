"""draft-refusal: the reasoned refusal with its number, ready for the head to sign; a person has decided it."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.documents import reasoned_refusal
from workers.documents.making import Kind, new_document_id
from workers.local_time import local_date
from workers.registers import Register


def handle(job: Job, desk: Desk) -> Variables:
    document_id, refusal_date = new_document_id(), local_date(job.now)
    number = desk.registers.allot(Register.REFUSAL, document_id=document_id).number
    fields = reasoned_refusal.data(
        answers_of(job), number=number, refusal_date=refusal_date, case_no=job.business_key
    )
    desk.documents.store(Kind.REASONED_REFUSAL, fields, document_id=document_id, number=number)
    return {
        "refusal_no": number,
        "refusal_date": refusal_date.isoformat(),
        "refusal_document": document_id,
    }
