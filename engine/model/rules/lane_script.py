"""The words of a lane's name are written in one script: Latin letters that look Cyrillic would make another role of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.model.findings import Finding
from engine.model.rules.subject import Subject

RULE = "lane-script"
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


def _objection(word: str, offset: int) -> str | None:
    latin = [place for place, letter in enumerate(word) if _script(letter) == "LATIN"]
    cyrillic = [place for place, letter in enumerate(word) if _script(letter) == "CYRILLIC"]
    if not latin or not cyrillic:
        return None
    odd, twins, other = (
        (latin, _CYRILLIC_TWIN, "Cyrillic")
        if len(latin) <= len(cyrillic)
        else (cyrillic, _LATIN_TWIN, "Latin")
    )
    letters = ", ".join(_named(word[place], offset + place + 1, twins) for place in odd)
    return f"The word «{word}» mixes Latin and Cyrillic letters: {letters}. Write the whole word in {other} letters."


def _named(letter: str, place: int, twins: Mapping[str, str]) -> str:
    script = _script(letter).capitalize()
    instead = f", write «{twins[letter]}» (U+{ord(twins[letter]):04X})" if letter in twins else ""
    return f"letter {place} «{letter}» is {script} (U+{ord(letter):04X}){instead}"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
