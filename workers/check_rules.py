"""check-rules: advises on package, filing time and identity number. It ends nothing: a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from engine.expression.values import Variables
from engine.identifiers import iin_birth_date
from engine.step.jobs import Job
from workers.answers import Answers, answers_of
from workers.desk import Desk
from workers.editions import edition_of
from workers.local_time import last_filing_day, local_date

# Standard, paragraph 9, items 2 to 4: the ground of external study and the document that proves it.
PROOF: Mapping[str, str] = MappingProxyType(
    {
        "health": "medical-conclusion",
        "abroad_with_parents": "parents-abroad-certificate",
        "abroad_alone": "study-abroad-document",
    }
)
FROM_REGISTER = date(2008, 1, 1)  # born then or later: the certificate comes through the gateway


def handle(job: Job, _desk: Desk) -> Variables:
    answers = answers_of(job)
    return {
        "missing_docs": missing_documents(answers),
        "late": is_late(submission_day(job)),
        "iin_birth_mismatch": has_other_birth_date(answers),
        "preliminary_notice": edition_of(job.rules).preliminary_notice,
    }


def missing_documents(answers: Answers) -> list[str]:
    """Kinds that the package must hold and does not, in the order of the standard's list."""
    given = {each.optional("kind") for each in answers.groups("documents")}
    return [kind for kind in required_documents(answers) if kind not in given]


def required_documents(answers: Answers) -> list[str]:
    """By the standard, paragraph 9. The application is no paper of its own where we print it or the portal is it."""
    required = []
    if answers.optional("channel") != "portal" and not answers.optional("application_document"):
        required.append("application")
    required.append(PROOF[answers.choice("ground", PROOF)])
    if answers.day("pupil_birth_date") < FROM_REGISTER:
        required.append("birth-certificate")
    if answers.optional("relation") == "notarised_proxy" and not answers.optional("proxy_number"):
        required.append("proxy")
    return required


def submission_day(job: Job) -> date:
    """The local day on which the applicant handed it in, not the day on which it was registered."""
    if job.variables.get("arrived_at"):
        return local_date(answers_of(job).instant("arrived_at"))
    return local_date(job.now)


def is_late(day: date) -> bool:
    """After 1 December of the current school year (standard, paragraph 4(4)); that day itself is in time."""
    return day > last_filing_day(day)


def has_other_birth_date(answers: Answers) -> bool:
    """Whether the pupil's number spells another date than the stated one. No error: decree 26.08.2013 No 853."""
    return iin_birth_date(answers.text("pupil_iin")) != answers.day("pupil_birth_date")
