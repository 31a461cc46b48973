"""Preliminary notice before a refusal: the applicant is heard first (АППК, arts 73 and 74)."""

from __future__ import annotations

from datetime import datetime

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.reasoned_refusal import grounds
from workers.documents.wording import form_day, short_moment
from workers.local_time import local_date


def data(
    answers: Answers, *, case_no: str, noticed_at: datetime, hearing_until: datetime
) -> dict[str, Value]:
    """hearing_until: before this instant nothing is decided."""
    provider = answers.group("provider")
    day = form_day(local_date(noticed_at))
    executor = answers.optional("specialist_name")
    return {
        "case_no": case_no,
        "day_kk": day.kk,
        "day_ru": day.ru,
        "hearing_until": short_moment(hearing_until),
        "signer_kk": executor or provider.text("head_name"),
        "signer_ru": executor or provider.text("head_name"),
        **grounds(answers, provider),
    }
