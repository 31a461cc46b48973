"""JSON that an analyst types into a field."""

from __future__ import annotations

import json

from flask import request
from flask_babel import gettext

from engine.errors import InvalidVariables
from engine.history.canonical import refuse_unfit

LONGEST = 200_000  # characters


class Mistyped(ValueError):
    """What was typed into a field is not fit; `sentence` says why, in the language of the page."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def typed_object(field: str) -> dict[str, object]:
    """The JSON object in a field of the request; an empty field is an empty object. Raises Mistyped."""
    text = request.form.get(field, "").strip()
    if len(text) > LONGEST:
        raise Mistyped(field, gettext("This is too long."))
    try:
        value = json.loads(text) if text else {}
    except json.JSONDecodeError as error:
        sentence = gettext(
            "This is not JSON: look at line %(line)d, column %(column)d.",
            line=error.lineno,
            column=error.colno,
        )
        raise Mistyped(field, sentence) from error
    except RecursionError as error:
        raise Mistyped(field, gettext("This is nested too deeply.")) from error
    if not isinstance(value, dict):
        raise Mistyped(
            field,
            gettext(
                'Write an object: names with values in braces, such as {"decision": "granted"}.'
            ),
        )
    try:
        refuse_unfit(value)
    except InvalidVariables as error:
        sentence = gettext(
            "%(about)s cannot be stored in a case: write decimals and very large numbers as text.",
            about=error.where,
        )
        raise Mistyped(field, sentence) from error
    return value
