from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.library import form_keys, load_form
from forms.posted import parse_submission
from tests.forms.samples import choices, one_field, small_form

TEXT = {"type": "string", "maxLength": 90}
BOOLEAN = {"type": "boolean"}


def parsed(control: str, schema: dict[str, Any], *values: str, **more: Any) -> Any:
    return parse_submission(one_field(control, schema, **more), {"a": list(values)}).get("a")


def test_a_text_is_trimmed_and_composed() -> None:
    assert parsed("text", TEXT, "  Айша\u00a0 Сапарова ") == "Айша Сапарова"
    assert parsed("text", TEXT, "и\u0306") == "й"


def test_a_longer_text_keeps_its_lines() -> None:
    assert parsed("textarea", TEXT, " бір\r\nекі ") == "бір\nекі"


@pytest.mark.parametrize("value", ["", "   ", "\r\n"])
def test_an_empty_text_is_left_out(value: str) -> None:
    assert parse_submission(one_field("text", TEXT), {"a": [value]}) == {}


def test_a_question_that_was_not_posted_is_left_out() -> None:
    assert parse_submission(one_field("text", TEXT), {}) == {}
    assert parse_submission(one_field("text", TEXT), {"a": []}) == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" -7 ", -7), ("+3", 3), ("1.5", "1.5"), ("١٢", "١٢"), ("9" * 5000, "9" * 5000)],
)
def test_a_whole_number_is_read_and_the_rest_stays_text(text: str, number: Any) -> None:
    assert parsed("number", {"type": "integer"}, text) == number


@pytest.mark.parametrize(("text", "answer"), [("true", True), ("false", False), ("maybe", "maybe")])
def test_yes_and_no_are_booleans(text: str, answer: Any) -> None:
    assert parsed("radio", BOOLEAN, text, options=choices(True, False)) == answer


def test_true_as_a_choice_among_texts_stays_text() -> None:
    assert (
        parsed("radio", {"type": "string", "enum": ["true"]}, "true", options=choices("true"))
        == "true"
    )


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ((), False),
        (("on",), True),
        (("false", "true"), True),
        (("0",), False),
        (("",), False),
        (("x",), "x"),
    ],
)
def test_a_box_is_ticked_or_not(values: tuple[str, ...], answer: Any) -> None:
    assert parsed("checkbox", BOOLEAN, *values) == answer


def test_ticked_boxes_of_a_group_are_a_list() -> None:
    schema = {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}}
    assert parsed("checkboxes", schema, " x", "", "z", options=choices("x", "y")) == ["x", "z"]
    assert parsed("checkboxes", schema, options=choices("x", "y")) is None


@pytest.mark.parametrize(
    ("text", "phone"), [("8 (701) 123-45-67", "+77011234567"), ("1414", "1414")]
)
def test_a_phone_is_rewritten_where_it_is_one(text: str, phone: str) -> None:
    assert parsed("phone", {"type": "string", "format": "kz-phone"}, text) == phone


def test_spaces_in_an_iin_are_dropped() -> None:
    assert parsed("iin", {"type": "string", "format": "iin"}, "750615 300 009") == "750615300009"


def test_a_part_goes_into_its_variable() -> None:
    answers = parse_submission(
        load_form("identity-by-hand"), {"identity.name": ["Айша"], "identity.surname": [""]}
    )
    assert answers == {"identity": {"name": "Айша"}, "identity_confirmed": False}


def test_what_the_form_does_not_have_is_kept_to_be_refused() -> None:
    answers = parse_submission(
        one_field("text", TEXT), {"a": ["x"], "b": ["1", "2"], "a-0-kind": ["y"]}
    )
    assert answers == {"a": "x", "b": "1\n2", "a-0-kind": "y"}


def test_rows_of_documents_come_in_the_order_of_their_numbers() -> None:
    posted = {
        "documents-10-kind": ["proxy"],
        "documents-10-copy": ["copy"],
        "documents-2-kind": ["application"],
        "documents-2-copy": ["scan"],
        "documents-2-note": [" 2 парақ "],
        "documents-2-document_id": ["17"],
    }
    assert parse_submission(load_form("documents"), posted)["documents"] == [
        {"kind": "application", "copy": "scan", "note": "2 парақ", "document_id": "17"},
        {"kind": "proxy", "copy": "copy"},
    ]


def test_a_row_that_was_only_offered_is_not_given() -> None:
    posted = {"documents-0-kind": ["proxy"], "documents-0-copy": [""], "documents-1-note": [""]}
    assert parse_submission(load_form("documents"), posted) == {}


def test_a_row_with_a_note_and_no_kind_is_kept_to_be_refused() -> None:
    answers = parse_submission(load_form("documents"), {"documents-0-note": ["x"]})
    assert answers == {"documents": [{"note": "x"}]}


@pytest.mark.parametrize(
    "name",
    ["documents", "documents-1000-kind", "documents-x-kind", "documents-0", "documents-0-Kind"],
)
def test_a_name_that_is_no_cell_is_foreign(name: str) -> None:
    assert parse_submission(load_form("documents"), {name: ["x"]}) == {name: "x"}


def test_a_posted_text_cannot_pose_as_a_variable_asked_in_parts() -> None:
    posted = {"identity": ["x"], "identity.name": ["Айша"]}
    answers = parse_submission(load_form("identity-by-hand"), posted)
    assert answers == {"identity": "x", "identity_confirmed": False}


def test_posted_values_are_not_changed() -> None:
    posted = {"a": [" x "]}
    parse_submission(small_form([{"name": "a", "control": "text"}], {"a": TEXT}), posted)
    assert posted == {"a": [" x "]}


NAMES = sorted({field.name for key in form_keys() for field in load_form(key).fields})
ROWS = st.from_regex(r"documents-[0-9]{1,4}-(kind|copy|note|document_id|x)", fullmatch=True)
POSTED = st.dictionaries(
    st.sampled_from(NAMES) | ROWS | st.text(), st.lists(st.text(), max_size=3), max_size=12
)


@given(key=st.sampled_from(sorted(form_keys())), posted=POSTED)
def test_anything_that_is_posted_can_be_read_and_nothing_foreign_is_lost(
    key: str, posted: dict[str, list[str]]
) -> None:
    form = load_form(key)
    answers = parse_submission(form, posted)
    ours = {field.name for field in form.asked}
    for name in posted:
        assert name in ours or name in answers or name.startswith("documents-")
