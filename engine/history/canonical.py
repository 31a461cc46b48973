"""The one byte form of a value: RFC 8785, without floats, with integers up to 2^53-1, text in NFC, keys as text."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import orjson
import rfc8785

from engine.errors import InvalidVariables

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 32
MAX_BYTES = 1_000_000  # of one payload


BEYOND = re.compile(rb"[\xee-\xf4]")
"""First bytes of characters from U+E000 on: only among these do RFC 8785 (UTF-16) and UTF-8 sort keys differently."""


def canonical(value: Any) -> bytes:
    """Canonical bytes of a value that `refuse_unfit` has let in.

    orjson with sorted keys writes the same bytes for such values, twenty times faster; a property test compares the two.
    """
    fast = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return rfc8785.dumps(value) if BEYOND.search(fast) else fast


def refuse_unfit(value: object, where: str = "variables") -> None:
    """Raise InvalidVariables for what has no canonical form: floats, huge integers, text not in NFC, keys that are no text."""
    _refuse(value, where, 0)


def _refuse(value: Any, where: str, depth: int) -> None:
    kind = type(value)
    if kind is str:
        _refuse_text(value, where)
    elif kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise InvalidVariables(where, "an integer beyond 2^53-1; send it as text")
    elif kind in (dict, list):
        if depth >= MAX_DEPTH:
            raise InvalidVariables(where, f"nested deeper than {MAX_DEPTH}")
        _refuse_items(value, where, depth + 1)
    elif value is not None and kind is not bool:
        raise InvalidVariables(where, f"a {kind.__name__} has no canonical form; send it as text")


def _refuse_items(value: dict[object, object] | list[object], where: str, depth: int) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            _refuse(item, f"{where}[{index}]", depth)
        return
    for key, item in value.items():
        if type(key) is not str:
            raise InvalidVariables(where, f"the key {key!r} is not text")
        _refuse_text(key, where)
        _refuse(item, f"{where}.{key}", depth)


def _refuse_text(text: str, where: str) -> None:
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        raise InvalidVariables(where, "text is not in Unicode normal form NFC")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidVariables(where, "text holds half a character") from error
