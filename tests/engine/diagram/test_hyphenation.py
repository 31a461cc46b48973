"""Words between whose syllables a line may end, as the three languages print them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagram.hyphenation import VOWELS, breaks

WORDS = st.text("абвгдежзйклмнопрстуфхцчшщъыьэюяәғқңөұүһі", max_size=24)


def parts(word: str) -> str:
    edges = (0, *breaks(word), len(word))
    return "-".join(word[a:b] for a, b in pairwise(edges))


@pytest.mark.parametrize(
    "broken",
    [
        # Kazakh
        "мем-ле-кет-тік",
        "құ-жат-тар-ды",
        "жұрт-қа",
        "тап-сыр-ма",
        "бас-шы-ның",
        # Russian
        "уве-дом-ле-ние",
        "подъ-езд",
        "маль-чик",
        "май-ский",
        "го-су-дар-ствен-ная",
        "рай-он",
        "пов-тор-ные",
        "ко-мис-сия",
        # English
        "ap-pli-ca-tion",
        "with-drawn",
        "package",
        "no-tice",
    ],
)
def test_a_word_breaks_between_syllables(broken: str) -> None:
    assert parts(broken.replace("-", "")) == broken


def test_signs_around_the_letters_stay_with_them() -> None:
    assert parts("«отдел»,") == "«от-дел»,"


@pytest.mark.parametrize("short", ["", "да", "өті", "№1234567", "R3/PT1M"])
def test_what_is_short_or_no_word_stays_whole(short: str) -> None:
    assert breaks(short) == ()


@given(word=WORDS)
def test_each_side_of_a_break_has_two_letters_and_a_vowel(word: str) -> None:
    for place in breaks(word):
        for side in (word[:place], word[place:]):
            assert len(side) >= 2
            assert set(side) & set(VOWELS)
        assert word[place] not in "ьъ"
