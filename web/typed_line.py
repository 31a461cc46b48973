"""One line that is typed into a page and not into a form: a reason, a comment, a name."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from engine.words.characters import named, unprintable
from forms.cleaning import clean_line, is_empty

LONGEST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class TypedLine:
    """text: as it is kept; error: what is wrong with it, empty where nothing is."""

    text: str
    error: str = ""


def typed_line(name: str, *, most: int, missing: str = "") -> TypedLine:
    """What this request says in a field. most: characters; missing: said where nothing is seen, if there must be."""
    text = clean_line(request.form.get(name, ""))
    if is_empty(text):
        return TypedLine(text="", error=missing)
    if len(text) > most:
        too_long = gettext(
            "At most %(most)d characters; these are %(count)d.", most=most, count=len(text)
        )
        return TypedLine(text=text, error=too_long)
    if sign := unprintable(text):
        strange = gettext(
            "The character %(sign)s cannot be printed. Delete it or put another in its place.",
            sign=named(sign),
        )
        return TypedLine(text=text, error=strange)
    return TypedLine(text=text)


def typed_reason() -> TypedLine:
    """Why somebody steps in."""
    missing = gettext("Say why: the reason stays in the history of the case.")
    return typed_line("reason", most=LONGEST_REASON, missing=missing)
