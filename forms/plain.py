"""The form of a user task that names none: what the conditions behind it ask, each as it is compared there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.expression import ExpressionInvalid, compile_expression
from engine.expression.values import Variables
from engine.words import Words
from forms.controls import Control
from forms.fields import Field, Option
from forms.form import Form

TITLE = Words(kk="Тапсырма", ru="Задача", en="Task")
_TEXT = r"""\s*[!=]=\s*(?:'([^']*)'|"([^"]*)")"""
_NUMBER = r"\s*(?:[!=<>]=|[<>])\s*-?\d"
_COMPARED = r"\s*(?:[!=<>]=|[<>]|\bin\b|[-+*/%.\[])"


def plain_form(conditions: Iterable[str]) -> Form:
    """conditions: expressions, as they stand on the flows behind the task."""
    written = list(conditions)
    names = dict.fromkeys(name for text in written for name in sorted(_names(text)))
    fields = tuple(_field(name, written) for name in names)
    schema = {
        "type": "object",
        "properties": {field.name: field.schema for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }
    return Form(key="plain", title=TITLE, schema=schema, fields=fields)


def _names(text: str) -> frozenset[str]:
    try:
        return compile_expression(text).names
    except ExpressionInvalid:
        return frozenset()


def _field(name: str, conditions: list[str]) -> Field:
    own = rf"(?<![\w.'\"]){re.escape(name)}\b"
    texts = [found for each in conditions for found in re.findall(own + _TEXT, each)]
    choices = tuple(dict.fromkeys(one or other for one, other in texts))
    if choices:
        options = tuple(Option(value=each, label=_same(each)) for each in choices)
        schema: Variables = {"type": "string", "enum": list(choices)}
        return _made(name, Control.SELECT, schema, options=options)
    if any(re.search(own + _NUMBER, each) for each in conditions):
        return _made(name, Control.NUMBER, {"type": "integer"})
    if any(re.search(own + _COMPARED, each) for each in conditions) and not any(
        re.search(own + r"\s*[!=]=\s*(?:true|false)\b", each) for each in conditions
    ):
        return _made(name, Control.TEXT, {"type": "string", "maxLength": 1000})
    return _made(name, Control.CHECKBOX, {"type": "boolean"}, required=True)


def _made(
    name: str,
    control: Control,
    schema: Variables,
    *,
    options: tuple[Option, ...] = (),
    required: bool = False,
) -> Field:
    return Field(
        name=name,
        control=control,
        label=_same(name),
        options=options,
        schema=schema,
        required=required,
    )


def _same(text: str) -> Words:
    return Words(kk=text, ru=text, en=text)
