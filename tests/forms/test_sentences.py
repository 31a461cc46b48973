from __future__ import annotations

import re

import pytest

from engine.words import LANGUAGES, Words
from forms.controls import DOCUMENT_COLUMNS
from forms.formats import FORMATS
from forms.keywords import ASSERTIONS
from forms.library import form_keys, load_form
from forms.sentences import document_labels, error_sentences, sentence
from tests.forms.samples import failing_keywords

OURS = {"hidden", "foreign", "show_if", "person", "characters", "row", "past", "birth"}
LABEL = Words(kk="Аты", ru="Имя", en="Name")


@pytest.mark.parametrize("key", sorted(form_keys()))
def test_every_keyword_of_a_form_has_its_sentence(key: str) -> None:
    assert failing_keywords(load_form(key).schema) <= error_sentences().keys()


def test_every_keyword_that_a_form_may_use_has_its_sentence() -> None:
    formats = {f"format.{name}" for name in FORMATS}
    needed = (ASSERTIONS - {"format", "additionalProperties"}) | formats | OURS
    assert needed <= error_sentences().keys()


@pytest.mark.parametrize("key", sorted(error_sentences()))
def test_a_sentence_is_said_in_three_languages(key: str) -> None:
    said = [error_sentences()[key].text(language) for language in LANGUAGES]
    assert all(said)
    assert len(set(said)) == 3


@pytest.mark.parametrize("key", sorted(error_sentences()))
def test_the_languages_name_the_same_things(key: str) -> None:
    named = {
        frozenset(re.findall(r"\{(\w+)\}", error_sentences()[key].text(language)))
        for language in LANGUAGES
    }
    assert len(named) == 1
    assert named.pop() <= {"label", "name", "limit", "row", "message"}


def test_a_nearer_sentence_belongs_to_a_field_or_control_that_exists() -> None:
    fields = {field.name for key in form_keys() for field in load_form(key).fields}
    controls = {str(field.control) for key in form_keys() for field in load_form(key).fields}
    nearer = {key.rpartition(".")[0] for key in error_sentences() if "." in key}
    assert nearer - {"format", "number"} <= fields | controls


def test_the_documents_control_has_its_words() -> None:
    ways = {f"copy.{way}" for way in ("", "original", "copy", "scan")}
    assert document_labels().keys() == ways | set(DOCUMENT_COLUMNS)


def test_a_limit_is_said_in_figures() -> None:
    said = sentence("maxLength", field=None, label=LABEL, name="a", limit=40)
    assert (said.kk, said.ru, said.en) == (
        "Таңбалар саны 40 санынан аспауы тиіс",
        "Наибольшее число знаков: 40",
        "At most 40 characters",
    )


def test_a_name_stands_in_where_there_is_no_label() -> None:
    assert sentence("foreign", field=None, label=None, name="x", limit="").kk.endswith(": x")
