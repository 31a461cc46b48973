"""send-preliminary-notice: the applicant learns of the intended refusal and may object (АППК, art. 73)."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.history.events import instant_text
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.documents import preliminary_notice
from workers.documents.making import Kind, new_document_id
from workers.notices.events import NoticeKind

HEARING_DAYS = 3  # working days between notice and decision


def handle(job: Job, desk: Desk) -> Variables:
    hearing_until = desk.calendar.business_days(HEARING_DAYS, job.now)
    fields = preliminary_notice.data(
        answers_of(job),
        case_no=job.business_key,
        noticed_at=job.now,
        hearing_until=hearing_until,
    )
    document_id = new_document_id()
    desk.documents.store(Kind.PRELIMINARY_NOTICE, fields, document_id=document_id)
    desk.documents.publish(document_id)
    values = {"until": instant_text(hearing_until)}
    return {
        "preliminary_notice_document": document_id,
        "notices": desk.outbox.tell_applicant(NoticeKind.PRELIMINARY, values),
    }
