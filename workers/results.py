"""The signed document that the case ends with."""

from __future__ import annotations

from workers.answers import Answers

RESULT_DOCUMENTS = {"granted": "extract_document", "refused": "refusal_document"}


def result_document(answers: Answers) -> str:
    """Id of the extract, or of the refusal. Raises AnswerMissing."""
    return answers.text(RESULT_DOCUMENTS[answers.choice("decision", RESULT_DOCUMENTS)])
