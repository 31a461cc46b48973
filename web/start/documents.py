"""Which documents somebody needs who has not applied yet: by ground, age and who applies. Source: standard, paragraph 9."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forms.fields import Option
from forms.library import load_form
from web.cases.papers import kind_words
from workers.answers import Answers
from workers.check_rules import FROM_REGISTER, required_documents

FORM = "portal-application"  # its words are asked here
QUESTIONS = ("ground", "relation")
BORN = {"since": FROM_REGISTER.isoformat(), "before": f"{FROM_REGISTER.year - 1}-12-31"}


@dataclass(frozen=True, kw_only=True)
class Question:
    name: str
    label: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What was asked and what is to be brought; documents: None until everything is answered."""

    questions: Sequence[Question]
    given: Mapping[str, str] = field(default_factory=dict)
    documents: Sequence[str] | None = None


def needed_documents(asked: Mapping[str, str], language: str) -> Needed:
    """What is answered wrong counts as not answered."""
    fields = {each.name: each for each in load_form(FORM).fields}
    questions = [
        Question(
            name=name,
            label=fields[name].label.text(language),
            options=_options(fields[name].options, language),
        )
        for name in QUESTIONS
    ]
    choices = {each.name: {value for value, _words in each.options} for each in questions}
    choices["born"] = set(BORN)
    given = {name: asked[name] for name in choices if asked.get(name) in choices[name]}
    complete = given.keys() == choices.keys()
    return Needed(
        questions=questions,
        given=given,
        documents=_documents(given, language) if complete else None,
    )


def _documents(given: Mapping[str, str], language: str) -> list[str]:
    """Beside the application, which is made with the applicant on the portal and at the desk."""
    values = {**given, "channel": "portal", "pupil_birth_date": BORN[given["born"]]}
    answers = Answers(job_type="documents", values=values)
    return [kind_words(kind, language) for kind in required_documents(answers)]


def _options(options: Sequence[Option], language: str) -> list[tuple[str, str]]:
    return [(str(each.value), each.label.text(language)) for each in options]
