"""How a case ended, on one card: what it means, why, what to open and how to appeal, in the words of the model.

An end event says it in its properties: `applicant.meaning.*`, `applicant.appeal.*` (texts), `applicant.appeal.term` (a duration
from the end), `applicant.reason.*` (names of the variables that hold the reason in each language).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.errors import EngineError
from engine.expression.durations import parse_duration
from engine.expression.values import Variables
from engine.words import LANGUAGES, Words
from web.cases.papers import kind_words
from web.cases.stages import ending_words
from web.cases.view import CaseFile


@dataclass(frozen=True, kw_only=True)
class Reason:
    """language: in which it was given, which need not be the reader's."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """meaning, appeal: empty where the model says nothing; appeal_until: aware UTC."""

    outcome: str
    meaning: str
    reason: Reason | None
    appeal: str
    appeal_until: datetime | None


def result_of(found: CaseFile, language: str) -> Result | None:
    """None while the case runs, or where it was ended before any end event."""
    definition, ended_at = found.version.definition, found.row.ended_at
    element = definition.elements.get(found.row.outcome or "")
    if element is None or ended_at is None:
        return None
    own = element.properties
    return Result(
        outcome=ending_words(definition, found.row.outcome, language),
        meaning=_text(own, "applicant.meaning", language),
        reason=_reason(own, found.variables, language),
        appeal=_text(own, "applicant.appeal", language),
        appeal_until=_until(own.get("applicant.appeal.term", ""), ended_at),
    )


def _text(own: Mapping[str, str], name: str, language: str) -> str:
    kk, ru, en = (own.get(f"{name}.{each}", "") for each in LANGUAGES)
    return Words(kk=kk, ru=ru, en=en).text(language)


def _reason(own: Mapping[str, str], variables: Variables, language: str) -> Reason | None:
    """In the reader's language where it was given in it, else as it was given."""
    for each in (language, *LANGUAGES):
        lines = _lines(variables.get(own.get(f"applicant.reason.{each}", "")), language)
        if lines:
            listed = not isinstance(variables[own[f"applicant.reason.{each}"]], str)
            return Reason(language=language if listed else each, lines=lines)
    return None


def _lines(value: object, language: str) -> tuple[str, ...]:
    """A text as it was typed; of a list the kinds of documents in it."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list | tuple):
        return tuple(kind_words(each, language) for each in value if isinstance(each, str))
    return ()


def _until(term: str, ended_at: datetime) -> datetime | None:
    try:
        return parse_duration(term).after(ended_at) if term else None
    except EngineError:
        return None
