"""Names that mix scripts are found whatever they are; names in one script never are."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from hypothesis import given
from hypothesis import strategies as st

from engine.model.intake import read_model
from engine.model.rules.lane_script import lane_script
from engine.model.rules.subject import subject_of
from engine.model.values import Known
from tests.engine.model.models import document

CYRILLIC = st.text("абвгғдежзиіклмнңоөпрстуұүфхһшыэюяәқ", min_size=1)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1)


def messages(name: str) -> list[str]:
    lane = f'<laneSet id="L"><lane id="A" name={quoteattr(name)}/></laneSet>'
    subject = subject_of(read_model(document(lane)), Known())
    return [finding.message for finding in lane_script(subject)]


@given(CYRILLIC, LATIN)
def test_a_word_of_two_scripts_is_found(first: str, second: str) -> None:
    assert len(messages(first + second)) == 1
    assert len(messages(second + first)) == 1


@given(st.lists(CYRILLIC | LATIN | st.sampled_from(["1", "№", "—"]), min_size=1, max_size=5))
def test_words_of_one_script_each_may_stand_together(words: list[str]) -> None:
    assert messages(" ".join(words)) == []


def test_the_seeds_own_spelling_is_found_letter_by_letter() -> None:
    (message,) = messages("Негiзгi орта")
    assert "letter 4 «i» is Latin (U+0069), write «і» (U+0456)" in message
    assert "letter 7 «i»" in message


def test_a_letter_without_a_twin_is_named_without_advice() -> None:
    (message,) = messages("маманz")
    assert "letter 6 «z» is Latin (U+007A). Write the whole word in Cyrillic letters." in message
