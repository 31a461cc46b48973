"""print-refusal-receipt: Annex 3, after a worker has found the package incomplete."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.documents import refusal_receipt
from workers.documents.making import Kind, new_document_id
from workers.registers import Register


def handle(job: Job, desk: Desk) -> Variables:
    document_id = new_document_id()
    number = desk.registers.allot(Register.REFUSAL_RECEIPT, document_id=document_id).number
    fields = refusal_receipt.data(answers_of(job), number=number, refused_at=job.now)
    desk.documents.store(Kind.REFUSAL_RECEIPT, fields, document_id=document_id, number=number)
    desk.documents.publish(document_id)
    return {"refusal_receipt_no": number, "refusal_receipt_document": document_id}
