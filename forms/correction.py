"""A form out of fields of other forms: what may be corrected of a case, asked for as it was the first time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engine.words import Words
from forms.controls import Control
from forms.fields import Field
from forms.form import Form

TITLE = Words(kk="Деректерді түзету", ru="Исправление данных", en="Correction of data")
NOT_TYPED = frozenset(
    {Control.STATIC, Control.HIDDEN, Control.CONSENT, Control.DOCUMENTS, Control.PERSON}
)
"""Controls of which nothing is a slip of the pen."""


def correction_form(names: Collection[str], forms: Iterable[Form]) -> Form:
    """The fields that ask for these variables, each as the first of the forms has it; a birth date with its box."""
    fields: dict[str, Field] = {}
    properties: dict[str, object] = {}
    required: list[str] = []
    for form in forms:
        for field in _wanted(names, form):
            if field.variable in properties and field.name not in fields:
                continue  # a form before has this variable
            fields.setdefault(field.name, field)
        for name in {field.variable: None for field in fields.values()}.keys() - properties.keys():
            properties[name] = form.schema["properties"][name]
            required += [name] if name in form.schema.get("required", ()) else []
    schema = {
        "type": "object",
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": False,
    }
    return Form(key="correction", title=TITLE, schema=schema, fields=tuple(fields.values()))


def _wanted(names: Collection[str], form: Form) -> list[Field]:
    boxes = {
        each.birth.confirmed_by for each in form.asked if each.birth and each.variable in names
    }
    return [
        each
        for each in form.asked
        if each.control not in NOT_TYPED and (each.variable in names or each.name in boxes)
    ]
