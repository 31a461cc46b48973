"""register-outgoing: the provider's outgoing number of the signed result."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.history.events import instant_text
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.registers import Register
from workers.results import result_document


def handle(job: Job, desk: Desk) -> Variables:
    result = result_document(answers_of(job))
    number = desk.registers.allot(Register.OUTGOING, document_id=result).number
    return {"outgoing_no": number, "outgoing_at": instant_text(job.now)}
