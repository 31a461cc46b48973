"""Acceptance, at the desk and on the portal alike: number, term, receipt."""

from __future__ import annotations

from datetime import datetime

from engine.expression.values import Variables
from engine.history.events import instant_text
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.documents import acceptance_receipt
from workers.documents.making import Kind, new_document_id
from workers.editions import edition_of
from workers.local_time import local_date
from workers.registers import Register


def accept(job: Job, desk: Desk, *, accepted_at: datetime) -> Variables:
    """Allot the receipt number, count the term from `accepted_at`, print the receipt."""
    document_id = new_document_id()
    number = desk.registers.allot(Register.RECEIPT, document_id=document_id).number
    term_days = edition_of(job.rules).term_days
    acceptance = acceptance_receipt.Acceptance(
        number=number,
        accepted_at=accepted_at,
        due_on=local_date(desk.calendar.business_days(term_days, accepted_at)),
        term_days=term_days,
        case_no=job.business_key,
    )
    fields = acceptance_receipt.data(answers_of(job), acceptance)
    desk.documents.store(Kind.ACCEPTANCE_RECEIPT, fields, document_id=document_id, number=number)
    desk.documents.publish(document_id)
    return {
        "receipt_no": number,
        "accepted_at": instant_text(accepted_at),
        "accepted_on": local_date(accepted_at).isoformat(),
        "due_on": acceptance.due_on.isoformat(),
        "receipt_document": document_id,
    }
