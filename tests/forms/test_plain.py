from __future__ import annotations

from forms.plain import plain_form
from forms.submission import validate_answers


def controls(*conditions: str) -> dict[str, str]:
    return {field.name: field.control.value for field in plain_form(conditions).fields}


def test_what_is_asked_is_asked_as_it_is_compared():
    assert controls(
        "${complete == true}",
        "${!(late)}",
        "${decision == 'granted' and total > 10}",
        "${grade in ['a', 'b']}",
    ) == {
        "complete": "checkbox",
        "late": "checkbox",
        "decision": "select",
        "total": "number",
        "grade": "text",
    }


def test_the_choices_are_those_of_all_conditions():
    form = plain_form(["${decision == 'granted'}", "${decision != 'refused'}"])
    assert [option.value for option in form.fields[0].options] == ["granted", "refused"]


def test_nothing_asked_is_an_empty_form():
    form = plain_form([])
    assert form.fields == ()
    assert validate_answers(form, {}, {}).variables == {}


def test_answers_are_checked():
    form = plain_form(["${ok}", "${decision == 'granted'}"])
    checked = validate_answers(form, {"ok": True, "decision": "granted"}, {})
    assert checked.variables == {"ok": True, "decision": "granted"}
    assert validate_answers(form, {"ok": True, "decision": "other"}, {}).errors
    assert validate_answers(form, {"ok": True, "more": 1}, {}).errors
