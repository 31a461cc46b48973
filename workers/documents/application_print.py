"""Annex 2: the application. Kazakh and Russian annex ask for different fields; both carry the union."""

from __future__ import annotations

from datetime import datetime

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.law import COMPETENCE
from workers.documents.people import (
    applicant_identified,
    head_of,
    pupil_with_birth,
    school_with_grade,
)
from workers.documents.wording import form_day, short_moment
from workers.local_time import local_date


def data(answers: Answers, *, filed_at: datetime) -> dict[str, Value]:
    """The alternative of article 6 follows from the provider's level: region, city or district."""
    provider, applicant = answers.group("provider"), applicant_identified(answers)
    basis = COMPETENCE[provider.choice("level", COMPETENCE)]
    day = form_day(local_date(filed_at))
    contacts = (answers.optional(f"applicant_{name}") for name in ("address", "phone", "email"))
    return {
        "head_kk": head_of(provider, "kk"),
        "head_ru": head_of(provider, "ru"),
        "leb_name_kk": provider.text("name_kk"),
        "leb_name_ru": provider.text("name_ru"),
        "from_kk": applicant["kk"],
        "from_ru": applicant["ru"],
        "contacts": ", ".join(filter(None, contacts)),
        "basis_kk": basis.kk,
        "basis_ru": basis.ru,
        "school_kk": school_with_grade(answers, "kk"),
        "school_ru": school_with_grade(answers, "ru"),
        "pupil_kk": pupil_with_birth(answers, "kk"),
        "pupil_ru": pupil_with_birth(answers, "ru"),
        "consent": answers.values.get("consent") is True,
        "portal": answers.optional("channel") == "portal",
        "filed_at": short_moment(filed_at),
        "day_kk": day.kk,
        "day_ru": day.ru,
    }
