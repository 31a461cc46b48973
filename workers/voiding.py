"""Voiding what was drafted and did not come into force: the number stays in its register, the bytes stay stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.expression.values import Variables
from engine.step.jobs import Job
from workers.answers import answers_of
from workers.desk import Desk
from workers.registers import Register


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Names of the variables that hold a number and its document."""

    number: str
    document: str


ORDER_DRAFTS: Mapping[Register, Draft] = MappingProxyType(
    {
        Register.ORDER: Draft(number="order_no", document="order_document"),
        Register.EXTRACT: Draft(number="extract_no", document="extract_document"),
    }
)
REFUSAL_DRAFTS: Mapping[Register, Draft] = MappingProxyType(
    {Register.REFUSAL: Draft(number="refusal_no", document="refusal_document")}
)


def void_drafts(
    job: Job, desk: Desk, drafts: Mapping[Register, Draft], *, reason: str
) -> Variables:
    """Void each number and document that the case has; the variables that held them become null."""
    answers = answers_of(job)
    emptied: dict[str, None] = {}
    for register, draft in drafts.items():
        number, document_id = answers.optional(draft.number), answers.optional(draft.document)
        if number:
            desk.registers.void(register, number, reason=reason)
            emptied[draft.number] = None
        if document_id:
            desk.documents.void(document_id, reason=reason)
            emptied[draft.document] = None
    return emptied
