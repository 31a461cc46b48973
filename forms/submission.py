"""From what a person sent to variables of the case, or to sentences that say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.expression.values import Value, Variables
from forms.check import Check, Persons
from forms.conditions import holds, seen_names
from forms.controls import TICKS, Control
from forms.faults import FieldError
from forms.fields import Field
from forms.form import Form
from forms.placeholders import spoken
from forms.posted import parse_submission

__all__ = ["Checked", "FieldError", "parse_submission", "shown_fields", "validate_answers"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """variables: fit to be written to the case, empty where there are errors; one error a field (or row) at most."""

    variables: dict[str, Value]
    errors: tuple[FieldError, ...]


def shown_fields(
    form: Form, answers: Mapping[str, object], scope: Mapping[str, object]
) -> frozenset[str]:
    """The names of the fields to show for these answers."""
    names = seen_names(form.fields, answers, scope)
    return frozenset(
        field.name
        for field in form.fields
        if field.show_if is None or holds(field.show_if, names) is True
    )


def validate_answers(
    form: Form,
    answers: Mapping[str, object],
    scope: Mapping[str, object],
    persons: Persons | None = None,
    *,
    today: date = date.max,
) -> Checked:
    """Check answers against the form, with `scope` the variables of the case as the task sees them. Raises nothing.

    persons: for a field of control person, who may be chosen: {field: {person id: name}}; a field that is not
    named here is not checked against a list. The name chosen is written to `<field>_name`.
    today: in the zone of the office; no date of the past may lie after it.
    A question left unanswered gives null (a list: an empty one), so that an earlier round's answer does not stay.
    """
    check = Check(form, persons or {})
    own = check.hidden_ones(check.own_answers(answers), scope)
    check.against_schema(own)
    check.against_days(own, scope, today)
    check.against_persons(own)
    if check.errors:
        return Checked(variables={}, errors=tuple(check.errors.values()))
    return Checked(variables=variables_of(form, own, scope, persons or {}), errors=())


def variables_of(
    form: Form, own: Variables, scope: Variables, persons: Persons
) -> dict[str, Value]:
    """The variables that valid answers give."""
    variables = {field.variable: unanswered(field) for field in form.asked} | {**own}
    for name, choices in persons.items():
        if variables.get(name) in choices:
            variables[f"{name}_name"] = choices[variables[name]]
    for field in form.asked:
        if field.control is Control.CONSENT:
            variables[f"{field.name}_items"] = consent_record(field, {**scope, **own})
    return variables


def unanswered(field: Field) -> Value:
    """What an empty field says."""
    if field.control in TICKS:
        return False
    return [] if field.schema.get("type") == "array" else None


def consent_record(field: Field, names: Mapping[str, object]) -> list[dict[str, str]]:
    """What was agreed to, in the words and the language of the case: [{item, text}]. Law 94-V, art. 8."""
    language = str(names.get("language"))
    return [
        {"item": item.name, "text": spoken(item.text, names).text(language)} for item in field.items
    ]
