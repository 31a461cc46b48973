from __future__ import annotations

import re
from typing import Any

import pytest

from forms.controls import Control
from forms.form import Form
from forms.library import form_keys, load_form
from tests.forms.samples import WORDS, choices, one_field, small_form

TEXT = {"type": "string", "minLength": 2, "maxLength": 9}


def constraints(form: Form) -> dict[str, str]:
    return form.html_constraints(form.fields[0])


def test_lengths_and_pattern_are_those_of_the_schema() -> None:
    form = one_field("text", TEXT | {"pattern": "^[a-z]+$"}, required=True)
    assert constraints(form) == {
        "required": "required",
        "minlength": "2",
        "maxlength": "9",
        "pattern": "[a-z]+",
        "autocomplete": "off",
    }


def test_a_textarea_has_no_pattern() -> None:
    assert "pattern" not in constraints(one_field("textarea", TEXT | {"pattern": "^[a-z]+$"}))


def test_a_number_has_bounds() -> None:
    form = one_field("number", {"type": "integer", "minimum": 1, "maximum": 12})
    assert constraints(form) == {
        "autocomplete": "off",
        "inputmode": "numeric",
        "min": "1",
        "max": "12",
    }


@pytest.mark.parametrize(
    ("control", "name", "attributes"),
    [
        ("iin", "iin", {"pattern": "[0-9]{12}", "inputmode": "numeric", "maxlength": "12"}),
        ("phone", "kz-phone", {"inputmode": "tel"}),
        ("email", "email", {"inputmode": "email", "maxlength": "254"}),
        (
            "date",
            "local-date",
            {
                "inputmode": "numeric",
                "maxlength": "10",
                "pattern": r"[0-9]{1,2}[.,\/]?[0-9]{1,2}[.,\/]?[0-9]{4}",
                "data-min": "1900-01-01",
                "data-max": "2099-12-31",
            },
        ),
    ],
)
def test_a_control_brings_its_own(control: str, name: str, attributes: dict[str, str]) -> None:
    form = one_field(control, {"type": "string", "format": name})
    assert attributes.items() <= constraints(form).items()


def test_the_applicant_may_let_the_browser_fill_in() -> None:
    assert constraints(one_field("text", TEXT, autocomplete="name"))["autocomplete"] == "name"


def test_a_box_that_must_be_ticked_is_required() -> None:
    assert constraints(one_field("checkbox", {"type": "boolean", "const": True})) == {
        "required": "required"
    }
    assert constraints(one_field("checkbox", {"type": "boolean"})) == {}


def test_no_box_of_a_group_is_required() -> None:
    form = one_field(
        "checkboxes",
        {"type": "array", "minItems": 1, "items": {"type": "string", "enum": ["x"]}},
        required=True,
        options=choices("x"),
    )
    assert constraints(form) == {}


@pytest.mark.parametrize(("condition", "value"), [("b == 'x'", "x"), ("b == false", "false")])
def test_a_conditional_field_is_required_only_when_a_script_says_so(
    condition: str, value: str
) -> None:
    shown = constraints(one_field("text", TEXT, required=True, show_if=condition))
    assert "required" not in shown
    assert (shown["data-required"], shown["data-show-name"], shown["data-show-value"]) == (
        "true",
        "b",
        value,
    )


def test_a_condition_that_a_browser_cannot_follow_is_left_to_the_server() -> None:
    assert "data-show-name" not in constraints(one_field("text", TEXT, show_if="not empty b"))


def test_what_is_only_shown_has_no_constraints() -> None:
    form = small_form([{"name": "a", "control": "static", "value": WORDS}], {})
    assert constraints(form) == {}


def fields_of_service() -> list[Any]:
    return [
        pytest.param(load_form(key), field, id=f"{key}-{field.name}")
        for key in sorted(form_keys())
        for field in load_form(key).fields
    ]


@pytest.mark.parametrize(("form", "field"), fields_of_service())
def test_every_pattern_compiles_and_every_condition_points_at_a_field(
    form: Form, field: Any
) -> None:
    attributes = form.html_constraints(field)
    assert re.compile(attributes.get("pattern", ""))
    names = {other.name for other in form.asked}
    assert attributes.get("data-show-name", field.name) in names | {field.name}
    if field.control is not Control.STATIC and field.show_if:
        assert "data-show-name" in attributes
