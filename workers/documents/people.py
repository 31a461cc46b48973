"""How persons stand in the documents."""

from __future__ import annotations

from workers.answers import Answers
from workers.documents.wording import short_day


def applicant_identified(answers: Answers) -> dict[str, str]:
    """The applicant with the identity number, which each language names in its own way."""
    name, iin = answers.text("applicant_name"), answers.text("applicant_iin")
    return {"kk": f"{name}, ЖСН {iin}", "ru": f"{name}, ИИН {iin}"}


def signer(provider: Answers, language: str) -> str:
    """The head as the forms order it: name first in Kazakh, position first in Russian."""
    name, position = provider.text("head_name"), provider.text(f"head_position_{language}")
    return f"{name}, {position}" if language == "kk" else f"{position}, {name}"


def head_of(provider: Answers, language: str) -> str:
    """Whom an application is addressed to."""
    return f"{provider.text(f'head_position_{language}')} {provider.text('head_name')}"


def pupil_with_birth(answers: Answers, language: str) -> str:
    born = short_day(answers.day("pupil_birth_date"))
    label = "туған күні" if language == "kk" else "дата рождения"
    return f"{answers.text('pupil_name')}, {label} {born}"


def pupil_in_full(answers: Answers, language: str) -> str:
    label = "ЖСН" if language == "kk" else "ИИН"
    return f"{pupil_with_birth(answers, language)}, {label} {answers.text('pupil_iin')}"


def school_with_grade(answers: Answers, language: str) -> str:
    school, grade = answers.text("school"), answers.text("grade")
    return f"{school}, {grade}-сынып" if language == "kk" else f"{school}, {grade} класс"
