"""Typed text made fit to keep and to print: NFC, trimmed, nothing invisible; values that have a canonical form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.words.characters import is_seen, unprintable, without_invisible

# RFC 8785 by way of design.md 8: what lies beyond is not the same number everywhere
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 6
LINE_BREAK = re.compile(r"\r\n?|\u2028|\u2029")


def clean_line(text: str) -> str:
    """One line: runs of blanks of any kind become one space."""
    return " ".join(_composed(text).split())


def clean_lines(text: str) -> str:
    """Several lines: ends trimmed, line breaks as in Unix."""
    return LINE_BREAK.sub("\n", _composed(text)).strip()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", without_invisible(text))


def clean_value(value: object, *, lines: bool) -> object:
    """Every text within `value` cleaned, empty parts of objects left out; `value` must be free of `canonical_fault`."""
    if isinstance(value, str):
        return clean_lines(value) if lines else clean_line(value)
    if isinstance(value, list):
        return [clean_value(each, lines=lines) for each in value]
    if isinstance(value, dict):
        parts = ((name, clean_value(each, lines=lines)) for name, each in value.items())
        return {name: each for name, each in parts if not is_empty(each)}
    return value


def is_empty(value: object) -> bool:
    """Whether a field so answered was left alone: nothing, an empty list, a text in which nothing is seen."""
    return value is None or value == [] or (isinstance(value, str) and not is_seen(value))


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why an answer cannot be kept. keyword: `type` or `characters`; character: which; path: to it, within the answer."""

    keyword: str
    character: str = ""
    path: tuple[str | int, ...] = ()


def canonical_fault(value: object, depth: int = 0) -> Fault | None:
    """Why `value` has no canonical form or cannot be printed; None where it has one and can."""
    if isinstance(value, str):
        character = unprintable(value)
        return Fault(keyword="characters", character=character) if character else None
    if isinstance(value, dict | list) and depth < DEEPEST:
        return _fault_within(value, depth + 1)
    fits = value is None or (isinstance(value, int) and abs(value) <= LARGEST_INTEGER)
    return None if fits else Fault(keyword="type")


def _fault_within(value: Mapping[Any, Any] | Sequence[Any], depth: int) -> Fault | None:
    steps = [*value.items()] if isinstance(value, Mapping) else [*enumerate(value)]
    for step, each in steps:
        if isinstance(value, Mapping) and (not isinstance(step, str) or unprintable(step)):
            return canonical_fault(step) or Fault(keyword="type")
        if fault := canonical_fault(each, depth):
            return replace(fault, path=(step, *fault.path))
    return None
