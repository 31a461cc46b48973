"""Setting text without a browser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagram.interchange import Bounds
from engine.diagram.text import LINE, Block, fitted, text_width, wrapped

KAZAKH = st.text("абвгдеәғқңөұүһі ", max_size=120)
SIZES = (12.0, 10.0, 8.0)


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert text_width("Ш", 10) > text_width("а", 10) > text_width("і", 10)


@pytest.mark.parametrize("letter", "ӘәҒғҚқҢңӨөҰұҮүҺһІі№₸«»—")
def test_every_kazakh_letter_has_a_measured_width(letter: str) -> None:
    assert text_width(letter, 1) != text_width("\u4e00", 1), "the width of an unknown letter"


def test_a_line_breaks_at_a_space() -> None:
    assert wrapped("Құжаттарды қабылдау", 85, 12) == ("Құжаттарды", "қабылдау")


def test_a_line_break_of_the_model_stays() -> None:
    assert wrapped("Иә\nЖоқ", 500, 12) == ("Иә", "Жоқ")


def test_a_word_that_is_too_wide_is_cut_with_a_hyphen() -> None:
    first, *_ = wrapped("қанағаттандырылмағандықтарыңыздан", 80, 12)
    assert first.endswith("-")


def test_a_word_is_cut_between_syllables_with_the_signs_around_it_left_alone() -> None:
    assert wrapped("«Государственная»", 80, 12) == ("«Государ-", "ственная»")


def test_a_hyphen_of_the_word_itself_is_where_it_is_cut() -> None:
    assert wrapped("бизнес-правила", 70, 12) == ("бизнес-", "правила")


def test_a_smaller_size_that_keeps_words_whole_is_better_than_a_hyphen() -> None:
    block = fitted("Государственная корпорация", Bounds(x=0, y=0, width=90, height=60), SIZES)

    assert block.lines == ("Государственная", "корпорация")
    assert block.size == 10


def test_a_word_is_broken_before_it_gets_too_small_to_read() -> None:
    word = "қанағаттандырылмағандықтарыңыздан"
    block = fitted(word, Bounds(x=0, y=0, width=130, height=60), SIZES)

    assert block.size == 12
    assert all(line.endswith("-") for line in block.lines[:-1])


@given(text=KAZAKH, width=st.floats(min_value=60, max_value=400))
def test_no_line_is_wider_than_its_room(text: str, width: float) -> None:
    assert all(text_width(line, 12) <= width for line in wrapped(text, width, 12))


@given(text=KAZAKH, width=st.floats(min_value=60, max_value=400))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    joined = "".join(wrapped(text, width, 12)).replace("-", "").replace(" ", "")
    assert joined == text.replace(" ", "")


@given(text=KAZAKH, width=st.floats(min_value=0, max_value=5))
def test_wrapping_ends_even_where_nothing_fits(text: str, width: float) -> None:
    assert "".join(wrapped(text, width, 12)).replace("-", "") == text.replace(" ", "")


def test_short_text_stands_in_the_middle_in_the_largest_size() -> None:
    block = fitted("Иә", Bounds(x=0, y=0, width=100, height=80), SIZES)
    assert block == Block(lines=("Иә",), size=12, x=50, top=40 - 6 * LINE)


def test_longer_text_takes_a_smaller_size() -> None:
    box = Bounds(x=0, y=0, width=100, height=40)
    assert fitted("Құжаттарды қабылдау және басшының қарауына беру", box, SIZES).size < 12


def test_text_that_no_size_can_hold_ends_in_dots() -> None:
    block = fitted("сөз " * 200, Bounds(x=0, y=0, width=60, height=30), SIZES)
    assert block.lines[-1].endswith("…")
    assert block.bounds.height <= 30


def test_the_bounds_of_a_block_hold_its_widest_line() -> None:
    block = Block(lines=("Иә", "Жоқ, толық емес"), size=10, x=50, top=5)
    assert block.bounds.width == pytest.approx(text_width("Жоқ, толық емес", 10))
    assert block.bounds.middle[0] == pytest.approx(50)
    assert block.bounds.height == pytest.approx(24)
