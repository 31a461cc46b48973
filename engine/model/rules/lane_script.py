"""The words of a lane's name are written in one script: Latin letters that look Cyrillic would make another role of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.words import Sentence, joined, said

RULE = "lane-script"
_LATIN, _CYRILLIC = said("Latin"), said("Cyrillic")
#: Latin letters and the Cyrillic ones of Kazakh and Russian that look the same.
_CYRILLIC_TWIN: Mapping[str, str] = MappingProxyType(
    dict(zip("AaBEeKkMHOoPpCcTXxyYiIhəƏɵƟ", "АаВЕеКкМНОоРрСсТХхуУіІһәӘөӨ", strict=True))
)
_LATIN_TWIN: Mapping[str, str] = MappingProxyType(
    {cyrillic: latin for latin, cyrillic in _CYRILLIC_TWIN.items()}
)


def lane_script(subject: Subject) -> Iterator[Finding]:
    for lane in subject.definition.lanes:
        for word in re.finditer(r"\w+", lane.name):
            message = _objection(word.group(), word.start())
            if message:
                yield Finding(rule=RULE, element_id=lane.id, message=message)


def _objection(word: str, offset: int) -> Sentence | None:
    latin = [place for place, letter in enumerate(word) if _script(letter) == "LATIN"]
    cyrillic = [place for place, letter in enumerate(word) if _script(letter) == "CYRILLIC"]
    if not latin or not cyrillic:
        return None
    odd, twins, other = (
        (latin, _CYRILLIC_TWIN, _CYRILLIC)
        if len(latin) <= len(cyrillic)
        else (cyrillic, _LATIN_TWIN, _LATIN)
    )
    letters = joined((_named(word[place], offset + place + 1, twins) for place in odd), by=", ")
    return said(
        "The word «{word}» mixes Latin and Cyrillic letters: {letters}. Write the whole word in {other} letters.",
        word=word,
        letters=letters,
        other=other,
    )


def _named(letter: str, place: int, twins: Mapping[str, str]) -> Sentence:
    script = {"LATIN": _LATIN, "CYRILLIC": _CYRILLIC}[_script(letter)]
    told = said(
        "letter {place} «{letter}» is {script} (U+{code:04X})",
        place=place,
        letter=letter,
        script=script,
        code=ord(letter),
    )
    if letter not in twins:
        return told
    twin = twins[letter]
    return joined((told, said("write «{twin}» (U+{code:04X})", twin=twin, code=ord(twin))), by=", ")


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
