"""register-portal-request: acceptance on the portal, with the printed request, the receipt and a word to the cabinet."""

from __future__ import annotations

from datetime import datetime

from engine.calendar.working import Organisation
from engine.expression.values import Variables
from engine.step.jobs import Job
from workers import print_application
from workers.acceptance import accept
from workers.desk import Desk
from workers.local_time import local_date
from workers.notices.events import NoticeKind


def handle(job: Job, desk: Desk) -> Variables:
    application = print_application.handle(job, desk)
    desk.documents.publish(application["application_document"])
    accepted = accept(job, desk, accepted_at=acceptance_time(job, desk))
    values = {"receipt_no": accepted["receipt_no"], "due_on": accepted["due_on"]}
    return {
        **application,
        **accepted,
        "notices": desk.outbox.tell_applicant(NoticeKind.ACCEPTED, values),
    }


def acceptance_time(job: Job, desk: Desk) -> datetime:
    """Now on a working day until the provider closes, else when it opens next (standard, paragraph 8)."""
    opens = desk.calendar.next_opening(job.now, Organisation.PROVIDER)
    return job.now if local_date(opens) == local_date(job.now) else opens
