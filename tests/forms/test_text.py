from __future__ import annotations

import pytest

from forms.text import Text

GREETING = Text(kk="Сәлем, {name}", ru="Привет, {name}", en="Hello, {name}")


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "Сәлем"), ("ru", "Привет"), ("en", "Hello"), ("fr", "Сәлем")]
)
def test_a_language_we_do_not_speak_gets_kazakh(language: str, said: str) -> None:
    assert GREETING.in_language(language).startswith(said)


def test_a_text_within_a_text_speaks_the_same_language() -> None:
    name = Text(kk="әлем", ru="мир", en="world")
    assert GREETING.filled(name=name) == Text(kk="Сәлем, әлем", ru="Привет, мир", en="Hello, world")


def test_braces_in_a_value_are_left_as_they_are() -> None:
    assert GREETING.filled(name="{name} {0}").en == "Hello, {name} {0}"
