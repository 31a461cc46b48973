"""The form of a step as the person had it before them, with what they answered."""

from __future__ import annotations

from collections.abc import Mapping

from audit.film import FormSeen
from forms.controls import Control
from forms.fields import Field
from forms.form import Form
from web.forms.drafts import Posted
from web.forms.page import Filled, form_view
from web.forms.prefill import prefilled
from web.forms.view import FileShown, FormView
from web.tasks.opened import read_stored


def seen_form(
    seen: FormSeen, files: Mapping[str, FileShown], names: Mapping[str, str], language: str
) -> FormView:
    """The form in the text of its version. files: by document id; names: of the persons who were chosen, by id."""
    form = read_stored(seen.key, seen.text)
    posted = posted_answers(form, seen.answers) if seen.answers else prefilled(form, seen.scope)
    return form_view(
        Filled(
            form=form,
            posted=posted,
            scope=seen.scope,
            language=language,
            persons=dict.fromkeys(person_fields(form), names),
            files=files,
        )
    )


def person_fields(form: Form) -> tuple[str, ...]:
    """Names of the fields in which a person is chosen."""
    return tuple(field.name for field in form.asked if field.control is Control.PERSON)


def chosen_persons(seen: FormSeen) -> frozenset[str]:
    """Ids of the persons who were chosen in it."""
    form = read_stored(seen.key, seen.text)
    answers = (seen.answers.get(name) for name in person_fields(form))
    return frozenset(answer for answer in answers if isinstance(answer, str))


def posted_answers(form: Form, answers: Mapping[str, object]) -> Posted:
    """Answers that were taken in, as a browser posts them."""
    found: Posted = {}
    for field in form.asked:
        found |= _posted(field, _answer(field.name, answers))
    return found


def _answer(name: str, answers: Mapping[str, object]) -> object:
    whole, _, part = name.partition(".")
    value = answers.get(whole)
    if not part:
        return value
    return value.get(part) if isinstance(value, Mapping) else None


def _posted(field: Field, value: object) -> Posted:
    if field.control is Control.DOCUMENTS:
        return _posted_rows(field.name, value)
    values = value if isinstance(value, list) else [value]
    return {field.name: [_text(each) for each in values if each is not None]}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _posted_rows(name: str, value: object) -> Posted:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return {
        f"{name}-{number}-{column}": [_text(each)]
        for number, row in enumerate(rows)
        for column, each in row.items()
        if each is not None
    }
