"""The order itself: pupil, school and class stand here."""

from __future__ import annotations

from datetime import date

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.law import COMPETENCE
from workers.documents.people import (
    applicant_identified,
    pupil_in_full,
    school_with_grade,
    signer,
)
from workers.documents.wording import SERVICE, day_of, written_day
from workers.local_time import local_date


def data(answers: Answers, *, number: str, order_date: date) -> dict[str, Value]:
    provider, applicant = answers.group("provider"), applicant_identified(answers)
    basis = COMPETENCE[provider.choice("level", COMPETENCE)]
    day, filed = written_day(order_date), day_of(local_date(answers.instant("accepted_at")))
    return {
        "number": number,
        "day_kk": day.kk,
        "day_ru": day.ru,
        "leb_name_kk": provider.text("name_kk"),
        "leb_name_ru": provider.text("name_ru"),
        "place_kk": provider.optional("address_kk"),
        "place_ru": provider.optional("address_ru"),
        "basis_kk": basis.kk,
        "basis_ru": basis.ru,
        "service_kk": SERVICE.kk,
        "service_ru": SERVICE.ru,
        "applicant_kk": applicant["kk"],
        "applicant_ru": applicant["ru"],
        "filed_kk": filed.kk,
        "filed_ru": filed.ru,
        "pupil_kk": pupil_in_full(answers, "kk"),
        "pupil_ru": pupil_in_full(answers, "ru"),
        "school_kk": school_with_grade(answers, "kk"),
        "school_ru": school_with_grade(answers, "ru"),
        "signer_kk": signer(provider, "kk"),
        "signer_ru": signer(provider, "ru"),
        "head_name": provider.text("head_name"),
        "head_position_kk": provider.text("head_position_kk"),
        "head_position_ru": provider.text("head_position_ru"),
    }
