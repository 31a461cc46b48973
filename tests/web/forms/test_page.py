from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from forms.form import Form, read_form
from forms.library import form_keys, load_form
from forms.submission import parse_submission, validate_answers
from web.forms.page import Filled, form_view, is_offered
from web.forms.view import FieldView, FormView

LABEL = {"kk": "Сұрақ", "ru": "Вопрос", "en": "Question"}


def made_form(fields: list[dict[str, Any]], properties: dict[str, Any]) -> Form:
    """A form of our own, every property of it optional."""
    content = {
        "title": LABEL,
        "schema": {
            "type": "object",
            "properties": properties,
            "required": [],
            "additionalProperties": False,
        },
        "fields": [{"label": {**LABEL, "en": each["name"]}, **each} for each in fields],
    }
    return read_form("made-up", json.dumps(content).encode())


def view_of(app: Flask, form: Form, language: str = "en", **filled: Any) -> FormView:
    values = {"posted": {}, "scope": {}, **filled}
    with app.test_request_context("/", headers={"Cookie": f"ruqsat_language={language}"}):
        return form_view(Filled(form=form, language=language, **values))


def field_of(view: FormView, name: str) -> FieldView:
    return next(field for field in view.fields if field.name == name)


@pytest.mark.parametrize("key", sorted(form_keys()))
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_form_of_the_service_has_a_page(app: Flask, key: str, language: str) -> None:
    view = view_of(app, load_form(key), language)

    assert view.title
    assert all(field.label for field in view.fields)
    ids = [field.id for field in view.fields]
    assert len(set(ids)) == len(ids)


def test_a_field_asked_for_after_an_answer_is_offered_at_once(app: Flask) -> None:
    view = view_of(app, load_form("sign-order"))

    assert field_of(view, "remark").condition == (
        "Only if “Decision of the head” is answered “Return”"
    )
    assert field_of(view, "remark").hints == {
        "data-show-name": "signed",
        "data-show-value": "false",
    }


@pytest.mark.parametrize(
    ("language", "condition"),
    [
        ("kk", "«Басшының шешімі» сұрағына «Қайтару» деп жауап берілсе ғана"),
        ("ru", "Только если на вопрос «Решение руководителя» дан ответ «Вернуть»"),
    ],
)
def test_the_condition_is_said_in_the_language_of_the_page(
    app: Flask, language: str, condition: str
) -> None:
    assert (
        field_of(view_of(app, load_form("sign-order"), language), "remark").condition == condition
    )


def test_a_field_that_hangs_on_the_case_alone_is_there_or_not(app: Flask) -> None:
    form = load_form("prepare-order")
    without = view_of(app, form)
    returned = view_of(app, form, scope={"remark": "Сыныбы қате"})

    assert "returned_with" not in {field.name for field in without.fields}
    assert field_of(returned, "returned_with").said == "Сыныбы қате"
    assert field_of(returned, "returned_with").condition == ""


def test_a_condition_that_no_sentence_fits_is_said_in_general(app: Flask) -> None:
    form = made_form(
        [
            {"name": "pages", "control": "number"},
            {"name": "why", "control": "text", "show_if": "pages != null and pages > 3"},
        ],
        {"pages": {"type": "integer"}, "why": {"type": "string", "maxLength": 9}},
    )
    why = field_of(view_of(app, form), "why")

    assert why.condition == "Only where your other answers ask for it"
    assert why.hints == {}


def test_a_condition_without_an_answer_hides(app: Flask) -> None:
    form = made_form(
        [{"name": "why", "control": "text", "show_if": "term > 3"}],
        {"why": {"type": "string", "maxLength": 9}},
    )

    assert not is_offered(form, form.fields[0], {})
    assert is_offered(form, form.fields[0], {"term": 4})


def test_typed_values_stand_in_the_fields_whatever_they_are(app: Flask) -> None:
    view = view_of(
        app, load_form("identify"), posted={"applicant_iin": ["12 34"], "relation": ["x"]}
    )

    assert field_of(view, "applicant_iin").value == "12 34"
    assert not any(choice.chosen for choice in field_of(view, "relation").choices)


def test_hidden_fields_are_not_shown(app: Flask) -> None:
    names = {field.name for field in view_of(app, load_form("identity-by-hand")).fields}

    assert "identity.source" not in names
    assert "identity.surname" in names


