"""The status of a case in the words of the service, from where its tokens are and how it ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from engine.step.states import InstanceStatus


class CaseStatus(StrEnum):
    """In the order of the service: of two that fit a case the first is shown."""

    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    REFUSED_AT_INTAKE = "refused_at_intake"
    INTAKE_CHECK = "intake_check"
    ACCEPTED = "accepted"
    REGISTERED = "registered"
    WITH_HEAD = "with_head"
    IN_PROGRESS = "in_progress"
    HEARING = "hearing"
    ON_SIGNATURE = "on_signature"
    SIGNED = "signed"
    READY = "ready"
    STORED = "stored"
    RETURNED = "returned"
    AT_STATE_CORP = "at_state_corp"
    ISSUED = "issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_SENT = "not_sent"
    COMPLETED = "completed"  #: of a model that ends in words of its own


WORDS: Mapping[CaseStatus, object] = {
    CaseStatus.SUSPENDED: _("Suspended"),
    CaseStatus.TERMINATED: _("Terminated"),
    CaseStatus.DRAFT: _("Draft"),
    CaseStatus.SUBMITTED: _("Submitted"),
    CaseStatus.REFUSED_AT_INTAKE: _("Refused at intake"),
    CaseStatus.INTAKE_CHECK: _("Completeness check"),
    CaseStatus.ACCEPTED: _("Accepted"),
    CaseStatus.REGISTERED: _("Registered"),
    CaseStatus.WITH_HEAD: _("With the head"),
    CaseStatus.IN_PROGRESS: _("In progress"),
    CaseStatus.HEARING: _("Hearing"),
    CaseStatus.ON_SIGNATURE: _("On signature"),
    CaseStatus.SIGNED: _("Signed"),
    CaseStatus.READY: _("Ready"),
    CaseStatus.STORED: _("In storage"),
    CaseStatus.RETURNED: _("Returned to provider"),
    CaseStatus.AT_STATE_CORP: _("At State Corporation"),
    CaseStatus.ISSUED: _("Issued"),
    CaseStatus.REFUSED: _("Refused with reasons"),
    CaseStatus.WITHDRAWN: _("Withdrawn"),
    CaseStatus.NOT_SENT: _("Application not sent"),
    CaseStatus.COMPLETED: _("Completed"),
}

_AT: Mapping[CaseStatus, str] = {
    CaseStatus.DRAFT: "Identify LookupIdentity IdentityByHand EnterApplication RecordDocuments "
    "PrintApplication PortalSignIn PortalApplication",
    CaseStatus.SUBMITTED: "CheckPortalRules RegisterPortalRequest",
    CaseStatus.INTAKE_CHECK: "CheckRules CheckPackage",
    CaseStatus.REFUSED_AT_INTAKE: "PrintRefusalReceipt GiveRefusalReceipt",
    CaseStatus.ACCEPTED: "PrintAcceptanceReceipt TransferToProvider RegisterIncoming",
    CaseStatus.REGISTERED: "AcceptDocuments",
    CaseStatus.WITH_HEAD: "Resolution",
    CaseStatus.IN_PROGRESS: "LookupBirthCertificate BirthCertificateByHand PrepareOrder DraftOrder "
    "VoidOrder DraftRefusal VoidRefusal",
    CaseStatus.HEARING: "SendPreliminaryNotice Objection ConsiderObjection",
    CaseStatus.ON_SIGNATURE: "SignOrder SignRefusal",
    CaseStatus.SIGNED: "RegisterOutgoing HandOver PublishResult",
    CaseStatus.READY: "NotifyReady ApplicantCame",
    CaseStatus.STORED: "ReturnToProvider",
    CaseStatus.RETURNED: "ResultRequested SendAgain",
    CaseStatus.AT_STATE_CORP: "IssueResult",
    CaseStatus.WITHDRAWN: "RecordWithdrawal",
}
ELEMENTS: Mapping[CaseStatus, frozenset[str]] = {
    status: frozenset(text.split()) for status, text in _AT.items()
}
"""Where a token stands (docs/architecture.md, data dictionary) to the status of its case."""

OUTCOMES: Mapping[str, CaseStatus] = {
    "RefusedAtIntake": CaseStatus.REFUSED_AT_INTAKE,
    "ResultIssued": CaseStatus.ISSUED,
    "ReasonedRefusal": CaseStatus.REFUSED,
    "ApplicationWithdrawn": CaseStatus.WITHDRAWN,
    "ApplicationNotSent": CaseStatus.NOT_SENT,
}
"""End events."""

STOPPED: Mapping[str, CaseStatus] = {
    InstanceStatus.SUSPENDED: CaseStatus.SUSPENDED,
    InstanceStatus.TERMINATED: CaseStatus.TERMINATED,
}


def case_status(status: str, *, outcome: str | None, standing_at: Collection[str]) -> CaseStatus:
    """The status shown. standing_at: ids of the elements where something is open or awaited."""
    if status in STOPPED:
        return STOPPED[status]
    if status == InstanceStatus.COMPLETED:
        return OUTCOMES.get(outcome or "", CaseStatus.COMPLETED)
    open_ones = frozenset(standing_at)
    fitting = (each for each in CaseStatus if ELEMENTS.get(each, frozenset()) & open_ones)
    return next(fitting, CaseStatus.IN_PROGRESS)
