"""lookup-birth-certificate: for pupils born in 2008 or later it comes from the state system, not from the applicant."""

from __future__ import annotations

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.lookup.answers import answered_before, certificate_answer


def handle(job: Job, desk: Desk) -> Variables:
    """Raises GatewayDown, which is tried again, and GatewayNotConnected, which the model catches. What was answered once is not asked again."""
    iin = answers_of(job).text("pupil_iin")
    known = answered_before(job.variables.get("birth_certificate"), iin)
    if known is None:
        record = desk.gateway.birth_certificate(iin)
        known = certificate_answer(record, iin, source=desk.gateway.source, at=job.now)
    return {"birth_certificate": known}
