"""Valid answers to every form, and the small forms that tests write themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.form import Form, read_form
from forms.keywords import ASSERTIONS, subschemas

EXAMPLES = Path(__file__).parent / "examples"
WORDS = {"kk": "Сөз", "ru": "Слово", "en": "Word"}


@dataclass(frozen=True, kw_only=True)
class Example:
    """Answers that the form accepts for a case with the variables `scope`; every question is answered."""

    scope: Mapping[str, Any]
    answers: Mapping[str, Any]


def example(key: str) -> Example:
    raw = json.loads((EXAMPLES / f"{key}.json").read_text("utf-8"))
    return Example(scope=raw["scope"], answers=raw["answers"])


def form_file(
    fields: list[dict[str, Any]], properties: dict[str, Any], required: tuple[str, ...] = ()
) -> bytes:
    """A form file; a field needs only a name and a control."""
    return json.dumps(
        {
            "title": WORDS,
            "schema": {
                "type": "object",
                "properties": properties,
                "required": list(required),
                "additionalProperties": False,
            },
            "fields": [{"label": WORDS, **field} for field in fields],
        }
    ).encode()


def small_form(
    fields: list[dict[str, Any]], properties: dict[str, Any], required: tuple[str, ...] = ()
) -> Form:
    return read_form("small", form_file(fields, properties, required))


def one_field(control: str, schema: dict[str, Any], *, required: bool = False, **more: Any) -> Form:
    """A form with the single question `a`."""
    return small_form(
        [{"name": "a", "control": control, **more}], {"a": schema}, ("a",) if required else ()
    )


def choices(*values: str | bool) -> list[dict[str, Any]]:
    return [{"value": value, "label": WORDS} for value in values]


def failing_keywords(schema: Mapping[str, Any]) -> frozenset[str]:
    """The keywords by which an answer can fail, as the catalogue of sentences names them: `format.iin`, `maxLength`."""
    found: set[str] = set()
    for part, _ in subschemas(schema):
        found |= part.keys() & (ASSERTIONS - {"format", "additionalProperties"})
        if "format" in part:
            found.add(f"format.{part['format']}")
    return frozenset(found)
