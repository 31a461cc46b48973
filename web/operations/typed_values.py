"""A value as an administrator types it: what kind it is, and what stands in the field."""

from __future__ import annotations

import json
import re
from enum import StrEnum

from engine.errors import InvalidVariables
from engine.history.canonical import refuse_unfit

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
LONGEST_VALUE = 200_000


class ValueKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  #: whole; decimals are text
    TRUTH = "truth"
    NOTHING = "nothing"
    JSON = "json"


class ValueUnreadable(ValueError):
    """The text is no value of that kind."""


def read_value(kind: str, text: str) -> object:
    """Raises ValueUnreadable, also for what a history cannot hold (decimal fractions, huge integers)."""
    try:
        value = _read(ValueKind(kind), text)
        refuse_unfit({"value": value})
    except (ValueError, InvalidVariables, RecursionError) as error:
        raise ValueUnreadable(str(error)) from error
    return value


def shown_value(value: object) -> tuple[ValueKind, str]:
    """What to put into the form for a value."""
    match value:
        case None:
            return ValueKind.NOTHING, ""
        case bool():
            return ValueKind.TRUTH, json.dumps(value)
        case int():
            return ValueKind.NUMBER, str(value)
        case str():
            return ValueKind.TEXT, value
    return ValueKind.JSON, json.dumps(value, ensure_ascii=False, indent=1)


def _read(kind: ValueKind, text: str) -> object:
    match kind:
        case ValueKind.TEXT:
            return text
        case ValueKind.NUMBER:
            return int(text)
        case ValueKind.TRUTH:
            return {"true": True, "false": False}[_truth(text)]
        case ValueKind.NOTHING:
            return None
    return json.loads(text)


def _truth(text: str) -> str:
    plain = text.strip().lower()
    if plain not in ("true", "false"):
        raise ValueError(f"{text} is neither true nor false")
    return plain
