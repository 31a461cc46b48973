"""Cover of a case file (істің мұқабасы), with the list of what lies in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.expression.values import Value
from engine.words import Words
from workers.answers import Answers
from workers.documents.kinds import TITLES, Kind
from workers.documents.papers import paper
from workers.documents.people import applicant_identified, pupil_in_full, school_with_grade
from workers.documents.store import Document
from workers.documents.wording import CHANNELS, COPIES, GROUNDS, PACKAGE, RELATIONS, short_day
from workers.local_time import local_date

VOID = Words(kk="жарамсыз деп танылды", ru="аннулирован", en="void")
DECISIONS: Mapping[str, Words] = {
    "granted": Words(kk="Рұқсат берілді", ru="Разрешено", en="Granted"),
    "refused": Words(kk="Дәлелді бас тартылды", ru="Мотивированный отказ", en="Refused"),
}
NUMBERS = (
    ("receipt_no", "accepted_on"),
    ("refusal_receipt_no", None),
    ("incoming_no", "incoming_at"),
    ("order_no", "order_date"),
    ("refusal_no", "refusal_date"),
    ("outgoing_no", "outgoing_at"),
)


def render_case_cover(
    variables: Mapping[str, object],
    documents: Sequence[Document],
    *,
    opened_at: datetime,
    closed_at: datetime | None,
    rules: str,
    at: datetime,
) -> bytes:
    """The cover of a case as it stands. Raises AnswerMissing before the application is entered.

    documents: those of the case, as `documents_of` gives them; closed_at: None while the case runs; at: now, for the foot.
    """
    answers = Answers(job_type=Kind.CASE_COVER.value, values=variables)
    fields = data(answers, documents, opened_at=opened_at, closed_at=closed_at)
    return paper(Kind.CASE_COVER, fields, rules=rules, at=at)


def data(
    answers: Answers,
    documents: Sequence[Document],
    *,
    opened_at: datetime,
    closed_at: datetime | None,
) -> dict[str, Value]:
    provider, applicant = answers.group("provider"), applicant_identified(answers)
    return {
        "leb_name_kk": provider.text("name_kk"),
        "leb_name_ru": provider.text("name_ru"),
        "case_no": answers.text("case_no"),
        "applicant_kk": applicant["kk"],
        "applicant_ru": applicant["ru"],
        **_said("relation", RELATIONS[answers.choice("relation", RELATIONS)]),
        "pupil_kk": f"{pupil_in_full(answers, 'kk')}; {school_with_grade(answers, 'kk')}",
        "pupil_ru": f"{pupil_in_full(answers, 'ru')}; {school_with_grade(answers, 'ru')}",
        **_said("ground", GROUNDS[answers.choice("ground", GROUNDS)]),
        **_said("channel", CHANNELS[answers.choice("channel", CHANNELS)]),
        **_said("decision", DECISIONS.get(answers.optional("decision"), Words(kk="", ru=""))),
        **{number: _number(answers, number, day) for number, day in NUMBERS},
        "due_on": short_day(answers.day("due_on")) if answers.optional("due_on") else "",
        "opened_on": short_day(local_date(opened_at)),
        "closed_on": short_day(local_date(closed_at)) if closed_at else "",
        "papers": [*_package(answers), *map(_made, filter(_is_ours, documents))],
    }


def _said(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in words.both().items()}


def _number(answers: Answers, number: str, day: str | None) -> str:
    """A number with its day, empty where the case has none."""
    allotted = answers.optional(number)
    if not allotted or day is None:
        return allotted
    on = local_date(answers.instant(day)) if day.endswith("_at") else answers.day(day)
    return f"{allotted}, {short_day(on)}"


def _package(answers: Answers) -> list[dict[str, str]]:
    """What the applicant gave, the application first."""
    lines = [_line(PACKAGE["application"], note_kk="", note_ru="")]
    for each in answers.groups("documents"):
        kind, copy = each.choice("kind", PACKAGE), COPIES.get(each.optional("copy"))
        if kind != "application":
            note = each.optional("note")
            kk, ru = ((copy.text(language) if copy else "") for language in ("kk", "ru"))
            lines.append(_line(PACKAGE[kind], number=note, note_kk=kk, note_ru=ru))
    return lines


def _is_ours(document: Document) -> bool:
    """Scans stand in the package already, and the application that we printed is its first line."""
    return document.kind in set(Kind) - {Kind.APPLICATION_PRINT}


def _made(document: Document) -> dict[str, str]:
    return _line(
        TITLES[Kind(document.kind)],
        number=document.number or "",
        day=short_day(local_date(document.created_at)),
        note_kk=VOID.kk if document.voided_at else "",
        note_ru=VOID.ru if document.voided_at else "",
    )


def _line(
    title: Words, *, note_kk: str, note_ru: str, number: str = "", day: str = ""
) -> dict[str, str]:
    return {
        "kk": title.kk,
        "ru": title.ru,
        "number": number,
        "day": day,
        "note_kk": note_kk,
        "note_ru": note_ru,
    }
