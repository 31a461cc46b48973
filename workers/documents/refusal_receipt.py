"""Annex 3: receipt of refusal to accept documents. Its only ground is an incomplete package."""

from __future__ import annotations

from datetime import datetime

from engine.expression.values import Value
from workers.answers import AnswerMissing, Answers
from workers.documents.wording import PACKAGE, SERVICE, form_day
from workers.local_time import local_date


def data(answers: Answers, *, number: str, refused_at: datetime) -> dict[str, Value]:
    """Raises AnswerMissing where nothing is missing from the package: then there is nothing to refuse for."""
    branch = answers.group("branch")
    day = form_day(local_date(refused_at))
    missing = [PACKAGE[kind] for kind in answers.texts("missing_docs") if kind in PACKAGE]
    if not missing:
        raise AnswerMissing(answers.job_type, "missing_docs")
    return {
        "number": number,
        "recipient_name": answers.text("applicant_name"),
        "recipient_address": answers.text("applicant_address"),
        "branch_no": branch.text("branch_no"),
        "branch_address_kk": branch.text("address_kk"),
        "branch_address_ru": branch.text("address_ru"),
        "service_kk": SERVICE.kk,
        "service_ru": SERVICE.ru,
        "missing_kk": [words.kk for words in missing],
        "missing_ru": [words.ru for words in missing],
        "worker": answers.text("worker_name"),
        "phone": answers.optional("worker_phone") or branch.text("phone"),
        "day_kk": day.kk,
        "day_ru": day.ru,
    }
