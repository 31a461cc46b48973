"""Whatever people read is there in Kazakh, Russian and English, whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import audit
import people
import workers
from engine.settings import ROOT
from people import roles
from tests.translations import (
    CATALOGUES,
    LANGUAGES,
    WEB,
    catalogue,
    file_texts,
    lacking,
    mixed_words,
    model_labels,
    modules,
    sentences,
    source_of,
    variable_calls,
    wordings,
    written_ids,
)

FORMS = sorted((ROOT / "forms").glob("**/*.json"))
MODELS = sorted((ROOT / "bpmn").glob("*.bpmn"))
MODULES = [each for package in (workers, audit, people) for each in modules(package)]
SAID = {each.__name__: found for each in MODULES if (found := wordings(each))}
OF_PAPER_ONLY = {"workers.documents.law"}
"""Words of the acts, printed on Kazakh and Russian papers and shown nowhere else: no English text of them is official."""

NAMED = re.compile(r"%\(\w+\)[a-z]")


# --- sentences of the pages


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_of_code_and_templates_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = {
        sentence: file
        for sentence, file in sentences().items()
        if not (entry := known.get(_id(sentence))) or entry.fuzzy or not all(_strings(entry))
    }

    assert missing == {}


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_is_left_of_a_sentence_that_is_gone(language: str) -> None:
    known, used = catalogue(language), {_id(each) for each in sentences()}

    assert [each.id for each in known if each.id and _id(each.id) not in used] == []
    assert list(known.obsolete) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_sentence_is_translated_twice(language: str) -> None:
    written = Counter(written_ids(source_of(language)))

    assert [sentence for sentence, times in written.items() if times > 1] == []


@pytest.mark.parametrize(("language", "forms"), [("kk", 2), ("ru", 3)])
def test_what_is_counted_has_every_form_of_its_language(language: str, forms: int) -> None:
    known = catalogue(language)
    counted = [each for each in sentences() if isinstance(each, tuple)]

    assert known.num_plurals == forms
    assert counted
    for sentence in counted:
        entry = known.get(_id(sentence))
        assert entry is not None
        assert tuple(entry.id) == sentence
        assert len(_strings(entry)) == forms


@pytest.mark.parametrize("language", CATALOGUES)
def test_translations_fill_in_what_their_sentences_do(language: str) -> None:
    for entry in catalogue(language):
        for said in _strings(entry) if entry.id else ():
            wanted = entry.id[-1] if isinstance(entry.id, tuple) else entry.id
            assert sorted(NAMED.findall(said)) == sorted(NAMED.findall(str(wanted))), entry.id


@pytest.mark.parametrize("path", sorted(WEB.glob("*.py")), ids=lambda path: path.name)
def test_only_sentences_are_handed_to_translation(path: Path) -> None:
    assert variable_calls(path) == []


# --- forms, models, wordings, roles


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_speaks_all_languages(path: Path) -> None:
    texts = file_texts(path)

    assert texts
    assert lacking(texts) == []


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_names_its_parts_in_all_languages(path: Path) -> None:
    labels = model_labels(path)

    assert labels
    assert lacking(labels) == []


@pytest.mark.parametrize("name", sorted(SAID.keys() - OF_PAPER_ONLY))
def test_wordings_of_documents_notices_and_proofs_have_all_languages(name: str) -> None:
    assert lacking(SAID[name]) == []


@pytest.mark.parametrize("name", sorted(OF_PAPER_ONLY))
def test_words_of_the_acts_stand_in_both_state_papers(name: str) -> None:
    both = [f"{place}: {language}" for place in SAID[name] for language in ("kk", "ru")]

    assert both
    assert not set(both) & set(lacking(SAID[name]))


def test_the_wordings_that_matter_are_among_those_looked_at() -> None:
    places = {place for found in SAID.values() for place in found}

    for known in (
        "workers.notices.events.SUBJECTS[ready]",
        "workers.notices.events.BODIES[overdue]",
        "workers.documents.kinds.TITLES[order]",
        "workers.register_words.REGISTERS[receipt]",
    ):
        assert known in places


def test_roles_are_named_in_all_languages() -> None:
    assert set(roles.NAMES) == set(roles.Role)
    assert lacking({str(role): words for role, words in roles.NAMES.items()}) == []


# --- letters


def cyrillic_texts() -> dict[str, str]:
    """All that is written in Kazakh and Russian, by where it stands."""
    three: dict[str, Mapping[str, Any]] = {str(role): words for role, words in roles.NAMES.items()}
    for found in (*SAID.values(), *map(file_texts, FORMS), *map(model_labels, MODELS)):
        three |= found
    texts = {
        f"{place}: {language}": str(words.get(language) or "")
        for place, words in three.items()
        for language in CATALOGUES
    }
    for language in CATALOGUES:
        for entry in catalogue(language):
            for said in _strings(entry) if entry.id else ():
                texts[f"{language}: {entry.id} {said[:20]}"] = said
    return texts


def test_no_word_has_latin_letters_among_its_cyrillic_ones() -> None:
    mixed = {
        place: words for place, text in cyrillic_texts().items() if (words := mixed_words(text))
    }

    assert mixed == {}


# --- what looks for all this


@pytest.mark.parametrize("text", ["Негiзгi", "оқытyға", "Өтініш қабылдaнды", "рұқсат бepу"])
def test_a_letter_that_only_looks_cyrillic_is_found(text: str) -> None:
    assert len(mixed_words(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["PDF, PNG немесе JPEG", "CSV-файл", "%(num)dжұмыс", "{iin}ЖСН", "$due_onдейін", "№ 1-Э"],
)
def test_foreign_words_and_what_is_filled_in_are_no_mixture(text: str) -> None:
    assert mixed_words(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_text_counts_as_missing(language: str) -> None:
    words = {"kk": "Іс", "ru": "Дело", "en": "Case"}

    assert lacking({"x": words}) == []
    assert lacking({"x": {**words, language: " "}}) == [f"x: {language}"]
    assert lacking({"x": {key: said for key, said in words.items() if key != language}})


def test_a_sentence_in_a_variable_is_found(tmp_path: Path) -> None:
    source = tmp_path / "page.py"
    source.write_text('gettext("Start")\ngettext(word)\n_(f"{x}")\n')

    assert variable_calls(source) == [2, 3]


def test_a_sentence_written_twice_is_found_in_whatever_form() -> None:
    source = 'msgid "a"\nmsgstr "x"\n\nmsgid ""\n"a"\nmsgstr "y"\n'

    assert written_ids(source) == ["a", "a"]


def _id(sentence: Any) -> str:
    """By which a catalogue finds it: the singular."""
    return str(sentence[0] if isinstance(sentence, (tuple, list)) else sentence)


def _strings(entry: Any) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, (tuple, list)) else (entry.string,)
