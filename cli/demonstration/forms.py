"""The forms as the pages check them: only what a form accepts reaches a case."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import EngineError
from forms.library import load_form
from forms.submission import validate_answers

Persons = Mapping[str, Mapping[str, str]]


class AnswersRefused(EngineError):
    """A form does not accept what a story answers."""

    def __init__(self, form_key: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"form {form_key}: {'; '.join(faults)}")
        self.form_key, self.faults = form_key, faults


def checked_answers(
    form_key: str,
    answers: Mapping[str, object],
    scope: Mapping[str, object],
    persons: Persons | None = None,
) -> dict[str, object]:
    """The variables that these answers give. Raises AnswersRefused."""
    checked = validate_answers(load_form(form_key), dict(answers), scope, persons)
    if checked.errors:
        faults = tuple(f"{error.field}: {error.message.en}" for error in checked.errors)
        raise AnswersRefused(form_key, faults)
    return checked.variables
