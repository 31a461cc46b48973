"""Reasoned refusal: ground in law, reasons, whom to appeal to and until when, and the right to apply again."""

from __future__ import annotations

from datetime import date

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.law import REFUSAL_GROUNDS
from workers.documents.people import signer
from workers.documents.wording import SERVICE, day_of, form_day
from workers.local_time import local_date


def data(answers: Answers, *, number: str, refusal_date: date, case_no: str) -> dict[str, Value]:
    provider = answers.group("provider")
    day, filed = form_day(refusal_date), day_of(local_date(answers.instant("accepted_at")))
    return {
        "number": number,
        "day_kk": day.kk,
        "day_ru": day.ru,
        "case_no": case_no,
        "filed_kk": filed.kk,
        "filed_ru": filed.ru,
        "signer_kk": signer(provider, "kk"),
        "signer_ru": signer(provider, "ru"),
        **grounds(answers, provider),
    }


def grounds(answers: Answers, provider: Answers) -> dict[str, object]:
    """Who refuses whom, on what ground in law, for what reasons; the preliminary notice says the same.

    Reasons that were given in one language stand in both columns, and it is said there.
    """
    key = answers.choice("refusal_ground", REFUSAL_GROUNDS)
    ground, reasons = REFUSAL_GROUNDS[key], answers.text("refusal_reasons")
    return {
        "leb_name_kk": provider.text("name_kk"),
        "leb_name_ru": provider.text("name_ru"),
        "address_kk": provider.text("address_kk"),
        "address_ru": provider.text("address_ru"),
        "recipient": answers.text("applicant_name"),
        "service_kk": SERVICE.kk,
        "service_ru": SERVICE.ru,
        "unreliable": key == "unreliable",
        "item": str(ground.item),
        "ground_kk": ground.words.kk,
        "ground_ru": ground.words.ru,
        "reasons_kk": reasons,
        "reasons_ru": answers.optional("refusal_reasons_ru") or reasons,
        "one_language": not answers.optional("refusal_reasons_ru"),
    }
