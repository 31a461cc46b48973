"""Where a Kazakh, Russian or English word may be broken: between syllables, by its letters alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

KAZAKH = frozenset("әғқңөұүһі")
VOWELS = "аәеёиоөуұүыіэюяaeiouy"
SIGNS = "ъь"  # they belong to the letter before them
CONSONANTS = "бвгғджзйкқлмнңпрстфхһцчшщbcdfghjklmnpqrstvwxz"
TOGETHER = ("ch", "ck", "ph", "qu", "sh", "th", "wh")
TOGETHER_IN_RUSSIAN = ("ск", "ст")
V, C = f"[{VOWELS}]", f"[{CONSONANTS}]"

#: A break stands between what goes before and what comes after.
EVERYWHERE = (f"[{SIGNS}]", f"[^{SIGNS}]."), (V, f"{V}."), (V, f"{C}{V}"), (f"{V}{C}", f"{C}{V}")
#: Of three consonants and more Kazakh begins a syllable with the last one, the others with what can be said together.
LAST_ALONE = (f"{V}{C}+", f"{C}{V}")
SHARED = (f"{V}{C}", f"{C}{{2,3}}{V}"), (f"{V}{C}{{2}}", f"{C}{{2}}{V}"), ("й", f"[^{SIGNS}]")
Rules = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
FEWEST = 2  # letters on either side
FEWEST_ENGLISH = 3  # after the break: a last `e` is silent


@lru_cache(maxsize=4096)
def breaks(word: str) -> tuple[int, ...]:
    """How many signs of the word may stand before a break, from few to many; signs around the letters stay with them."""
    runs = re.finditer(r"[^\W\d_]+", word.lower())
    return tuple(run.start() + place for run in runs for place in _syllables(run[0]))


def _syllables(letters: str) -> Iterator[int]:
    kazakh = not KAZAKH.isdisjoint(letters)
    least = FEWEST_ENGLISH if letters.isascii() else FEWEST
    for place in range(FEWEST, len(letters) - least + 1):
        if _may_part(letters, place, kazakh=kazakh) and _fits(letters, place, kazakh=kazakh):
            yield place


def _may_part(word: str, place: int, *, kazakh: bool) -> bool:
    pair = word[place - 1 : place + 1]
    if pair in TOGETHER or (not kazakh and (pair in TOGETHER_IN_RUSSIAN or pair[1] == "й")):
        return False
    return _spoken(word[:place], word[place:])


def _fits(word: str, place: int, *, kazakh: bool) -> bool:
    rules = _KAZAKH if kazakh else _OTHERS
    return any(
        before.search(word, 0, place) and after.match(word, place) for before, after in rules
    )


def _spoken(before: str, after: str) -> bool:
    """A part without a vowel is no syllable."""
    return any(letter in VOWELS for letter in before) and any(letter in VOWELS for letter in after)


def _compiled(*rules: tuple[str, str]) -> Rules:
    return tuple((re.compile(f"{before}$"), re.compile(after)) for before, after in rules)


_KAZAKH = _compiled(*EVERYWHERE, LAST_ALONE)
_OTHERS = _compiled(*EVERYWHERE, *SHARED)
