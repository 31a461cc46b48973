"""Every form of the service, as a whole."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
import rfc8785

from engine.words import LANGUAGES, Words
from engine.words.characters import named
from forms.controls import Control
from forms.faults import FieldError
from forms.fields import Field
from forms.form import Form
from forms.library import form_keys, load_form
from forms.sentences import document_labels, error_sentences
from forms.submission import Checked, parse_submission, validate_answers
from tests.forms.samples import EXAMPLES, example

KEYS = sorted(form_keys())
DICTIONARY = {
    *("identify", "identity-by-hand", "application", "documents", "check-package"),
    *("give-refusal-receipt", "transfer-to-provider", "accept-documents", "resolution"),
    *("birth-certificate-by-hand", "prepare-order", "sign-order", "consider-objection"),
    *("sign-refusal", "hand-over", "return-to-provider", "send-again", "issue-result"),
    *("portal-sign-in", "portal-application", "visit", "collect", "withdraw", "objection"),
}
TYPED = frozenset({Control.TEXT, Control.TEXTAREA})
KINDS_OF_FAULT = {"type", "enum", "const", "required", "person", "format.iin"}
CYRILLIC, LATIN = re.compile(r"[Ѐ-ӿ]"), re.compile(r"[A-Za-z]")


def checked(key: str, answers: dict[str, Any]) -> Checked:
    return validate_answers(load_form(key), answers, example(key).scope)


def answered(key: str) -> dict[str, Any]:
    return copy.deepcopy(dict(example(key).answers))


def changed(key: str, field: Field, value: Any) -> dict[str, Any]:
    """The example with another answer to one question."""
    answers = answered(key)
    whole, _, part = field.name.partition(".")
    place, name = (answers[whole], part) if part else (answers, whole)
    place[name] = value
    return answers


def without(key: str, field: Field) -> dict[str, Any]:
    return changed(key, field, None)


def fields_where(wanted: Any) -> list[Any]:
    return [
        pytest.param(key, field, id=f"{key}-{field.name}")
        for key in KEYS
        for field in load_form(key).asked
        if wanted(field)
    ]


def is_documents(field: Field) -> bool:
    return field.control is Control.DOCUMENTS


def is_said(error: FieldError, field: Field) -> bool:
    """Whether it says the catalogue's sentence, with the label of the field or of the column."""
    near = (f"{field.name}.{error.keyword}", f"{field.control}.{error.keyword}", error.keyword)
    found = next(error_sentences()[key] for key in near if key in error_sentences())
    label = document_labels().get(error.part or "", field.label)
    return found.filled(label=label, limit=error.limit).kk in error.message.kk


def sentences_of(form: Form) -> Iterator[Words]:
    yield form.title
    for field in form.fields:
        yield from filter(None, (field.label, field.help, field.value))
        yield from (option.label for option in field.options)
        yield from (item.text for item in field.items)


def test_every_form_of_the_dictionary_lies_here() -> None:
    assert form_keys() == DICTIONARY


def test_every_form_has_an_example_and_every_example_a_form() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.json")} == form_keys()


@pytest.mark.parametrize("key", KEYS)
def test_the_example_is_accepted(key: str) -> None:
    assert checked(key, answered(key)).errors == ()


@pytest.mark.parametrize("key", KEYS)
def test_accepted_answers_come_back_unchanged(key: str) -> None:
    variables = checked(key, answered(key)).variables
    for name, value in answered(key).items():
        kept = variables[name]
        assert kept == value or {**kept, **value} == kept


@pytest.mark.parametrize("key", KEYS)
def test_the_example_answers_every_question(key: str) -> None:
    for field in load_form(key).asked:
        if field.control is not Control.HIDDEN:
            whole, _, part = field.name.partition(".")
            assert example(key).answers[whole] is not None
            assert not part or part in example(key).answers[whole]


@pytest.mark.parametrize("key", KEYS)
def test_variables_are_canonical_json(key: str) -> None:
    assert rfc8785.dumps(checked(key, answered(key)).variables)


@pytest.mark.parametrize("key", KEYS)
def test_a_foreign_field_is_refused(key: str) -> None:
    errors = checked(key, answered(key) | {"is_admin": "true"}).errors
    assert [(error.field, error.keyword) for error in errors] == [("is_admin", "foreign")]


@pytest.mark.parametrize("key", KEYS)
def test_what_is_only_shown_cannot_be_sent(key: str) -> None:
    for field in load_form(key).fields:
        if field.control is Control.STATIC:
            errors = checked(key, answered(key) | {field.name: "x"}).errors
            assert [error.keyword for error in errors] == ["foreign"]


@pytest.mark.parametrize(
    ("key", "field"),
    fields_where(lambda field: field.required and field.control is not Control.HIDDEN),
)
def test_a_required_answer_that_is_missing_is_named(key: str, field: Field) -> None:
    errors = checked(key, without(key, field)).errors
    assert (field.name, "required") in [(error.field, error.keyword) for error in errors]
    said = next(error.message for error in errors if error.field == field.name)
    assert said.kk == f"Міндетті өріс: {field.label.kk}"


@pytest.mark.parametrize(("key", "field"), fields_where(lambda field: not field.required))
def test_an_answer_that_is_not_required_may_be_missing(key: str, field: Field) -> None:
    result = checked(key, without(key, field))
    assert result.errors == ()