def test_ids_have_no_dots(app: Flask) -> None:
    view = view_of(app, load_form("identity-by-hand"))

    assert field_of(view, "identity.surname").id == "f-identity-surname"


def test_what_need_not_be_answered_is_marked(app: Flask) -> None:
    view = view_of(app, load_form("application"))
    optional = {field.name for field in view.fields if field.optional}

    assert optional == {"applicant_email"}


def test_a_consent_names_its_items_for_this_case(app: Flask) -> None:
    scope = {"provider": {"name_kk": "Бөлім", "bin": "090140001176"}}
    view = view_of(app, load_form("application"), scope=scope)
    consent = field_of(view, "consent")

    assert consent.items[0] == "Operator: Бөлім, BIN 090140001176"
    assert consent.described == "f-consent-items"


def test_the_first_choice_bears_the_id_that_errors_link_to(app: Flask) -> None:
    choices = field_of(view_of(app, load_form("sign-order")), "signed").choices

    assert [choice.id for choice in choices] == ["f-signed", "f-signed-1"]


def test_persons_are_choices_by_id(app: Flask) -> None:
    view = view_of(
        app,
        load_form("resolution"),
        persons={"specialist": {"gulnar": "Гүлнар", "yerlan": "Ерлан"}},
        posted={"specialist": ["yerlan"]},
    )
    choices = field_of(view, "specialist").choices

    assert [(each.value, each.label, each.chosen) for each in choices] == [
        ("gulnar", "Гүлнар", False),
        ("yerlan", "Ерлан", True),
    ]


def summary(app: Flask, key: str, posted: dict[str, list[str]]) -> list[tuple[str, str]]:
    form = load_form(key)
    checked = validate_answers(form, parse_submission(form, posted), {})
    return [*view_of(app, form, posted=posted, errors=checked.errors).errors]


def test_errors_stand_in_the_order_of_the_fields(app: Flask) -> None:
    ids = [where for where, _ in summary(app, "application", {})]

    assert ids == [
        "f-applicant_name",
        "f-applicant_address",
        "f-applicant_phone",
        "f-pupil_name",
        "f-pupil_iin",
        "f-pupil_birth_date",
        "f-school",
        "f-grade",
        "f-ground",
        "f-consent",
    ]


def test_an_error_without_a_field_has_no_link(app: Flask) -> None:
    found = summary(app, "accept-documents", {"order_no": ["13"]})

    assert [where for where, _ in found] == [""]
    assert "order_no" in found[0][1]


def test_each_row_of_documents_has_its_errors(app: Flask) -> None:
    posted = {
        "documents-0-kind": ["application"],
        "documents-3-kind": ["proxy"],
        "documents-3-note": ["№ 1"],
        "documents-5-kind": ["other"],
        "documents-5-copy": ["scan"],
    }
    found = dict(summary(app, "documents", posted))

    assert set(found) == {"f-documents-3-copy", "f-documents-5-file"}
    assert found["f-documents-5-file"] == "Another document: Required field: File"


def test_a_note_too_long_says_how_long_it_may_be(app: Flask) -> None:
    posted = {
        "documents-1-kind": ["proxy"],
        "documents-1-copy": ["copy"],
        "documents-1-note": ["x" * 301],
    }
    found = dict(summary(app, "documents", posted))

    assert "300" in found["f-documents-1-note"]


def test_rows_keep_the_order_of_the_standard_and_the_numbers_they_were_posted_with(
    app: Flask,
) -> None:
    posted = {"documents-0-kind": ["proxy"], "documents-0-copy": ["copy"]}
    rows = field_of(view_of(app, load_form("documents"), posted=posted), "documents").rows

    assert next(row.kind for row in rows) == "application"
    assert next(row.prefix for row in rows if row.kind == "proxy") == "documents-0"
    assert len({row.prefix for row in rows}) == len(rows) == 8


def test_a_second_document_of_a_kind_gets_a_row_of_its_own(app: Flask) -> None:
    posted = {f"documents-{n}-kind": ["other"] for n in (0, 9)} | {
        f"documents-{n}-copy": ["copy"] for n in (0, 9)
    }
    rows = field_of(view_of(app, load_form("documents"), posted=posted), "documents").rows

    assert [row.prefix for row in rows if row.kind == "other"] == ["documents-0", "documents-9"]
    assert len(rows) == 9
