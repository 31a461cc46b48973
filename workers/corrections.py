"""What follows where data of a case are corrected: papers made from the old value are void and made anew, the applicant is told.

What the applicant holds already, receipts and the preliminary notice, stays: it says what was handed in on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from engine.errors import EngineError
from engine.expression.values import Variables
from engine.step.jobs import Job
from workers import draft_order, draft_refusal, print_application
from workers.answers import answers_of
from workers.check_rules import has_other_birth_date
from workers.desk import Desk
from workers.documents import application_print, store
from workers.documents.making import Kind, new_document_id
from workers.notices.events import NoticeKind
from workers.registers import Register
from workers.voiding import ORDER_DRAFTS, REFUSAL_DRAFTS, Draft, void_drafts


class ResultSigned(EngineError):
    """The result is signed, and what it says cannot be changed by a correction."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(f"the signed result says {', '.join(sorted(names))}")
        self.names = names


@dataclass(frozen=True, kw_only=True)
class Correction:
    """names: the variables whose values change. what: they, with old and new value, in the applicant's language."""

    names: frozenset[str]
    reason: str
    what: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """A paper of a case. document: the variable that names it; reads: what it prints of what may be corrected."""

    document: str
    reads: frozenset[str]
    make: Callable[[Job, Desk], Variables]
    drafts: Mapping[Register, Draft] = field(default_factory=dict)


def follow(job: Job, desk: Desk, correction: Correction) -> Variables:
    """Void and make anew, index, tell. job: its variables are the corrected ones. Raises ResultSigned."""
    written: dict[str, object] = {}
    for made in MADE:
        if job.variables.get(made.document) and made.reads & correction.names:
            written |= _anew(
                replace(job, variables={**job.variables, **written}), desk, made, correction
            )
    answers = answers_of(job)
    if correction.names & PERSONS:
        print_application.index_persons(job, desk)
    if correction.names & BIRTH and "iin_birth_mismatch" in job.variables:
        written["iin_birth_mismatch"] = has_other_birth_date(answers)
    told = {"what": correction.what, "who": correction.who, "reason": correction.reason}
    return {**written, "notices": desk.outbox.tell_applicant(NoticeKind.CORRECTED, told)}


def _anew(job: Job, desk: Desk, made: Made, correction: Correction) -> Variables:
    old = answers_of(job).text(made.document)
    if store.signatures_of(desk.connection, old):
        raise ResultSigned(made.reads & correction.names)
    emptied = void_drafts(job, desk, made.drafts, reason=correction.reason)
    new = made.make(job, desk)
    desk.documents.void(old, reason=correction.reason)
    return {**emptied, **new}


def _application(job: Job, desk: Desk) -> Variables:
    """With the moment at which it was filed; published where the old one is."""
    answers, document_id = answers_of(job), new_document_id()
    accepted_at, old = answers.instant("accepted_at"), answers.text("application_document")
    filed = [
        each
        for each in store.documents_of(desk.connection, job.instance_id)
        if each.kind == Kind.APPLICATION_PRINT and each.created_at <= accepted_at
    ]
    fields = application_print.data(answers, filed_at=filed[-1].created_at)
    desk.documents.store(Kind.APPLICATION_PRINT, fields, document_id=document_id)
    if store.document(desk.connection, old).published_at is not None:
        desk.documents.publish(document_id)
    return {"application_document": document_id}


PUPIL = frozenset({"pupil_name", "pupil_birth_date", "school", "grade"})
APPLICANT = frozenset({"applicant_name", "applicant_iin"})
BIRTH = frozenset({"pupil_iin", "pupil_birth_date"})
PERSONS = APPLICANT | {"pupil_name", "pupil_iin"}
MADE = (
    Made(
        document="application_document",
        reads=PUPIL | APPLICANT | {"applicant_address", "applicant_phone", "applicant_email"},
        make=_application,
    ),
    Made(
        document="order_document",
        reads=PUPIL | APPLICANT | {"pupil_iin"},
        make=draft_order.handle,
        drafts=ORDER_DRAFTS,
    ),
    Made(
        document="refusal_document",
        reads=frozenset(
            {"applicant_name", "refusal_ground", "refusal_reasons", "refusal_reasons_ru"}
        ),
        make=draft_refusal.handle,
        drafts=REFUSAL_DRAFTS,
    ),
)
"""Papers in the order in which they are made; a test prints each and compares what it reads."""
