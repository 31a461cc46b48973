"""A sentence that knows how it came about, so that it can be said in another language later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

TRANSLATED: Final = frozenset({"kk", "ru"})
"""English stands in the code."""


class Sentence(str):
    """English text to everyone who takes it for one; `text` says it in the language of the reader.

    values: what the template names. Sentences and members of enums among them are said in the same language.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Sentence:
        sentence = super().__new__(cls, template.format_map(values))
        sentence.template, sentence.values = template, MappingProxyType(dict(values))
        return sentence

    def __reduce__(self) -> tuple[object, ...]:
        return Sentence, (self.template, dict(self.values))

    def text(self, language: str) -> str:
        """In `kk` or `ru`; in English for any other language, and as far as there is no translation."""
        template = translations(language).get(self.template, self.template)
        return template.format_map(
            {name: _worded(value, language) for name, value in self.values.items()}
        )


def said(template: str, **values: object) -> Sentence:
    """template: English, with the names of `values` in braces; a constant, for the tests read it in the source."""
    return Sentence(template, values)


def named(member: StrEnum) -> Sentence:
    """The word for a member of an enum whose members are words."""
    return Sentence("{member}", {"member": member})


def verbatim(text: str) -> Sentence:
    """What is the same in all languages, such as a formula or the words of a library; a sentence stays what it is."""
    return text if isinstance(text, Sentence) else Sentence("{text}", {"text": text})


def joined(parts: Iterable[str], by: str = " ") -> Sentence:
    """Several as one, each in the language of the whole, and so what stands between."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Sentence("{by}".join(f"{{{name}}}" for name in values), {**values, "by": by})


@cache
def translations(language: str) -> Mapping[str, str]:
    """English template → its translation; nothing for English and for languages that are not spoken here."""
    if language not in TRANSLATED:
        return {}
    found = Path(__file__).with_name(f"{language}.json").read_text("utf-8")
    return MappingProxyType(json.loads(found))


def _worded(value: object, language: str) -> object:
    if isinstance(value, Sentence):
        return value.text(language)
    if isinstance(value, StrEnum):
        return translations(language).get(value.value, value.value)
    return value
