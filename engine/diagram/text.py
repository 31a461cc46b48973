"""Text set without a browser: advance widths of Noto Sans, wrapping, fitting into a box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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


def fitted(text: str, box: Bounds, sizes: tuple[float, ...]) -> Block:
    """Text in the middle of a box, in the first size that fits; what the last one cannot hold ends in `…`."""
    centre, middle = box.middle
    for size in sizes:
        lines = wrapped(text, box.width, size)
        if len(lines) * size * LINE <= box.height:
            break
    else:
        room = max(int(box.height // (size * LINE)), 1)
        if len(lines) > room:
            lines = (*lines[: room - 1], f"{lines[room - 1]}…")
    return Block(lines=lines, size=size, x=centre, top=middle - len(lines) * size * LINE / 2)


def _pieces(paragraph: str, width: float, size: float) -> Iterator[str]:
    for word in paragraph.split():
        yield from _cut(word, width, size)


def _cut(word: str, width: float, size: float) -> Iterator[str]:
    """A word in hyphenated parts that fit; at least two letters each, so that it ends."""
    while text_width(word, size) > width and len(word) > 3:
        length = 2
        while length < len(word) - 2 and text_width(f"{word[: length + 1]}-", size) <= width:
            length += 1
        yield f"{word[:length]}-"
        word = word[length:]
    yield word
