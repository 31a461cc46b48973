"""publish-result: the signed e-document appears in the applicant's cabinet, with a word that it is there."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.notices.events import NoticeKind
from workers.results import result_document


def handle(job: Job, desk: Desk) -> Variables:
    desk.documents.publish(result_document(answers_of(job)))
    return {"notices": desk.outbox.tell_applicant(NoticeKind.PUBLISHED, {})}
