"""`show_if`: the one door to `engine.expression`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engine.expression import FUNCTIONS, ExpressionFailed, ExpressionInvalid, compile_expression
from forms.controls import Control
from forms.fields import Field

# what a browser can follow while the page is open; the server evaluates all of them again
SIMPLE = re.compile(r"([a-z][a-z0-9_]*) == (?:'([^'\\]*)'|(true|false))")


def condition_fault(source: str) -> str | None:
    """Why `source` may not stand in a form; None where it may."""
    try:
        called = compile_expression(source).functions
    except ExpressionInvalid as error:
        return str(error)
    outside = sorted(name for name in called if FUNCTIONS[name].call is None)
    return f"calls {', '.join(outside)}: a form has no clock and no calendar" if outside else None


def holds(source: str, names: Mapping[str, object]) -> bool | None:
    """Whether the condition holds; None where these variables give it no answer of true or false."""
    try:
        return compile_expression(source).condition(names)
    except ExpressionFailed:
        return None


def seen_names(
    fields: Iterable[Field], answers: Mapping[str, object], scope: Mapping[str, object]
) -> dict[str, object]:
    """What conditions may read: the case, hidden behind the answers.

    A question of this form that was not answered is null, whatever the case says of it from an earlier round.
    """
    asked = {field.variable: None for field in fields if field.control is not Control.STATIC}
    return {**scope, **asked, **answers}


def simple_condition(source: str) -> tuple[str, str] | None:
    """The field and the posted value that a condition of the form `name == literal` waits for."""
    found = SIMPLE.fullmatch(source)
    return (found[1], found[2] if found[3] is None else found[3]) if found else None
