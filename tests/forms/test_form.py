"""What a form file may not say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.controls import Control
from forms.form import FormInvalid, read_form
from tests.forms.samples import WORDS, choices, form_file, one_field, small_form

TEXT = {"type": "string", "maxLength": 9}
DOCUMENT = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": ["proxy"]},
        "copy": {"type": "string", "enum": ["scan"]},
        "note": TEXT,
        "document_id": TEXT,
    },
    "required": ["kind", "copy"],
    "additionalProperties": False,
}
CONSENT_ITEM = {"name": "operator", "text": WORDS}


def refusal_of(content: bytes, key: str = "small") -> str:
    with pytest.raises(FormInvalid) as refusal:
        read_form(key, content)
    assert refusal.value.key == key
    return refusal.value.reason


def refusal_of_field(control: str, schema: dict[str, Any], **more: Any) -> str:
    return refusal_of(form_file([{"name": "a", "control": control, **more}], {"a": schema}))


@pytest.mark.parametrize(
    ("control", "schema", "more"),
    [
        ("text", TEXT, {}),
        ("textarea", TEXT, {}),
        ("iin", {"type": "string", "format": "iin"}, {}),
        ("phone", {"type": "string", "format": "kz-phone"}, {}),
        ("email", {"type": "string", "format": "email"}, {"autocomplete": "email"}),
        ("date", {"type": "string", "format": "local-date"}, {}),
        ("time", {"type": "string", "format": "local-time"}, {}),
        ("number", {"type": "integer", "minimum": 1}, {}),
        ("select", {"type": "string", "enum": ["x", "y"]}, {"options": choices("x", "y")}),
        ("radio", {"type": "boolean"}, {"options": choices(True, False)}),
        ("checkbox", {"type": "boolean"}, {}),
        (
            "checkboxes",
            {"type": "array", "items": {"type": "string", "enum": ["x"]}},
            {"options": choices("x")},
        ),
        ("documents", {"type": "array", "items": DOCUMENT}, {"options": choices("proxy")}),
        ("person", TEXT, {}),
        ("consent", {"type": "boolean", "const": True}, {"items": [CONSENT_ITEM]}),
        ("hidden", {"const": "by-hand"}, {}),
    ],
)
def test_each_control_stands_on_its_schema(
    control: str, schema: dict[str, Any], more: dict[str, Any]
) -> None:
    assert one_field(control, schema, **more).fields[0].control == control
    if control != "hidden":
        wrong = {"type": "array", "items": {"type": "integer"}}
        assert "does not fit" in refusal_of_field(control, wrong, **more)


def test_the_list_of_controls_is_closed() -> None:
    assert "control html is not one of ours" in refusal_of_field("html", TEXT)
    assert len(Control) == 17


def test_a_static_field_has_a_value_and_no_property() -> None:
    shown = {"name": "a", "control": "static", "value": {**WORDS, "kk": "№ {receipt_no}"}}
    assert small_form([shown], {}).fields[0].schema == {}
    assert "a static field" in refusal_of(form_file([{"name": "a", "control": "static"}], {}))
    assert "property a has no field" in refusal_of(form_file([shown], {"a": TEXT}))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"label": {"kk": "Сөз", "ru": "Слово"}}, "label of a must be given in kk, ru and en"),
        ({"label": {**WORDS, "en": " "}}, "label of a in en"),
        ({"label": {**WORDS, "ru": "и\u0306"}}, "label of a in ru must be a sentence in NFC"),
        ({"help": "text"}, "help of a must be given"),
        ({"html": "<b>"}, "html is not one of ours"),
        ({"show_if": "b =="}, "show_if"),
        ({"show_if": True}, "show_if must be an expression"),
        ({"show_if": "now() == b"}, "no clock"),
        ({"options": choices("x")}, "a text has no options"),
        ({"items": [CONSENT_ITEM]}, "names its items"),
        ({"value": WORDS}, "has a value"),
        ({"autocomplete": "cc-number"}, "autocomplete cc-number"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(more: dict[str, Any], said: str) -> None:
    assert said in refusal_of_field("text", TEXT, **more)


@pytest.mark.parametrize(
    "options",
    [
        [],
        choices("x"),
        choices("y", "x"),
        choices("x", "y", "z"),
        "xy",
        [{"value": "x"}, {"value": "y"}],
        ["x", "y"],
        [{"value": "x", "label": WORDS}, {"value": "y", "label": "y"}],
    ],
)
def test_options_match_the_enum(options: Any) -> None:
    assert "option" in refusal_of_field(
        "select", {"type": "string", "enum": ["x", "y"]}, options=options
    )


def test_a_choice_is_posted_as_html_writes_it() -> None:
    form = one_field("radio", {"type": "boolean"}, options=choices(True, False))
    assert [option.posted for option in form.fields[0].options] == ["true", "false"]
    form = one_field("select", {"type": "string", "enum": ["x"]}, options=choices("x"))
    assert [option.posted for option in form.fields[0].options] == ["x"]


def test_options_one_and_true_are_not_the_same() -> None:
    assert "values of enum" in refusal_of_field(
        "radio",
        {"type": "boolean"},
        options=[{"value": 1, "label": WORDS}, {"value": 0, "label": WORDS}],
    )


@pytest.mark.parametrize("items", [[], [{"name": "operator"}], ["operator"], "operator"])
def test_a_consent_names_what_is_consented_to(items: Any) -> None:
    assert "item" in refusal_of_field("consent", {"type": "boolean", "const": True}, items=items)


def test_an_item_of_a_consent_holds_no_code() -> None:
    item = {"name": "operator", "text": {**WORDS, "ru": "{provider.bin!r}"}}
    reason = refusal_of_field("consent", {"type": "boolean", "const": True}, items=[item])
    assert reason == "items of a: operator in ru: braces must hold a path of names"


def test_every_property_has_a_field_and_every_field_a_property() -> None:
    field = {"name": "a", "control": "text"}
    assert refusal_of(form_file([field], {"a": TEXT, "b": TEXT})) == "property b has no field"
    assert refusal_of(form_file([field], {})) == "field a has no property in the schema"
    assert "a field stands twice" in refusal_of(form_file([field, field], {"a": TEXT}))


def test_required_names_a_property() -> None:
    field = {"name": "a", "control": "text"}
    assert refusal_of(form_file([field], {"a": TEXT}, ("b",))) == "required b is no property"


@pytest.mark.parametrize("name", ["A", "a__b", "a-b", "1a", "әріп"])
def test_a_property_has_a_small_latin_name(name: str) -> None:
    content = form_file([{"name": name, "control": "text"}], {name: TEXT})
    assert "must be a small Latin name" in refusal_of(content)


def test_a_field_may_be_a_part_of_a_variable_but_not_hide() -> None:
    inner = {
        "type": "object",
        "properties": {"b": TEXT},
        "required": ["b"],
        "additionalProperties": False,
    }
    field = {"name": "a.b", "control": "text"}
    assert small_form([field], {"a": inner}, ("a",)).fields[0].required
    assert "on a whole variable" in refusal_of(form_file([{**field, "show_if": "c"}], {"a": inner}))


@pytest.mark.parametrize("key", ["", "Small", "a_b", "a/b", "-a", "a--b", "ә"])
def test_a_key_is_small_latin(key: str) -> None:
    assert "key must be" in refusal_of(form_file([], {}), key)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "must hold title, schema and fields"),
        (b'{"title": 1, "title": 2}', "a name stands twice"),
        (b'{"title": 1.5}', "1.5 is not a whole number"),
        (b'{"title": NaN}', "NaN is not a whole number"),
        (b"[" * 100_000, "not JSON"),
        (b'{"title": {}, "schema": {}, "fields": [], "script": ""}', "and nothing else"),
    ],
)
def test_a_file_that_is_no_form_is_refused(content: bytes, said: str) -> None:
    assert said in refusal_of(content)


@pytest.mark.parametrize("fields", [{}, [7], [{"control": "text"}], "a"])
def test_fields_are_a_list_of_named_objects(fields: Any) -> None:
    raw = json.loads(form_file([], {})) | {"fields": fields}
    assert "field" in refusal_of(json.dumps(raw).encode())


def test_a_fault_of_the_schema_is_a_fault_of_the_form() -> None:
    raw = json.loads(form_file([], {}))
    raw["schema"]["additionalProperties"] = True
    assert "additionalProperties: false" in refusal_of(json.dumps(raw).encode())


def test_the_refusal_names_the_file() -> None:
    with pytest.raises(FormInvalid, match=r"forms/small\.json: field a has no property"):
        small_form([{"name": "a", "control": "text"}], {})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "schema", "fields", "kk", "name", "type", "properties"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(raw=st.fixed_dictionaries({"title": JSON, "schema": JSON, "fields": JSON}))
def test_json_that_is_no_form_is_refused_and_nothing_else_is_raised(raw: dict[str, Any]) -> None:
    with pytest.raises(FormInvalid):
        read_form("small", json.dumps(raw).encode())
