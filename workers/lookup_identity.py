"""lookup-identity: who holds the applicant's identity number, from the state database of natural persons."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.lookup.answers import answered_before, person_answer


def handle(job: Job, desk: Desk) -> Variables:
    """Raises GatewayDown, which is tried again, and GatewayNotConnected, which the model catches. What was answered once is not asked again."""
    iin = answers_of(job).text("applicant_iin")
    known = answered_before(job.variables.get("identity"), iin)
    if known is None:
        record = desk.gateway.person(iin)
        known = person_answer(record, iin, source=desk.gateway.source, at=job.now)
    return {"identity": known}
