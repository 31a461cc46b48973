"""The closed list of controls, and the schema that each may stand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from engine.expression.values import Value

Schema = Mapping[str, Value]


class Control(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    TEXTAREA = "textarea"
    IIN = "iin"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOX = "checkbox"
    CHECKBOXES = "checkboxes"
    DOCUMENTS = "documents"
    PERSON = "person"
    CONSENT = "consent"
    HIDDEN = "hidden"
    STATIC = "static"


CHOICES = frozenset({Control.SELECT, Control.RADIO, Control.CHECKBOXES, Control.DOCUMENTS})
TICKS = frozenset({Control.CHECKBOX, Control.CONSENT})
DOCUMENT_COLUMNS = ("kind", "copy", "note", "document_id")


def is_text(schema: Schema) -> bool:
    return schema.get("type") == "string"


def is_bounded_text(schema: Schema) -> bool:
    return is_text(schema) and "maxLength" in schema


def is_boolean(schema: Schema) -> bool:
    return schema.get("type") == "boolean"


def is_choice(schema: Schema) -> bool:
    return is_boolean(schema) or (is_text(schema) and "enum" in schema)


def is_list_of_choices(schema: Schema) -> bool:
    return (
        schema.get("type") == "array"
        and is_text(schema.get("items", {}))
        and "enum" in schema["items"]
    )


def is_list_of_documents(schema: Schema) -> bool:
    row = schema.get("items", {})
    return (
        schema.get("type") == "array"
        and row.get("type") == "object"
        and set(row.get("properties", {})) == set(DOCUMENT_COLUMNS)
        and all(is_text(column) for column in row["properties"].values())
        and all("enum" in row["properties"][column] for column in ("kind", "copy"))
    )


def text_of_format(name: str) -> Callable[[Schema], bool]:
    return lambda schema: is_text(schema) and schema.get("format") == name


FITS: Mapping[Control, Callable[[Schema], bool]] = {
    Control.TEXT: is_bounded_text,
    Control.TEXTAREA: is_bounded_text,
    Control.IIN: text_of_format("iin"),
    Control.PHONE: text_of_format("kz-phone"),
    Control.EMAIL: text_of_format("email"),
    Control.DATE: text_of_format("local-date"),
    Control.TIME: text_of_format("local-time"),
    Control.NUMBER: lambda schema: schema.get("type") == "integer",
    Control.SELECT: is_choice,
    Control.RADIO: is_choice,
    Control.CHECKBOX: is_boolean,
    Control.CHECKBOXES: is_list_of_choices,
    Control.DOCUMENTS: is_list_of_documents,
    Control.PERSON: is_bounded_text,
    Control.CONSENT: lambda schema: is_boolean(schema) and schema.get("const") is True,
    Control.HIDDEN: lambda schema: "const" in schema,
}


def option_values(control: Control, schema: Schema) -> list[Any]:
    """The values that the options of a choice must spell out, in the schema's order."""
    if control is Control.DOCUMENTS:
        return list(schema["items"]["properties"]["kind"]["enum"])
    if control is Control.CHECKBOXES:
        return list(schema["items"]["enum"])
    return [True, False] if is_boolean(schema) else list(schema["enum"])
