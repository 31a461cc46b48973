"""A birth date against the identity number beside it, and dates that have not come yet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.identifiers import check_digit
from forms.errors import FormInvalid
from forms.faults import FieldError
from forms.library import form_keys, load_form
from forms.submission import validate_answers
from tests.forms.samples import example, small_form

TODAY = date(2016, 9, 5)
BIRTHS = [
    pytest.param(key, field.name, id=key)
    for key in sorted(form_keys())
    for field in load_form(key).asked
    if field.birth
]
DATE = {"type": "string", "format": "local-date"}
BIRTH = {"iin": "iin", "confirmed_by": "sure"}


def iin_of(digits: str) -> str:
    """A valid number that begins with seven digits."""
    bases = (f"{digits}{serial:04d}" for serial in range(100))
    return next(f"{base}{last}" for base in bases if (last := check_digit(base)) is not None)


def told(
    key: str, name: str, born: str, iin: str, *, confirmed: bool = False
) -> list[tuple[str, str]]:
    """What the form of the service says of a birth date, the rest of the example unchanged."""
    given, form = example(key), load_form(key)
    (birth,) = [field.birth for field in form.asked if field.name == name and field.birth]
    whole, _, part = name.partition(".")
    answers: dict[str, Any] = {**given.answers, birth.confirmed_by: confirmed}
    answers[whole] = {**answers[whole], part: born} if part else born
    scope = {**given.scope, birth.iin: iin}
    if birth.iin in answers:
        answers[birth.iin] = iin
    errors = validate_answers(form, answers, scope, today=TODAY).errors
    return [(error.field, error.keyword) for error in errors]


def test_each_form_with_a_birth_date_beside_an_iin_compares_them() -> None:
    assert {param.values[0] for param in BIRTHS} == {
        *("application", "portal-application", "identity-by-hand", "birth-certificate-by-hand")
    }


@pytest.mark.parametrize(("key", "name"), BIRTHS)
@pytest.mark.parametrize(
    ("born", "digits"),
    [("2007-12-31", "0712315"), ("1999-02-28", "9902284"), ("2010-05-17", "1005170")],
)
def test_what_agrees_is_taken(key: str, name: str, born: str, digits: str) -> None:
    assert told(key, name, born, iin_of(digits)) == []


@pytest.mark.parametrize(("key", "name"), BIRTHS)
@pytest.mark.parametrize(
    ("born", "digits"),
    [
        ("2007-12-30", "0712315"),
        ("1907-12-31", "0712315"),
        ("2007-12-31", "0712313"),
        ("2007-12-31", "0712311"),
        ("2007-12-31", "0713315"),
        ("2007-12-31", "0712317"),
        ("2010-05-18", "1005170"),
    ],
)
def test_another_day_or_century_is_said_unless_the_document_is_vouched_for(
    key: str, name: str, born: str, digits: str
) -> None:
    assert told(key, name, born, iin_of(digits)) == [(name, "birth")]
    assert told(key, name, born, iin_of(digits), confirmed=True) == []


@pytest.mark.parametrize(("key", "name"), BIRTHS)
def test_nobody_is_born_tomorrow_whatever_the_number_says(key: str, name: str) -> None:
    assert told(key, name, "2016-09-06", iin_of("1609065"), confirmed=True) == [(name, "past")]
    assert told(key, name, "2016-09-05", iin_of("1609055")) == []


@pytest.mark.parametrize(("key", "name"), BIRTHS)
def test_nor_before_1900(key: str, name: str) -> None:
    wrong = told(key, name, "1899-12-31", iin_of("9912311"), confirmed=True)
    assert wrong == [(name, "format.local-date")]


def test_a_number_that_is_none_is_the_only_thing_said() -> None:
    wrong = told("application", "pupil_birth_date", "2007-12-30", "071231500015")
    assert wrong == [("pupil_iin", "format.iin")]


def error_of(born: str) -> FieldError:
    given = example("application")
    answers = {**given.answers, "pupil_birth_date": born}
    (error,) = validate_answers(load_form("application"), answers, given.scope, today=TODAY).errors
    return error


def test_it_is_said_in_three_languages() -> None:
    message = error_of("2007-12-30").message
    assert "ЖСН" in message.kk
    assert "не соответствует ИИН" in message.ru
    assert "does not match the IIN" in message.en
    late = error_of("2031-01-01").message
    assert late.ru == "Дата не может быть позже сегодняшней: Дата рождения обучающегося"


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth": {"iin": "iin"}},
        {"birth": {**BIRTH, "more": "x"}},
        {"birth": {**BIRTH, "iin": 7}},
        {"birth": "iin"},
        {"birth": {**BIRTH, "confirmed_by": "nobody"}},
        {"birth": {**BIRTH, "confirmed_by": "name"}},
        {"past": False},
        {"past": "yes"},
    ],
)
def test_a_form_that_says_it_wrongly_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FormInvalid, match=r"birth|past"):
        a_form(wrong)


@pytest.mark.parametrize("key", ["birth", "past"])
def test_only_a_date_has_them(key: str) -> None:
    with pytest.raises(FormInvalid, match=key):
        a_form({"control": "text", key: {"birth": BIRTH, "past": True}[key]}, {"maxLength": 10})


def a_form(more: dict[str, Any], schema: dict[str, Any] | None = None) -> None:
    own = {"type": "string", **schema} if schema else DATE
    properties = {
        "day": own,
        "name": {"type": "string", "maxLength": 9},
        "sure": {"type": "boolean"},
    }
    fields = [
        {"name": "day", "control": "date", **more},
        {"name": "name", "control": "text"},
        {"name": "sure", "control": "checkbox"},
    ]
    small_form(fields, properties)
