"""Terms, timers and conditions of a model in plain words; what has no plain words is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import EngineError
from engine.expression.parser import parse, strip_braces
from engine.words import said

_TIME = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_PARTS = {
    "years": said("years"),
    "months": said("months"),
    "weeks": said("weeks"),
    "days": said("days"),
    "hours": said("hours"),
    "minutes": said("minutes"),
    "seconds": said("seconds"),
}
_HOURS = {
    "provider": said("opening hours of the provider"),
    "state-corporation": said("opening hours of the State Corporation"),
}
_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What the forms call variables and their values, in one language. values: by variable and value."""

    language: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def name(self, variable: str) -> str:
        return self.names.get(variable, variable)


def term_words(text: str, vocabulary: Vocabulary) -> str:
    """A due date, a timer or a pause: `businessDays(3)`, `PT15M`."""
    bare, language = strip_braces(text), vocabulary.language
    if found := re.fullmatch(r"businessDays\((\d+)(?:, *([\w.]+))?\)", bare):
        return _working_days(found[1], found[2], vocabulary)
    if found := re.fullmatch(r"businessMinutes\((\d+), *'([\w-]+)'\)", bare):
        hours = _HOURS.get(found[2])
        where = hours.text(language) if hours else found[2]
        return said("minutes: {count} ({hours})", count=found[1], hours=where).text(language)
    if found := re.fullmatch(r"duration\('([^']+)'\)", bare):
        return duration_words(found[1], language)
    return duration_words(bare, language)


def duration_words(text: str, language: str) -> str:
    """An ISO 8601 span; the text itself where it is none."""
    found = _TIME.fullmatch(text)
    parts = {name: count for name, count in found.groupdict().items() if count} if found else {}
    return ", ".join(f"{_PARTS[name].text(language)}: {parts[name]}" for name in parts) or text


def retry_words(text: str, language: str) -> str:
    """`R3/PT1M`: three attempts in all."""
    found = re.fullmatch(r"R(\d+)/(\S+)", text)
    if found is None:
        return text
    pause = duration_words(found[2], language)
    return said("attempts in all: {count}; pause: {pause}", count=found[1], pause=pause).text(
        language
    )


def _working_days(count: str, start: str | None, vocabulary: Vocabulary) -> str:
    words = (
        said(
            "working days: {count}, counted from «{start}»",
            count=count,
            start=vocabulary.name(start),
        )
        if start
        else said("working days: {count}", count=count)
    )
    return words.text(vocabulary.language)


def condition_words(text: str, vocabulary: Vocabulary) -> str:
    """What must be true, by the names that the forms give; the formula itself where it cannot be read."""
    try:
        tree = parse(text)
    except EngineError:
        return strip_braces(text)
    return _Speaker(strip_braces(text), vocabulary).say(tree)


class _Speaker:
    """tree: of engine.expression.parser; a token is a str with a type."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary

    def say(self, tree: Any) -> str:
        kind = getattr(tree, "data", "")
        speak: Mapping[str, Callable[[Any], str]] = {
            "either": lambda tree: self._joined(tree, said(" or ")),
            "both": lambda tree: self._joined(tree, said(" and ")),
            "equality": self._comparison,
            "relation": self._comparison,
            "negation": lambda tree: self._said(
                said("not: {what}", what=self.say(tree.children[0]))
            ),
            "emptiness": lambda tree: self._said(
                said("«{name}» is empty", name=self._operand(tree.children[0]))
            ),
            "name": lambda tree: f"«{self._operand(tree)}»",
        }
        return speak[kind](tree) if kind in speak else self._formula(tree)

    def _joined(self, tree: Any, by: Any) -> str:
        between: str = by.text(self.vocabulary.language)
        return between.join(map(self.say, tree.children))

    def _comparison(self, tree: Any) -> str:
        if len(tree.children) != 3:
            return self._formula(tree)
        left, sign, right = tree.children
        name, value = self._operand(left), self._value(left, right)
        if (found := self._count(left)) and (str(sign), value) == (">", "0"):
            return self._said(said("«{name}» is not empty", name=self.vocabulary.name(found)))
        if sign in ("==", "!=") and getattr(right, "data", "") == "null":
            empty = said("«{name}» is not given", name=name)
            return self._said(empty if sign == "==" else said("«{name}» is given", name=name))
        return f"«{name}» {_SIGNS.get(str(sign), str(sign))} «{value}»"

    def _operand(self, tree: object) -> str:
        return self.vocabulary.name(self._formula(tree))

    def _value(self, left: object, right: object) -> str:
        kind, written = getattr(right, "data", ""), self._formula(right)
        plain = written[1:-1] if kind == "text" else written
        known = self.vocabulary.values.get((self._formula(left), plain))
        words = {"true": said("yes"), "false": said("no")}.get(kind)
        return known or (self._said(words) if words else plain)

    def _count(self, tree: object) -> str | None:
        found = re.fullmatch(r"size\((\w+)\)", self._formula(tree))
        return found[1] if found else None

    def _formula(self, tree: Any) -> str:
        return self.text[tree.meta.start_pos : tree.meta.end_pos]

    def _said(self, sentence: Any) -> str:
        words: str = sentence.text(self.vocabulary.language)
        return words
