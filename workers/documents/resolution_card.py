"""Resolution of the head (бұрыштама): who is to do what with the application, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.kinds import Kind
from workers.documents.papers import paper
from workers.documents.people import applicant_identified, pupil_with_birth, school_with_grade
from workers.documents.wording import form_day, short_day, short_moment


def render_resolution_card(
    variables: Mapping[str, object], *, resolved_on: date, rules: str, at: datetime
) -> bytes:
    """The card of a case that has its resolution; a page may make it whenever it is asked for. Raises AnswerMissing.

    resolved_on: the local day on which the head gave it; at: now, for the foot.
    """
    answers = Answers(job_type=Kind.RESOLUTION_CARD.value, values=variables)
    return paper(Kind.RESOLUTION_CARD, data(answers, resolved_on=resolved_on), rules=rules, at=at)


def data(answers: Answers, *, resolved_on: date) -> dict[str, Value]:
    provider, applicant = answers.group("provider"), applicant_identified(answers)
    day = form_day(resolved_on)
    return {
        "leb_name_kk": provider.text("name_kk"),
        "leb_name_ru": provider.text("name_ru"),
        "case_no": answers.text("case_no"),
        "incoming": _incoming(answers),
        "applicant_kk": applicant["kk"],
        "applicant_ru": applicant["ru"],
        "pupil_kk": f"{pupil_with_birth(answers, 'kk')}; {school_with_grade(answers, 'kk')}",
        "pupil_ru": f"{pupil_with_birth(answers, 'ru')}; {school_with_grade(answers, 'ru')}",
        "specialist": answers.text("specialist_name"),
        "resolution": answers.text("resolution"),
        "due_on": short_day(answers.day("due_on")),
        "head_name": provider.text("head_name"),
        "head_position_kk": provider.text("head_position_kk"),
        "head_position_ru": provider.text("head_position_ru"),
        "day_kk": day.kk,
        "day_ru": day.ru,
    }


def _incoming(answers: Answers) -> str:
    return f"№ {answers.text('incoming_no')}, {short_moment(answers.instant('incoming_at'))}"
