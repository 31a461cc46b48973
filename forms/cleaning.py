"""Typed text made fit to keep: NFC, trimmed, no control characters; values that have a canonical form."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# RFC 8785 by way of design.md 8: what lies beyond is not the same number everywhere
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 6
LINE_BREAK = re.compile(r"\r\n?|\u2028|\u2029")


def clean_line(text: str) -> str:
    """One line: runs of blanks of any kind become one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_lines(text: str) -> str:
    """Several lines: ends trimmed, line breaks as in Unix."""
    return LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)).strip()


def clean_value(value: Any, *, lines: bool) -> Any:
    """Every text within `value` cleaned, empty parts of objects left out; `value` must be free of `canonical_fault`."""
    if isinstance(value, str):
        return clean_lines(value) if lines else clean_line(value)
    if isinstance(value, list):
        return [clean_value(each, lines=lines) for each in value]
    if isinstance(value, dict):
        parts = ((name, clean_value(each, lines=lines)) for name, each in value.items())
        return {name: each for name, each in parts if not is_empty(each)}
    return value


def is_empty(value: Any) -> bool:
    """Whether a field so answered was left alone: nothing, an empty text or list."""
    return value is None or value in ("", [])


def canonical_fault(value: Any, depth: int = 0) -> str | None:
    """The keyword by which `value` has no canonical form: `type` or `characters`; None where it has one."""
    if isinstance(value, str):
        return None if all(map(is_printable, value)) else "characters"
    if isinstance(value, dict | list) and depth < DEEPEST:
        return _fault_within(value, depth + 1)
    fits = value is None or (isinstance(value, int) and abs(value) <= LARGEST_INTEGER)
    return None if fits else "type"


def _fault_within(value: dict[Any, Any] | list[Any], depth: int) -> str | None:
    if isinstance(value, list):
        inner = value
    else:
        inner = [*value.values(), *(name if isinstance(name, str) else 0.0 for name in value)]
    return next((fault for each in inner if (fault := canonical_fault(each, depth))), None)


def is_printable(character: str) -> bool:
    """Whether a character can be stored, printed and shown: no control, half a surrogate pair or text direction switch."""
    if character in "\n\t\r":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co") and character not in BIDI


BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
