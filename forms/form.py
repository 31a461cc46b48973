"""A form: what is asked at a user task. Read from `forms/<key>.json` and checked as a whole, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.expression.values import Variables
from engine.words import Words
from forms.controls import Control
from forms.errors import FormInvalid
from forms.fields import ConsentItem, Field, Option
from forms.html import field_constraints
from forms.keywords import schema_faults
from forms.reading import Reader

__all__ = ["ConsentItem", "Control", "Field", "Form", "FormInvalid", "Option", "Words", "read_form"]

KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
VARIABLE = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
PROPERTY = re.compile(rf"{VARIABLE}(?:\.{VARIABLE})?")


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form; `schema` describes the variables that it gives."""

    key: str
    title: Words
    schema: Variables
    fields: tuple[Field, ...]

    def html_constraints(self, field: Field) -> dict[str, str]:
        """The constraints of `field` as HTML attributes (see `forms.html`)."""
        return field_constraints(field)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that are answered: all but the static ones."""
        return tuple(field for field in self.fields if field.control is not Control.STATIC)


def read_form(key: str, content: bytes) -> Form:
    """Read a form file. Raises FormInvalid where it breaks a rule of `docs/forms.md`."""
    reader = Reader(key)
    if KEY.fullmatch(key) is None:
        reader.refuse("the key must be of small Latin letters, digits and dashes")
    raw = reader.document(content)
    for fault in schema_faults(raw["schema"]):
        reader.refuse(fault)
    form = Form(
        key=key,
        title=reader.text(raw["title"], "title"),
        schema=raw["schema"],
        fields=reader.fields(raw["fields"], raw["schema"]),
    )
    for fault in _pairing_faults(form):
        reader.refuse(fault)
    return form


def _pairing_faults(form: Form) -> Iterator[str]:
    """Every question has its property, every property its question, every birth date its box."""
    asked = {field.name: field for field in form.asked}
    for field in form.asked:
        box = asked.get(field.birth.confirmed_by) if field.birth else None
        if field.birth and (box is None or box.control is not Control.CHECKBOX):
            yield f"birth of {field.name}: {field.birth.confirmed_by} is no checkbox of the form"
    for name in _leaves(form.schema):
        if name not in asked:
            yield f"property {name} has no field"
        if PROPERTY.fullmatch(name) is None:
            yield f"property {name} must be a small Latin name, or one such name within another"


def _leaves(schema: Variables, prefix: str = "") -> Iterator[str]:
    for name, part in schema["properties"].items():
        if "properties" in part:
            yield from _leaves(part, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"
