"""record-withdrawal: the applicant took the application back (АППК, art. 64); drafts that nobody signed become void."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.history.events import instant_text
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.notices.events import NoticeKind
from workers.voiding import ORDER_DRAFTS, REFUSAL_DRAFTS, void_drafts

WITHDRAWN = "Өтініш кері қайтарып алынды"


def handle(job: Job, desk: Desk) -> Variables:
    answers = answers_of(job)
    emptied: Variables = {}
    if job.variables.get("signed") is not True:
        reason = ": ".join(filter(None, (WITHDRAWN, answers.optional("withdrawal_reason"))))
        emptied = void_drafts(job, desk, {**ORDER_DRAFTS, **REFUSAL_DRAFTS}, reason=reason)
    return {
        **emptied,
        "withdrawn_at": answers.optional("withdrawn_at") or instant_text(job.now),
        "notices": desk.outbox.tell_applicant(NoticeKind.WITHDRAWN, {}),
    }
