"""void-refusal: the head returned the refusal; its number stays in the register as void, with reason and person."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.voiding import REFUSAL_DRAFTS, void_drafts


def handle(job: Job, desk: Desk) -> Variables:
    reason = answers_of(job).text("remark")
    return {"refusal_date": None, **void_drafts(job, desk, REFUSAL_DRAFTS, reason=reason)}
