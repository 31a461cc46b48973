"""What people answer at each form unless a story says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from cli.demonstration.story import Story
from engine.calendar.working import ALMATY
from engine.expression.values import Value, Variables
from workers.check_rules import FROM_REGISTER, PROOF
from workers.lookup.people import PEOPLE

Answers = dict[str, Value]
SPECIALIST = {"koktobe-education": "gulnar", "zhaskala-education": "timur"}
PROXY = {
    "proxy_number": "1524",
    "proxy_date": "2016-08-29",
    "proxy_notary": "Көктөбе қаласының нотариусы Б. Сынақова",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A form as it lies before somebody. scope: variables of the case as the task sees them."""

    story: Story
    scope: Variables
    now: datetime


def usual_answers(element_id: str, asked: Asked) -> Answers:
    """The answers to the form of that user task; to some nothing need be said."""
    usual = USUAL.get(element_id)
    return usual(asked) if usual else {}


def package(story: Story) -> list[Answers]:
    """The documents that the standard asks for, as this family brings them."""
    note = {"note": NOTES[story.ground]} if story.ground in NOTES else {}
    proof = {"kind": PROOF[story.ground], "copy": "original", **note}
    papers: list[Answers] = [{"kind": "application", "copy": "original"}, proof]
    if story.family.pupil.born < FROM_REGISTER:
        papers.append({"kind": "birth-certificate", "copy": "scan"})
    if story.family.by_proxy:
        papers.append({"kind": "proxy", "copy": "scan"})
    return papers


def scanned(papers: list[Answers]) -> list[Answers]:
    """The same as sent through the portal: everything as a file, the application is the form itself."""
    return [{**paper, "copy": "scan"} for paper in papers if paper["kind"] != "application"]


NOTES = {"health": "035-1/у"}


def _identify(asked: Asked) -> Answers:
    family = asked.story.family
    proxy = PROXY if family.by_proxy else {}
    return {
        "applicant_iin": family.applicant.iin,
        "identity_kind": "id-card",
        "identity_number": family.applicant.identity_number,
        "identity_checked": True,
        "relation": family.relation,
        **proxy,
    }


def _identity_by_hand(asked: Asked) -> Answers:
    person = PEOPLE[asked.story.family.applicant.iin]
    names = {"surname": person.surname, "name": person.name, "patronymic": person.patronymic}
    return {"identity": {**names, "birth_date": person.birth_date.isoformat()}}


def _application(asked: Asked) -> Answers:
    applicant, pupil = asked.story.family.applicant, asked.story.family.pupil
    return {
        "applicant_name": applicant.name,
        "applicant_address": applicant.address,
        "applicant_phone": applicant.phone,
        "applicant_email": applicant.email,
        "pupil_name": pupil.name,
        "pupil_iin": pupil.iin,
        "pupil_birth_date": pupil.born.isoformat(),
        "school": pupil.school,
        "grade": pupil.grade(asked.now),
        "ground": asked.story.ground,
        "consent": True,
    }


def _portal_application(asked: Asked) -> Answers:
    papers = scanned(package(asked.story))
    return {**_application(asked), "relation": asked.story.family.relation, "documents": papers}


def _birth_certificate(asked: Asked) -> Answers:
    pupil = asked.story.family.pupil
    certificate = {
        "number": f"ТК-{pupil.iin[-5:]}",
        "issued_on": pupil.born.isoformat(),
        "issued_by": "Көктөбе қаласының АХАЖ бөлімі",
        "full_name": pupil.name,
        "birth_date": pupil.born.isoformat(),
    }
    return {"birth_certificate": certificate}


def _issue(asked: Asked) -> Answers:
    return {
        "issue_on_receipt": True,
        "issued_to": "self",
        "issue_identity_kind": "id-card",
        "issue_identity_number": asked.story.family.applicant.identity_number,
    }


def _resolution(asked: Asked) -> Answers:
    return {"specialist": SPECIALIST[asked.story.place], "resolution": "Мерзімінде қараңыз"}


USUAL: Mapping[str, Callable[[Asked], Answers]] = MappingProxyType(
    {
        "Identify": _identify,
        "IdentityByHand": _identity_by_hand,
        "EnterApplication": _application,
        "RecordDocuments": lambda asked: {"documents": package(asked.story)},
        "CheckPackage": lambda _: {"complete": True},
        "GiveRefusalReceipt": lambda asked: {
            "receipt_received_by": asked.story.family.applicant.name
        },
        "TransferToProvider": lambda _: {"transferred_by": "courier"},
        "Resolution": _resolution,
        "BirthCertificateByHand": _birth_certificate,
        "PrepareOrder": lambda _: {"decision": "granted", "order_note": "Құжаттар талапқа сай"},
        "SignOrder": lambda _: {"signed": True},
        "SignRefusal": lambda _: {"signed": True},
        "HandOver": lambda asked: {
            "handed_over_on": asked.now.astimezone(ALMATY).date().isoformat()
        },
        "IssueResult": _issue,
        "PortalSignIn": lambda asked: {"applicant_iin": asked.story.family.applicant.iin},
        "PortalApplication": _portal_application,
    }
)
