"""Annex 1: extract from the order. The form names the recipient alone; the pupil, whom the order is about, is added."""

from __future__ import annotations

from datetime import date, datetime

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.people import applicant_identified, pupil_with_birth, signer
from workers.documents.wording import day_of, short_day, short_moment
from workers.local_time import local_date


def data(
    answers: Answers, *, unique_no: str, order_no: str, order_date: date, formed_at: datetime
) -> dict[str, Value]:
    """formed_at: printed as «Алған уақыты мен күні», which the standard does not define."""
    provider, applicant = answers.group("provider"), applicant_identified(answers)
    ordered = day_of(order_date)
    return {
        "unique_no": unique_no,
        "received_at": short_moment(formed_at),
        "leb_name_kk": provider.text("name_kk"),
        "leb_name_ru": provider.text("name_ru"),
        "citizen_kk": applicant["kk"],
        "citizen_ru": applicant["ru"],
        "pupil_kk": pupil_with_birth(answers, "kk"),
        "pupil_ru": pupil_with_birth(answers, "ru"),
        "applied_on": short_day(local_date(answers.instant("accepted_at"))),
        "order_kk": f"{ordered.kk} № {order_no}",
        "order_ru": f"№ {order_no} {ordered.ru}",
        "signer_kk": signer(provider, "kk"),
        "signer_ru": signer(provider, "ru"),
    }
