"""notify-ready: the result lies at the State Corporation; the applicant is told until when it is kept there."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.desk import Desk
from workers.local_time import local_date, month_later
from workers.notices.events import NoticeKind


def handle(job: Job, desk: Desk) -> Variables:
    storage_until = month_later(local_date(job.now)).isoformat()
    values = {
        "storage_until": storage_until,
        "receipt_no": str(job.variables.get("receipt_no") or ""),
    }
    return {
        "storage_until": storage_until,
        "notices": desk.outbox.tell_applicant(NoticeKind.READY, values),
    }
