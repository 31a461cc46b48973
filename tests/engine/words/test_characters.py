from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.words.characters import (
    REPLACEMENT,
    SWITCHES,
    is_printable,
    is_seen,
    named,
    printed,
    unprintable,
    without_invisible,
)

UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs", "Mc", "Me", "Mn"}
EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n\u00a0\u3000",
        *"\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2800\u3164\ufe0f\ufeff\uffa0",
        "\u202e",
        "\x00",
        "\u0301",
        "\U000e0041",
    ],
)
def test_there_is_nothing_to_see(text: str) -> None:
    assert not is_seen(text)


@pytest.mark.parametrize("text", ["Ә", "1", "–", "№", "\u200bа", "😀"])
def test_there_is_something_to_see(text: str) -> None:
    assert is_seen(text)


def test_no_character_of_format_or_space_can_be_seen_alone() -> None:
    unseen = [each for each in EVERY if unicodedata.category(each) in UNSEEN]
    assert not any(map(is_seen, unseen))


@pytest.mark.parametrize(
    "text", ["Айша 😀", "北京", "\U0001f1f0\U0001f1ff", "a\u202eb", "a\x00", "\ud800"]
)
def test_the_first_character_without_a_glyph_is_found(text: str) -> None:
    first = next(each for each in text if not is_printable(each))
    assert unprintable(text) == first
    assert REPLACEMENT in printed(text)


@pytest.mark.parametrize(
    "text", ["Әлия Нұрлыбекқызы", "O’Neil–Müller", "№ 7 «Тұлпар»", "1\t2\n3", "5 ₸, −1 °C"]
)
def test_what_is_written_here_can_be_printed(text: str) -> None:
    assert unprintable(text) is None
    assert printed(text) == text


def test_switches_of_direction_and_controls_are_never_printed() -> None:
    controls = {chr(code) for code in (*range(32), 0x7F, *range(0x80, 0xA0))} - set("\n\r\t")
    assert not any(map(is_printable, SWITCHES | controls))


@pytest.mark.parametrize(
    ("character", "said"),
    [("😀", "«😀» (U+1F600)"), ("北", "«北» (U+5317)"), ("\x00", "U+0000"), ("\u202e", "U+202E")],
)
def test_a_character_is_named_so_that_it_can_be_found(character: str, said: str) -> None:
    assert named(character) == said


@given(st.text())
def test_what_is_printed_can_be_printed(text: str) -> None:
    assert unprintable(printed(text).replace(REPLACEMENT, "")) is None
    assert printed(printed(text)) == printed(text)


@given(st.text())
def test_leaving_out_what_is_invisible_twice_changes_nothing(text: str) -> None:
    assert without_invisible(without_invisible(text)) == without_invisible(text)
