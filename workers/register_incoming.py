"""register-incoming: the provider's incoming number."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.history.events import instant_text
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.registers import Register


def handle(job: Job, desk: Desk) -> Variables:
    application = answers_of(job).optional("application_document") or None
    number = desk.registers.allot(Register.INCOMING, document_id=application).number
    return {"incoming_no": number, "incoming_at": instant_text(job.now)}
