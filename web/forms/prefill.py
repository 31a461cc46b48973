"""What a form holds before anybody has typed into it: what the case knows already."""

from __future__ import annotations

from collections.abc import Mapping

from forms.controls import Control
from forms.fields import Field
from forms.form import Form
from forms.submission import parse_submission, shown_fields
from web.forms.drafts import Posted

ADVISED = frozenset({"missing_docs"})
"""Answers that the rules propose to a question which is asked only after another answer."""
DONE_TODAY = ("handed_over_on",)
"""Days of acts that are mostly of today."""
IDENTITY_NAMES = ("surname", "name", "patronymic")


def prefilled(form: Form, scope: Mapping[str, object], *, today: str = "") -> Posted:
    """The values as a browser would post them.

    A yes or no is never filled in: it is a decision, or the word of who sees the original. An answer to a question that
    is asked on a condition is filled in only where the condition holds, or where the rules advise it.
    today: the day of what is done as the form is sent; empty where nobody sends it.
    """
    known = {**scope, **_known_persons(scope)}
    known |= {name: today for name in DONE_TODAY if today and known.get(name) is None}
    posted: Posted = {}
    for field in form.asked:
        posted |= _posted(field, _value(field, known))
    shown = shown_fields(form, parse_submission(form, posted), scope) | ADVISED
    hidden = {field.name for field in form.asked if field.name not in shown}
    return {name: values for name, values in posted.items() if name not in hidden}


def as_posted(form: Form, values: Mapping[str, object]) -> Posted:
    """Values that a case has, as a browser would post them; boxes that were ticked are ticked."""
    posted: Posted = {}
    for field in form.asked:
        value = _value(field, values)
        posted |= {field.name: ["true"]} if value is True else _posted(field, value)
    return posted


def _known_persons(scope: Mapping[str, object]) -> dict[str, object]:
    """Names from the register for the application; a pupil who applies in person is the applicant."""
    identity = scope.get("identity")
    if not isinstance(identity, Mapping):
        return {}
    name = " ".join(str(identity[part]) for part in IDENTITY_NAMES if identity.get(part))
    pupil = {
        "pupil_name": name,
        "pupil_iin": scope.get("applicant_iin"),
        "pupil_birth_date": identity.get("birth_date"),
    }
    found = {"applicant_name": name, **(pupil if scope.get("relation") == "self" else {})}
    return {key: value for key, value in found.items() if scope.get(key) is None}


def _value(field: Field, known: Mapping[str, object]) -> object:
    whole, _, part = field.name.partition(".")
    value = known.get(whole)
    if not part:
        return value
    return value.get(part) if isinstance(value, Mapping) else None


def _posted(field: Field, value: object) -> Posted:
    if field.control is Control.DOCUMENTS:
        return _posted_rows(field.name, value)
    if isinstance(value, list):
        return {field.name: [each for each in value if isinstance(each, str)]}
    if (
        isinstance(value, bool)
        or not isinstance(value, str | int)
        or field.control is Control.HIDDEN
    ):
        return {}
    return {field.name: [str(value)]}


def _posted_rows(name: str, value: object) -> Posted:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return {
        f"{name}-{number}-{column}": [text]
        for number, row in enumerate(rows)
        for column, text in row.items()
        if isinstance(text, str)
    }
