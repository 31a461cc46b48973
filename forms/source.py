"""The bytes of a form file to JSON and sentences, before any field is looked at."""

from __future__ import annotations

import json
import unicodedata
from typing import NoReturn

from engine.expression.values import Value
from engine.words import LANGUAGES, Words
from forms.errors import FormInvalid
from forms.placeholders import placeholder_fault

FORM_NAMES = frozenset({"title", "schema", "fields"})


class Source:
    """A form file: its bytes and its sentences. What it refuses, it refuses in the name of the form."""

    def __init__(self, key: str) -> None:
        self.key = key

    def refuse(self, reason: str) -> NoReturn:
        raise FormInvalid(self.key, reason)

    def document(self, content: bytes) -> dict[str, Value]:
        """The file as an object with exactly the names of a form."""
        try:
            raw = json.loads(
                content.decode("utf-8"),
                object_pairs_hook=self._unique,
                parse_float=self._float,
                parse_constant=self._float,
            )
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise FormInvalid(self.key, f"not JSON in UTF-8: {error}") from error
        if not isinstance(raw, dict) or raw.keys() != FORM_NAMES:
            self.refuse("must hold title, schema and fields, and nothing else")
        return raw

    def _unique(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            self.refuse(f"a name stands twice among {', '.join(names)}")
        return dict(pairs)

    def _float(self, digits: str) -> NoReturn:
        self.refuse(f"{digits} is not a whole number")

    def objects(self, raw: object, names: set[str], where: str) -> list[dict[str, Value]]:
        """A list of objects that hold exactly `names`."""
        if not isinstance(raw, list):
            self.refuse(f"{where} must be a list")
        for each in raw:
            if not isinstance(each, dict) or each.keys() != names:
                self.refuse(f"each of the {where} must hold {' and '.join(sorted(names))}")
        return raw

    def text(self, raw: object, where: str) -> Words:
        """A sentence in all three languages, none empty."""
        if not isinstance(raw, dict) or raw.keys() != set(LANGUAGES):
            self.refuse(f"{where} must be given in kk, ru and en")
        for language, sentence in raw.items():
            if not is_sentence(sentence):
                self.refuse(f"{where} in {language} must be a sentence in NFC")
        return Words(**raw)

    def template(self, raw: object, where: str) -> Words:
        """A sentence that may hold `{paths}` of variables."""
        text = self.text(raw, where)
        for language in LANGUAGES:
            if fault := placeholder_fault(text.text(language)):
                self.refuse(f"{where} in {language}: {fault}")
        return text


def is_sentence(raw: object) -> bool:
    """Whether `raw` is a text in NFC that says something."""
    return isinstance(raw, str) and raw.strip() != "" and unicodedata.is_normalized("NFC", raw)
