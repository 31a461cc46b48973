"""Characters that people type: which can be printed, and which show nothing.

The papers have one font, Noto Sans; what it has of the scripts that names and addresses here are written in stands in
PRINTED. A character beyond it is refused where a person types it, and printed as REPLACEMENT where it came from
elsewhere: a register, an older case.
"""

from __future__ import annotations

import re
import unicodedata

# Latin, Greek and Cyrillic with their marks, punctuation, currency and letterlike signs, minus and ligatures
PRINTED = re.compile(
    "[\u0020-\u03e1\u03f0-\u052f\u1c80-\u1c88\u1d00-\u1df9\u1dfb-\u2027\u202f-\u20bf\u20f0-\u215f\u2212"
    "\u2c60-\u2c7f\u2de0-\u2e5d\ua640-\ua69f\ufb00-\ufb06\ufe20-\ufe2f]"
)
REPLACEMENT = "\ufffd"
BREAKS = frozenset("\n\r\t")
# the derived property Default_Ignorable_Code_Point without the switches of direction, and the blank of Braille
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
SWITCHES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SEEN = frozenset("LNPS")  # letters, numbers, punctuation, symbols; a mark alone stands on nothing


def without_invisible(text: str) -> str:
    """`text` without what leaves no trace on a page: joiners, soft hyphens, variation selectors, byte order marks."""
    return INVISIBLE.sub("", text)


def is_seen(text: str) -> bool:
    """Whether there is anything to see in `text`."""
    return any(unicodedata.category(each)[0] in SEEN for each in without_invisible(text))


def unprintable(text: str) -> str | None:
    """The first character that no paper can show; None where all can be shown or leave no trace."""
    return next((each for each in without_invisible(text) if not is_printable(each)), None)


def is_printable(character: str) -> bool:
    """Whether the font has it; a line break and a tab need none."""
    if character in BREAKS:
        return True
    assigned = unicodedata.category(character) not in ("Cc", "Cn")
    return assigned and character not in SWITCHES and PRINTED.fullmatch(character) is not None


def printed(text: str) -> str:
    """`text` as a paper can show it."""
    return "".join(each if is_printable(each) else REPLACEMENT for each in without_invisible(text))


def named(character: str) -> str:
    """How a sentence names a character: «😀» (U+1F600); by number alone where it cannot be shown."""
    number = f"U+{ord(character):04X}"
    shown = unicodedata.category(character)[0] in SEEN
    return f"«{character}» ({number})" if shown else number