@pytest.mark.parametrize("wrong", [7, 1.5, [[]], {"a": {}}, [{"kind": 1}]])
@pytest.mark.parametrize(("key", "field"), fields_where(lambda field: True))
def test_an_answer_of_another_kind_is_refused(key: str, field: Field, wrong: Any) -> None:
    """At its field, by the sentence of the catalogue; what is asked for after it can no longer be asked for."""
    errors = checked(key, changed(key, field, wrong)).errors
    own = [error for error in errors if error.field == field.name]

    assert {error.keyword for error in own} <= KINDS_OF_FAULT
    assert {error.keyword for error in errors if error not in own} <= {"hidden", "show_if"}
    assert own
    assert all(is_said(error, field) for error in own)


@pytest.mark.parametrize("sign", ["😀", "北", "\u202e", "\x00"])
@pytest.mark.parametrize(("key", "field"), fields_where(lambda field: field.control in TYPED))
def test_a_character_that_cannot_be_printed_is_named(key: str, field: Field, sign: str) -> None:
    (error,) = checked(key, changed(key, field, f"а{sign}б")).errors

    assert (error.field, error.keyword) == (field.name, "characters")
    for language in LANGUAGES:
        said = error.message.text(language)
        assert named(sign) in said
        assert field.label.text(language) in said


@pytest.mark.parametrize(("key", "field"), fields_where(is_documents))
def test_a_character_in_a_note_is_named_at_its_row(key: str, field: Field) -> None:
    rows = answered(key)[field.name]
    rows[-1]["note"] = "№ 😀"
    (error,) = checked(key, changed(key, field, rows)).errors

    assert (error.field, error.row, error.part) == (field.name, len(rows) - 1, "note")
    assert "«😀» (U+1F600)" in error.message.ru


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200d", "\u2060", " \u00a0\ufeff", "\u0301", "\u3164"]
)
@pytest.mark.parametrize(
    ("key", "field"), fields_where(lambda field: field.required and field.control in TYPED)
)
def test_what_shows_nothing_answers_no_question(key: str, field: Field, unseen: str) -> None:
    posted = posted_of(load_form(key), answered(key)) | {field.name: [unseen]}
    for answers in (changed(key, field, unseen), parse_submission(load_form(key), posted)):
        (error,) = checked(key, answers).errors
        assert (error.field, error.keyword) == (field.name, "required")


@pytest.mark.parametrize(
    ("key", "field"),
    fields_where(lambda field: field.options and field.control is not Control.DOCUMENTS),
)
def test_a_choice_that_is_not_offered_is_refused(key: str, field: Field) -> None:
    wrong = ["nothing"] if field.control is Control.CHECKBOXES else "nothing"
    assert field.name in [error.field for error in checked(key, changed(key, field, wrong)).errors]


@pytest.mark.parametrize(("key", "field"), fields_where(lambda field: "maxLength" in field.schema))
def test_a_text_that_is_too_long_is_refused(key: str, field: Field) -> None:
    long = "1" * (field.schema["maxLength"] + 1)
    errors = checked(key, changed(key, field, long)).errors
    assert [(error.field, error.keyword) for error in errors] == [(field.name, "maxLength")]
    assert str(field.schema["maxLength"]) in errors[0].message.kk


@pytest.mark.parametrize("key", KEYS)
def test_every_sentence_keeps_to_one_script_within_a_word(key: str) -> None:
    for text in sentences_of(load_form(key)):
        for sentence in (text.kk, text.ru, text.en):
            for word in re.findall(r"[^\W_]+", re.sub(r"\{[^}]*\}", "", sentence)):
                assert not (CYRILLIC.search(word) and LATIN.search(word)), word


@pytest.mark.parametrize("key", KEYS)
def test_english_is_english_and_the_others_are_not(key: str) -> None:
    for text in sentences_of(load_form(key)):
        bare = [re.sub(r"\{[^}]*\}", "", each) for each in (text.kk, text.ru, text.en)]
        assert not re.search(r"[ЀІ-ҁ]{2}", bare[2])
        for sentence in bare[:2]:
            assert CYRILLIC.search(sentence) or not LATIN.search(sentence), sentence


@pytest.mark.parametrize("key", KEYS)
def test_a_page_can_post_what_the_form_accepts(key: str) -> None:
    posted = posted_of(load_form(key), answered(key))
    answers = parse_submission(load_form(key), posted)
    assert checked(key, answers) == checked(key, answered(key))


def posted_of(form: Form, answers: dict[str, Any]) -> dict[str, list[str]]:
    """The example as a browser would send it."""
    posted: dict[str, list[str]] = {}
    value: Any
    for field in form.asked:
        whole, _, part = field.name.partition(".")
        value = answers.get(whole, {}).get(part) if part else answers.get(whole)
        if field.control is Control.DOCUMENTS:
            posted |= {
                f"{whole}-{row}-{column}": [text]
                for row, given in enumerate(value)
                for column, text in given.items()
            }
        elif isinstance(value, list):
            posted[field.name] = value
        elif value is not None:
            posted[field.name] = [
                str(value).lower() if isinstance(value, bool) else str(value).replace("\n", "\r\n")
            ]
    return posted
