"""What the forms of a version say to scripted answers."""

from __future__ import annotations

from collections.abc import Mapping

from engine.rehearsal.outcome import FormCheck
from engine.step.version import Version
from forms.errors import UnknownForm
from forms.submission import validate_answers
from web.languages import current_language
from web.tasks.opened import stored_form


def form_check(version: Version) -> FormCheck:
    """As `engine.rehearsal.trace.run_scenario` takes it; an empty answer stands for "not scripted"."""
    language = current_language()

    def check(key: str, answers: Mapping[str, object], scope: Mapping[str, object]) -> list[str]:
        try:
            form = stored_form(version, key) if answers and key else None
        except UnknownForm:
            return []
        if form is None:
            return []
        errors = validate_answers(form, dict(answers), scope).errors
        return [f"{error.field}: {error.message.text(language)}" for error in errors]

    return check
