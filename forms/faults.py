"""What is wrong with an answer, where, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from engine.words import Words
from forms.fields import Field
from forms.sentences import document_labels, sentence, sentence_of_row


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something is wrong: a field by name, or the column `part` of the row `row` (from 0) of its list."""

    name: str
    row: int | None = None
    part: str | None = None


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One thing wrong with an answer.

    field: the field's name, or the foreign name; row, part: as in `Place`.
    keyword: of JSON Schema (`format.iin` for a format), or hidden, foreign, show_if, person, characters.
    limit: what the sentence names: the bound that was passed, the character that cannot be printed.
    """

    field: str
    keyword: str
    message: Words
    row: int | None = None
    part: str | None = None
    limit: str = ""


def foreign_part(error: ValidationError) -> list[str]:
    """The first name that an object holds beyond its schema, if that is what is wrong."""
    if error.validator != "additionalProperties":
        return []
    instance: Any = error.instance
    schema: Any = error.schema
    return sorted(instance.keys() - schema["properties"].keys())[:1]


def place_in_list(name: str, path: Sequence[str | int]) -> Place:
    """The place of a field, or of the row and column of its list that `path` leads to."""
    row = next((step for step in path[:1] if isinstance(step, int)), None)
    return Place(name=name, row=row, part="".join(map(str, path[1:2])) or None)


def message_at(place: Place, keyword: str, field: Field | None, limit: object) -> Words:
    """What is said at a place: the nearest sentence, with the column's own label within a row."""
    shown = printable_name(place.part or place.name)
    label = field.label if field else None
    if place.row is None:
        return sentence(keyword, field=field, label=label, name=shown, limit=limit)
    label = document_labels().get(place.part or "", label)
    inner = sentence(keyword, field=field, label=label, name=shown, limit=limit)
    return sentence_of_row(place.row + 1, inner)


def printable_name(name: str) -> str:
    """A name that came from outside, fit to be shown."""
    return name.encode("ascii", "backslashreplace").decode()[:60]


def keyword_of(error: ValidationError) -> str:
    """The keyword as the catalogue of sentences names it."""
    if error.validator == "format":
        return f"format.{error.validator_value}"
    return "foreign" if error.validator == "additionalProperties" else str(error.validator)
