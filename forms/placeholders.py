"""`{paths}` of variables in a static value or a consent: looked up, never computed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.expression.values import Value
from engine.words import LANGUAGES, Words

PATH = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\}")


def placeholder_fault(sentence: str) -> str | None:
    """Why the braces of `sentence` are no paths; None where they are."""
    rest = PATH.sub("", sentence)
    return "braces must hold a path of names" if "{" in rest or "}" in rest else None


def spoken(text: Words, names: Mapping[str, object]) -> Words:
    """`text` with each path replaced by its variable; what has no value leaves nothing, not even a double space."""
    return Words(**{language: _spoken_in(text.text(language), names) for language in LANGUAGES})


def _spoken_in(sentence: str, names: Mapping[str, object]) -> str:
    return re.sub(
        r" {2,}", " ", PATH.sub(lambda match: _value_at(match[1], names), sentence)
    ).strip()


def _value_at(path: str, names: Mapping[str, object]) -> str:
    value: Value = names
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
