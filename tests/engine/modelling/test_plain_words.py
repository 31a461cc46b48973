"""Terms and conditions in words that are no formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.modelling.plain_words import (
    Vocabulary,
    condition_words,
    duration_words,
    retry_words,
    term_words,
)

WORDS = Vocabulary(
    language="en",
    names={"decision": "Decision", "accepted_at": "Acceptance", "docs": "Documents"},
    values={("decision", "granted"): "Permit"},
)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("businessDays(3)", "working days: 3"),
        ("${businessDays(14, accepted_at)}", "working days: 14, counted from «Acceptance»"),
        (
            "businessMinutes(15, 'state-corporation')",
            "minutes: 15 (opening hours of the State Corporation)",
        ),
        ("businessMinutes(15, 'elsewhere')", "minutes: 15 (elsewhere)"),
        ("${duration('PT15M')}", "minutes: 15"),
        ("P1Y2M3W4DT5H6M7S", "years: 1, months: 2, weeks: 3, days: 4, hours: 5, minutes: 6, seconds: 7"),
        ("${until}", "until"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("P", "P"),
    ],
)  # fmt: skip
def test_a_term_is_told_or_shown_as_it_is_written(written: str, words: str) -> None:
    assert term_words(written, WORDS) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("R3/PT1M", "attempts in all: 3; pause: minutes: 1"),
        ("R5/soon", "attempts in all: 5; pause: soon"),
        ("once", "once"),
    ],
)
def test_attempts_are_told_or_shown_as_they_are_written(written: str, words: str) -> None:
    assert retry_words(written, "en") == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("${decision == 'granted'}", "«Decision» = «Permit»"),
        ("decision != 'refused'", "«Decision» ≠ «refused»"),
        ("signed == true", "«signed» = «yes»"),
        ("signed == false || late", "«signed» = «no» or «late»"),
        ("a >= 2 && b < 3", "«a» ≥ «2» and «b» < «3»"),
        ("size(docs) > 0", "«Documents» is not empty"),
        ("size(docs) > 1", "«size(docs)» > «1»"),
        ("empty docs", "«Documents» is empty"),
        ("not late", "not: «late»"),
        ("a == null", "«a» is not given"),
        ("a != null", "«a» is given"),
        ("a ? b : c", "a ? b : c"),
        ("f(a)", "f(a)"),
        ("a == ", "a =="),
        ("os.system('x')", "os.system('x')"),
    ],
)
def test_a_condition_is_told_or_shown_as_it_is_written(written: str, words: str) -> None:
    assert condition_words(written, WORDS) == words


def test_words_are_those_of_the_reader() -> None:
    words = Vocabulary(language="ru", names={"docs": "Документы"})
    assert condition_words("size(docs) > 0 && late == true", words) == (
        "«Документы» заполнено и «late» = «да»"
    )
    assert duration_words("P30D", "kk") == "күн: 30"


@given(st.text(max_size=60))
def test_whatever_is_written_something_is_said(text: str) -> None:
    assert isinstance(condition_words(text, WORDS), str)
    assert isinstance(term_words(text, WORDS), str)
