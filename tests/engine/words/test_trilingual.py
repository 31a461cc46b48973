from __future__ import annotations

import pytest

from engine.words import Words

GREETING = Words(kk="Сәлем, {name}", ru="Привет, {name}", en="Hello, {name}")


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "Сәлем"), ("ru", "Привет"), ("en", "Hello"), ("fr", "Сәлем")]
)
def test_a_language_we_do_not_speak_gets_kazakh(language: str, said: str) -> None:
    assert GREETING.text(language).startswith(said)


def test_a_text_within_a_text_speaks_the_same_language() -> None:
    name = Words(kk="әлем", ru="мир", en="world")
    assert GREETING.filled(name=name) == Words(
        kk="Сәлем, әлем", ru="Привет, мир", en="Hello, world"
    )


def test_braces_in_a_value_are_left_as_they_are() -> None:
    assert GREETING.filled(name="{name} {0}").en == "Hello, {name} {0}"


def test_what_has_no_english_is_said_in_kazakh() -> None:
    paper = Words(kk="қол", ru="подпись")

    assert paper.text("en") == "қол"
    assert paper.both() == {"kk": "қол", "ru": "подпись"}
