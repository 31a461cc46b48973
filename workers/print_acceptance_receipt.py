"""print-acceptance-receipt: the application is accepted now; the term counts from the next working day."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.acceptance import accept
from workers.desk import Desk


def handle(job: Job, desk: Desk) -> Variables:
    return accept(job, desk, accepted_at=job.now)
