"""Whatever was typed, answered by a register or left by an older case: every paper can be printed."""

from __future__ import annotations

import re
import sys
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.words.characters import REPLACEMENT, is_printable
from tests.workers.documents.test_render import fields_of, frame_of
from tests.workers.pdf import pdf_text
from workers.documents.making import Kind
from workers.documents.render import render

MARGIN = 20  # points; ten millimetres are 28
SHOWN = [each for each in map(chr, range(32, sys.maxunicode)) if is_printable(each)]


def filled(value: Any, text: str) -> Any:
    """`value` with `text` in the place of every text in it."""
    if isinstance(value, dict):
        return {name: filled(each, text) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, text) for each in value]
    return text if isinstance(value, str) else value


def printed_with(kind: Kind, text: str) -> bytes:
    return render(kind.value, frame_of(kind), filled(fields_of(kind), text))


def test_the_font_has_every_character_that_may_be_typed() -> None:
    """Printing stops at one that it lacks."""
    by_tens = [
        " ".join("а" + each for each in SHOWN[at : at + 10]) for at in range(0, len(SHOWN), 10)
    ]
    fields = fields_of(Kind.REGISTER)
    fields["rows"] = [{"cells": ["1", each, "", "", ""], "void": each} for each in by_tens]

    text = pdf_text(render(Kind.REGISTER.value, frame_of(Kind.REGISTER), fields))

    assert REPLACEMENT not in text


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "text", ["Айша 😀", "北京", "\x00\x1b\u202e\ud800\ufffe", "\ue000\U0001f1f0", "हिन्दी عربي"]
)
def test_a_sign_stands_for_what_the_font_lacks(kind: Kind, text: str) -> None:
    assert REPLACEMENT in pdf_text(printed_with(kind, text))


@settings(max_examples=10, deadline=None)
@given(st.text(), st.sampled_from(Kind))
def test_any_text_at_all_is_printed_on_any_paper(text: str, kind: Kind) -> None:
    assert printed_with(kind, text).startswith(b"%PDF-")


@pytest.mark.parametrize("kind", Kind)
def test_a_word_longer_than_a_line_does_not_run_off_the_sheet(kind: Kind) -> None:
    fields = with_long_words(fields_of(kind))
    with pypdfium2.PdfDocument(render(kind.value, frame_of(kind), fields)) as pdf:
        for page in pdf:
            assert rightmost(page) <= page.get_width() - MARGIN


def with_long_words(value: Any) -> Any:
    """`value` with one word of two hundred letters in the place of every text of words; numbers stay."""
    if isinstance(value, dict):
        return {name: with_long_words(each) for name, each in value.items()}
    if isinstance(value, list):
        return [with_long_words(each) for each in value]
    worded = isinstance(value, str) and re.search(r"[^\W\d_]{4}", value)
    return "Щ" * 200 if worded else value


def rightmost(page: pypdfium2.PdfPage) -> float:
    """Where the last character of any line ends, in points."""
    text = page.get_textpage()
    return max(float(text.get_charbox(at)[2]) for at in range(text.count_chars()))
