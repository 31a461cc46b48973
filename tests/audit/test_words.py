from __future__ import annotations

import string

import pytest

from audit import proof, wording
from audit.exports import page_words
from engine.history.events import EventKind
from engine.step.states import InstanceStatus
from engine.words import LANGUAGES, Words

SPOKEN = {
    f"{module.__name__}.{name}": words
    for module in (wording, page_words, proof)
    for name, words in vars(module).items()
    if isinstance(words, Words)
}


@pytest.mark.parametrize("name", sorted(SPOKEN))
def test_every_sentence_is_complete_in_three_languages(name):
    words = SPOKEN[name]
    texts = [words.text(language) for language in LANGUAGES]
    places = [
        {field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts
    ]

    assert all(texts)
    assert len(set(texts)) == len(texts)
    assert places[0] == places[1] == places[2]


def test_every_kind_of_event_and_every_status_has_a_name():
    assert set(wording.KINDS) == set(EventKind)
    assert set(wording.STATUSES) == set(InstanceStatus)


@pytest.mark.parametrize("words", [*wording.KINDS.values(), *wording.STATUSES.values()])
def test_names_of_kinds_are_complete(words):
    assert len({words.kk, words.ru, words.en}) == 3
