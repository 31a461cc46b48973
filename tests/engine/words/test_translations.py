"""What the deployment check says is there in Kazakh and Russian, whole."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from engine.settings import ROOT
from engine.words.sentence import TRANSLATED, translations
from tests.engine.words.written import (
    FORMULAS,
    SPOKEN,
    placeholders,
    templates,
    untold,
    variable_templates,
)
from tests.translations import mixed_words

LANGUAGES = sorted(TRANSLATED)
KAZAKH_ONLY = re.compile("[әғқңөұүһі]", re.IGNORECASE)


def test_the_sentences_that_matter_are_among_those_found() -> None:
    found = templates()

    assert len(found) > 350
    assert (
        "The script task has no script. Write «name = expression» lines, or delete the task."
        in found
    )
    assert "The way there: {way}." in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = translations(language)

    assert {text: file for text, file in templates().items() if not known.get(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_of_a_sentence_that_is_gone(language: str) -> None:
    assert sorted(translations(language).keys() - templates().keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_translated_twice(language: str) -> None:
    source = (ROOT / "engine" / "words" / f"{language}.json").read_text("utf-8")
    written = Counter(key for key, _ in json.loads(source, object_pairs_hook=list))

    assert [key for key, times in written.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_what_their_sentences_do(language: str) -> None:
    for text, translated in translations(language).items():
        assert placeholders(translated) == placeholders(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_scripts(language: str) -> None:
    assert [found for said in translations(language).values() if (found := mixed_words(said))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_of_a_sentence_keeps_the_blanks_around_it(language: str) -> None:
    for text, translated in translations(language).items():
        assert translated[:1].isspace() == text[:1].isspace(), text
        assert translated[-1:].isspace() == text[-1:].isspace(), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_in_cyrillic(language: str) -> None:
    for text, translated in translations(language).items():
        assert text in FORMULAS or re.search("[а-яё]", translated), text


def test_the_two_files_are_not_mixed_up() -> None:
    long = [said for said in translations("kk").values() if len(said) > 60]

    assert [said for said in long if not KAZAKH_ONLY.search(said)] == []
    assert not any(KAZAKH_ONLY.search(said) for said in translations("ru").values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_sentence_starts_large_and_ends_in_all_languages(language: str) -> None:
    for text, translated in translations(language).items():
        if text[:1].isupper() and text.endswith((".", "?")):
            assert translated.endswith((".", "?")), text
            assert translated[0].isupper() or translated.startswith(("«", "{")), text


def test_only_constants_are_said() -> None:
    assert variable_templates() == []


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_findings_and_refusals_say_nothing_in_plain_strings(path: Path) -> None:
    assert untold(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'message = f"The {x} is odd"',
        'message = "It is odd." if x else None',
        'yield Finding(rule=RULE, element_id="", message="It is odd.")',
        'raise Refused(name, f"{x} is odd")',
    ],
)
def test_a_plain_string_would_be_found(source: str) -> None:
    assert len(untold(source)) == 1


def test_what_is_said_and_what_is_no_prose_passes() -> None:
    assert untold('message = said("It is odd.")\nraise Refused(f"{a}_{b}", error.words)') == []
