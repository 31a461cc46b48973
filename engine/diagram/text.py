"""Text set without a browser: advance widths of Noto Sans, wrapping, fitting into a box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.diagram.hyphenation import breaks
from engine.diagram.interchange import Bounds

# Advance widths of Noto Sans Regular in hundredths of an em, measured, rounded to 4.
ADVANCES = {
    24: " 'ijlіїј",
    28: "!(),.:;J`ІЇЈ",
    32: "-I[]",
    36: "/\\ft{}",
    40: '"r',
    44: "?_гѓғ",
    48: "csz–зстэєѕ",
    52: "FLkvxy«»ЃГкухќўҒұү",
    56: "$*+0123456789<=>ESTYZ^ae|~₸ЀЁЅЕЗТавеьяѐёәқҰҮ",
    60: "KPVXbdghnopquЎБРУХЬбдлнопрцчђџөһ",
    64: "#ABCRЄЌАВКСЭЯийъћѝң",
    68: "ЛЧЪҚҺ",
    72: "&DGUЂЋЏДПЦфӘ",
    76: "HNЍИЙНОжмыҢ",
    80: "OQw…ФюӨ",
    84: "%Ыљ",
    88: "@шщњ",
    92: "MWmЖМ",
    100: "—№ЉЮ",
    104: "ЊШЩ",
}
ADVANCE = {letter: advance / 100 for advance, letters in ADVANCES.items() for letter in letters}
UNKNOWN_ADVANCE = 0.85
LINE = 1.2
SMALLER = 0.75  # of a size, before words are broken


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Lines of text around a vertical axis `x`; `top` is the upper edge of the first line."""

    lines: tuple[str, ...]
    size: float
    x: float
    top: float

    @property
    def bounds(self) -> Bounds:
        width = max((text_width(line, self.size) for line in self.lines), default=0)
        height = len(self.lines) * self.size * LINE
        return Bounds(x=self.x - width / 2, y=self.top, width=width, height=height)


def text_width(text: str, size: float) -> float:
    """Width in diagram units at a font size in the same units."""
    return size * sum(ADVANCE.get(letter, UNKNOWN_ADVANCE) for letter in text)


@lru_cache(maxsize=4096)
def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """Lines no wider than `width`: broken at spaces, and inside a word only where it alone is too wide."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for piece in _pieces(paragraph, width, size):
            candidate = f"{line} {piece}" if line else piece
            if line and text_width(candidate, size) > width:
                lines.append(line)
                candidate = piece
            line = candidate
        lines.append(line)
    return tuple(lines)


def widest_word(text: str, size: float) -> float:
    """The room that keeps every word whole."""
    return max((text_width(part, size) for part in text.split()), default=0)


def fitted(text: str, box: Bounds, sizes: tuple[float, ...]) -> Block:
    """Text in the middle of a box: in the first size that fits with every word whole, unless that is much smaller than the
    first one with hyphens; what the last size cannot hold ends in `…`.
    """
    fitting = [size for size in sizes if _height(text, box, size) <= box.height]
    whole = [size for size in fitting if widest_word(text, size) <= box.width]
    if whole and whole[0] >= SMALLER * fitting[0]:
        return _centred(wrapped(text, box.width, whole[0]), box, whole[0])
    size = fitting[0] if fitting else sizes[-1]
    lines = wrapped(text, box.width, size)
    room = max(int(box.height // (size * LINE)), 1)
    if len(lines) > room:
        lines = (*lines[: room - 1], f"{lines[room - 1]}…")
    return _centred(lines, box, size)


def _height(text: str, box: Bounds, size: float) -> float:
    return len(wrapped(text, box.width, size)) * size * LINE


def _centred(lines: tuple[str, ...], box: Bounds, size: float) -> Block:
    centre, middle = box.middle
    return Block(lines=lines, size=size, x=centre, top=middle - len(lines) * size * LINE / 2)


def _pieces(paragraph: str, width: float, size: float) -> Iterator[str]:
    for word in paragraph.split():
        yield from _cut(word, width, size)


def _cut(word: str, width: float, size: float) -> Iterator[str]:
    """A word in hyphenated parts that fit: after a hyphen of its own, else between syllables, else after any letter.

    At least two letters each, so that it ends.
    """
    while text_width(word, size) > width and len(word) > 3:
        length, own = _first_part(word, width, size)
        yield word[:length] if own else f"{word[:length]}-"
        word = word[length:]
    yield word


def _first_part(word: str, width: float, size: float) -> tuple[int, bool]:
    """How many letters stand before the break, and whether the last of them is a hyphen already."""
    own = [at for at, sign in enumerate(word, 1) if sign == "-" and 2 < at < len(word) - 1]
    if fits := [at for at in own if text_width(word[:at], size) <= width]:
        return fits[-1], True
    between = [at for at in breaks(word) if text_width(f"{word[:at]}-", size) <= width]
    if between:
        return between[-1], False
    length = 2
    while length < len(word) - 2 and text_width(f"{word[: length + 1]}-", size) <= width:
        length += 1
    return length, False
