"""draft-order: order and extract with their numbers, bytes fixed, ready for the head to sign."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.documents import order, order_extract
from workers.documents.making import Kind, new_document_id
from workers.local_time import local_date
from workers.registers import Register


def handle(job: Job, desk: Desk) -> Variables:
    answers, order_date = answers_of(job), local_date(job.now)
    order_document, extract_document = new_document_id(), new_document_id()
    order_no = desk.registers.allot(Register.ORDER, document_id=order_document).number
    extract_no = desk.registers.allot(Register.EXTRACT, document_id=extract_document).number
    desk.documents.store(
        Kind.ORDER,
        order.data(answers, number=order_no, order_date=order_date),
        document_id=order_document,
        number=order_no,
    )
    extract = order_extract.data(
        answers,
        unique_no=extract_no,
        order_no=order_no,
        order_date=order_date,
        formed_at=job.now,
    )
    desk.documents.store(
        Kind.ORDER_EXTRACT, extract, document_id=extract_document, number=extract_no
    )
    return {
        "order_no": order_no,
        "order_date": order_date.isoformat(),
        "order_document": order_document,
        "extract_no": extract_no,
        "extract_document": extract_document,
    }
