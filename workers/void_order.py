"""void-order: the head returned the order; its numbers stay in the registers as void, with reason and person."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.voiding import ORDER_DRAFTS, void_drafts


def handle(job: Job, desk: Desk) -> Variables:
    reason = answers_of(job).text("remark")
    return {"order_date": None, **void_drafts(job, desk, ORDER_DRAFTS, reason=reason)}
