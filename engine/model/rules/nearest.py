"""The suggestion at the end of «there is no such name»."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from engine.words import Sentence, said, verbatim


def did_you_mean(name: str, known: Iterable[str]) -> Sentence:
    """A sentence with a blank before it, or nothing."""
    close = get_close_matches(name, sorted(known), n=1)
    return said(" Did you mean {name}?", name=close[0]) if close else verbatim("")
