from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from forms.form import Form, read_form
from forms.library import form_keys, load_form
from forms.posted import parse_submission
from forms.submission import Checked, FieldError, shown_fields, validate_answers
from tests.forms.samples import WORDS, choices, example, form_file, one_field, small_form

TEXT = {"type": "string", "maxLength": 9}
YES_NO = choices(True, False)


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(error.field, error.keyword) for error in checked.errors]


def only_error(
    form: Form, answers: dict[str, Any], scope: dict[str, Any] | None = None
) -> FieldError:
    errors = validate_answers(form, answers, scope or {}).errors
    assert len(errors) == 1
    return errors[0]


def conditional(condition: str = "signed == false", **more: Any) -> Form:
    """signed: yes or no; remark: required when shown."""
    return small_form(
        [
            {"name": "signed", "control": "radio", "options": YES_NO},
            {"name": "remark", "control": "text", "show_if": condition, **more},
        ],
        {"signed": {"type": "boolean"}, "remark": TEXT},
        ("signed", "remark"),
    )


# what is hidden


def test_a_field_that_is_shown_is_required() -> None:
    error = only_error(conditional(), {"signed": False})
    assert (error.field, error.keyword) == ("remark", "required")


def test_a_field_that_is_hidden_is_not_required() -> None:
    checked = validate_answers(conditional(), {"signed": True}, {})
    assert checked == Checked(variables={"signed": True, "remark": None}, errors=())


def test_a_hidden_field_may_not_be_answered() -> None:
    error = only_error(conditional(), {"signed": True, "remark": "x"})
    assert (error.keyword, error.message.kk) == ("hidden", "Бұл жағдайда өріс толтырылмайды: Сөз")


@pytest.mark.parametrize("empty", [None, "", "  ", []])
def test_an_empty_answer_to_a_hidden_field_is_dropped(empty: Any) -> None:
    checked = validate_answers(conditional(), {"signed": True, "remark": empty}, {})
    assert checked.variables == {"signed": True, "remark": None}


def hidden_boolean(control: str, **more: Any) -> Form:
    return one_field(control, {"type": "boolean"}, show_if="asked == true", **more)


def test_a_hidden_box_that_is_not_ticked_is_dropped_but_a_no_is_an_answer() -> None:
    assert validate_answers(hidden_boolean("checkbox"), {"a": False}, {}).errors == ()
    radio = hidden_boolean("radio", options=YES_NO)
    assert only_error(radio, {"a": False}).keyword == "hidden"


def test_a_condition_reads_the_case_and_the_answers() -> None:
    form = one_field("text", TEXT, required=True, show_if="channel == 'portal'")
    assert validate_answers(form, {}, {"channel": "desk"}).errors == ()
    assert only_error(form, {}, {"channel": "portal"}).keyword == "required"


def test_an_answer_of_an_earlier_round_shows_nothing() -> None:
    checked = validate_answers(conditional(), {"remark": "x"}, {"signed": False})
    assert told(checked) == [("remark", "hidden"), ("signed", "required")]


def test_a_condition_without_an_answer_is_an_error_of_its_own() -> None:
    error = only_error(conditional("grade < 5"), {"signed": True})
    assert (error.field, error.keyword) == ("remark", "show_if")


def test_the_page_shows_what_the_server_demands() -> None:
    form = load_form("prepare-order")
    assert "refusal_ground" not in shown_fields(form, {"decision": "granted"}, {})
    assert "refusal_ground" in shown_fields(form, {"decision": "refused"}, {})


def test_a_static_field_may_depend_on_the_case() -> None:
    form = load_form("prepare-order")
    assert "returned_with" in shown_fields(form, {}, {"remark": "Негізін көрсетіңіз"})
    assert "returned_with" not in shown_fields(form, {}, {"remark": None})


# what is foreign


def test_every_foreign_name_is_named_fit_to_be_shown() -> None:
    errors = validate_answers(
        one_field("text", TEXT), {"b": 1, "\ud800" * 90: [], "<b>": {}}, {}
    ).errors
    assert [error.keyword for error in errors] == ["foreign"] * 3
    assert errors[0].message.ru == "В форме нет такого поля: b"
    for error in errors:
        assert error.message.kk.isprintable()
        assert len(error.message.kk) < 120


def test_a_foreign_part_of_a_variable_is_named() -> None:
    answers = {"identity": {**example("identity-by-hand").answers["identity"], "sex": "f"}}
    error = only_error(load_form("identity-by-hand"), answers)
    assert (error.field, error.keyword) == ("identity.sex", "foreign")


def test_a_foreign_column_of_a_row_is_named() -> None:
    answers = {"documents": [{"kind": "proxy", "copy": "copy", "size": "9"}]}
    error = only_error(load_form("documents"), answers)
    assert (error.field, error.row, error.part) == ("documents", 0, "size")
    assert error.message.kk == "1-жол. Нысанда мұндай өріс жоқ: size"


# parts of a variable


def test_every_missing_part_is_named() -> None:
    checked = validate_answers(load_form("identity-by-hand"), {}, {})
    assert told(checked) == [
        ("identity.surname", "required"),
        ("identity.name", "required"),
        ("identity.birth_date", "required"),
    ]


def test_a_constant_is_filled_in_by_the_server() -> None:
    checked = validate_answers(
        load_form("identity-by-hand"), example("identity-by-hand").answers, {}
    )
    assert checked.variables["identity"]["source"] == "by-hand"


def test_a_constant_cannot_be_changed() -> None:
    answers = {
        "identity": {**example("identity-by-hand").answers["identity"], "source": "register"}
    }
    error = only_error(load_form("identity-by-hand"), answers)
    assert (error.field, error.keyword) == ("identity.source", "const")


@pytest.mark.parametrize("value", ["x", 7, [], 1.5, {"surname": 1.5}])
def test_a_variable_of_another_kind_is_an_error_of_its_first_part(value: Any) -> None:
    error = only_error(load_form("identity-by-hand"), {"identity": value})
    assert (error.field, error.keyword) == ("identity.surname", "type")


# rows


def test_an_electronic_copy_needs_its_file() -> None:
    answers = {
        "documents": [
            {"kind": "application", "copy": "original"},
            {"kind": "proxy", "copy": "scan"},
        ]
    }
    error = only_error(load_form("documents"), answers)
    assert (error.row, error.part, error.keyword) == (1, "document_id", "required")
    assert error.message.kk == "2-жол. Міндетті өріс: Файл"


def test_each_cell_has_its_own_error() -> None:
    answers = {"documents": [{"kind": "x", "copy": "y"}, 7]}
    errors = validate_answers(load_form("documents"), answers, {}).errors
    assert {(error.row, error.part, error.keyword) for error in errors} == {
        (0, "kind", "enum"),
        (0, "copy", "enum"),
        (1, None, "type"),
    }


def test_an_incomplete_package_names_what_is_missing() -> None:
    form = load_form("check-package")
    assert only_error(form, {"complete": False}).field == "missing_docs"
    assert only_error(form, {"complete": False, "missing_docs": []}).keyword == "required"
    assert (
        only_error(form, {"complete": False, "missing_docs": ["proxy", "proxy"]}).keyword
        == "uniqueItems"
    )
    assert validate_answers(form, {"complete": True}, {"missing_docs": ["proxy"]}).variables == {
        "complete": True,
        "missing_docs": [],
        "check_remark": None,
    }


# persons


def chosen(person: Any) -> Checked:
    answers = {"specialist": person, "resolution": "Қарау"}
    return validate_answers(
        load_form("resolution"), answers, {}, {"specialist": {"p-7": "Әлия Сейтқали"}}
    )


def test_the_chosen_person_is_named() -> None:
    assert chosen("p-7").variables == {
        "specialist": "p-7",
        "specialist_name": "Әлия Сейтқали",
        "resolution": "Қарау",
    }


def test_a_person_who_was_not_offered_is_refused() -> None:
    assert told(chosen("p-8")) == [("specialist", "person")]


@pytest.mark.parametrize("person", [7, ["p-7"], {"p-7": 1}])
def test_what_is_no_person_is_refused(person: Any) -> None:
    assert told(chosen(person)) == [("specialist", "type")]


# consent


def consented(language: str) -> Checked:
    given = example("application")
    return validate_answers(
        load_form("application"), given.answers, {**given.scope, "language": language}
    )


@pytest.mark.parametrize("key", ["application", "portal-application"])
def test_a_consent_names_all_that_the_law_asks_for(key: str) -> None:
    """Law 94-V, article 8."""
    field = next(field for field in load_form(key).fields if field.name == "consent")
    assert {item.name for item in field.items} >= {
        *("operator", "subject", "term", "third_parties", "cross_border", "public_sources", "data")
    }


def test_what_was_consented_to_is_kept_in_the_words_of_the_case() -> None:
    record = consented("kk").variables["consent_items"]
    assert record[:2] == [
        {"item": "operator", "text": "Оператор: Сарыбел қаласының білім бөлімі, БСН 160340000012"},
        {
            "item": "subject",
            "text": "Дербес деректердің субъектілері: өтініш беруші Сапаров Дәурен Маратұлы және білім алушы Сапарова Айша Дәуренқызы",
        },
    ]
    assert consented("ru").variables["consent_items"][0]["text"].startswith("Оператор: Отдел")


def test_without_consent_the_application_is_not_taken() -> None:
    error = only_error(
        load_form("application"), {**example("application").answers, "consent": False}
    )
    assert (error.keyword, error.message.ru) == ("const", "Без согласия заявление не принимается")


def test_the_record_of_a_consent_cannot_be_sent() -> None:
    answers = {**example("application").answers, "consent_items": []}
    assert only_error(load_form("application"), answers).keyword == "foreign"


# sentences


@pytest.mark.parametrize(
    ("key", "name", "value", "said"),
    [
        ("identify", "applicant_iin", "750615300008", "ЖСН қате енгізілді"),
        (
            "identify",
            "identity_number",
            "12 34",
            "Құжаттың нөмірі бос орынсыз, 5–20 әріп пен цифрдан тұруы тиіс",
        ),
        (
            "identify",
            "identity_checked",
            False,
            "Жеке басын куәландыратын құжаттың түпнұсқасы тексерілуі тиіс",
        ),
        (
            "identify",
            "proxy_date",
            "2016-02-30",
            "Күн қате енгізілді: 1900–2099 жылдардың күнін жазыңыз",
        ),
        (
            "application",
            "applicant_phone",
            "1414",
            "Телефон нөмірі қате енгізілді. Үлгі: +7 701 123 45 67",
        ),
        ("application", "grade", "13", "Тізімнен таңдаңыз: Сыныбы"),
        ("application", "school", "1" * 301, "Таңбалар саны 300 санынан аспауы тиіс"),
        (
            "application",
            "school",
            "北京 мектебі",
            "«Білім беру ұйымының атауы» өрісінде қағазға басып шығаруға болмайтын таңба бар: «北» (U+5317). Оны өшіріңіз немесе басқасымен ауыстырыңыз",
        ),
        ("visit", "arrived_at", "9.05", "Уақыт қате енгізілді. Үлгі: 09:30"),
    ],
)
def test_an_error_is_said_in_our_words(key: str, name: str, value: Any, said: str) -> None:
    given = example(key)
    error = only_error(load_form(key), {**given.answers, name: value}, dict(given.scope))
    assert (error.field, error.message.kk) == (name, said)


def test_a_number_is_asked_for_in_its_own_words() -> None:
    form = one_field("number", {"type": "integer", "minimum": 1, "maximum": 12})
    assert only_error(form, {"a": "x"}).message.en == "Enter a whole number"
    assert only_error(form, {"a": 0}).message.en == "Not less than 1"
    assert only_error(form, {"a": 13}).message.en == "Not more than 12"
    assert only_error(form, {"a": 2.0}).message.en == "Enter a whole number"
    assert only_error(form, {"a": True}).message.en == "Enter a whole number"


def test_one_field_has_one_error() -> None:
    form = one_field(
        "text", {"type": "string", "minLength": 3, "maxLength": 9, "pattern": "^[a-z]+$"}
    )
    assert only_error(form, {"a": "1"}).keyword == "minLength"
    assert only_error(form, {"a": "1234"}).keyword == "pattern"


def test_a_line_break_does_not_slip_through_a_pattern() -> None:
    form = one_field("textarea", {"type": "string", "maxLength": 9, "pattern": "^[a-z]+$"})
    assert only_error(form, {"a": "ab\ncd"}).keyword == "pattern"


# variables


def test_answers_are_cleaned_as_a_page_would_clean_them() -> None:
    assert validate_answers(one_field("text", TEXT), {"a": " и\u0306  x "}, {}).variables == {
        "a": "й x"
    }


def test_a_question_left_unanswered_clears_the_earlier_answer() -> None:
    form = small_form(
        [
            {"name": "a", "control": "text"},
            {"name": "b", "control": "checkbox"},
            {"name": "c", "control": "checkboxes", "options": choices("x")},
        ],
        {
            "a": TEXT,
            "b": {"type": "boolean"},
            "c": {"type": "array", "items": {"type": "string", "enum": ["x"]}},
        },
    )
    assert validate_answers(form, {}, {"a": "old"}).variables == {"a": None, "b": False, "c": []}


def test_a_static_field_gives_no_variable() -> None:
    form = small_form([{"name": "a", "control": "static", "value": WORDS}], {})
    assert validate_answers(form, {}, {"a": 1}).variables == {}


def test_there_are_no_variables_where_there_are_errors() -> None:
    assert validate_answers(conditional(), {"signed": False}, {}).variables == {}


def test_a_rule_between_fields_is_kept() -> None:
    fields = [{"name": name, "control": "text"} for name in ("a", "b")]
    raw = json.loads(form_file(fields, {"a": TEXT, "b": TEXT}))
    raw["schema"]["if"] = {"properties": {"a": {"const": "x"}}, "required": ["a"]}
    raw["schema"]["then"] = {"required": ["b"]}
    form = read_form("small", json.dumps(raw).encode())
    assert validate_answers(form, {"a": "y"}, {}).errors == ()
    assert told(validate_answers(form, {"a": "x"}, {})) == [("b", "required")]


# anything at all

SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["scan", "refused"])
)
INNER = st.sampled_from(["kind", "copy", "note", "document_id", "surname", "source"]) | st.text()
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER, inner, max_size=4),
    max_leaves=10,
)
NAMES = sorted({name for key in form_keys() for name in load_form(key).schema["properties"]})
ANSWERS = st.dictionaries(st.sampled_from(NAMES) | st.text(), VALUE, max_size=8)
KEYS = st.sampled_from(sorted(form_keys()))


def must_be_sound(form: Form, checked: Checked) -> None:
    """Errors in our words, or all variables in canonical JSON: never both."""
    asked = {field.variable for field in form.asked}
    assert checked.variables == {} if checked.errors else checked.variables.keys() >= asked
    rfc8785.dumps(checked.variables)
    assert all(isinstance(number, int) for number in numbers_in(checked.variables))
    for error in checked.errors:
        assert error.message.kk
        assert error.keyword == "foreign" or "{" not in error.message.kk


def numbers_in(value: Any) -> list[int | float]:
    if isinstance(value, dict):
        return [number for each in value.values() for number in numbers_in(each)]
    if isinstance(value, list):
        return [number for each in value for number in numbers_in(each)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


@given(key=KEYS, answers=ANSWERS, scope=ANSWERS)
def test_any_answers_to_any_form_are_judged(
    key: str, answers: dict[str, Any], scope: dict[str, Any]
) -> None:
    form = load_form(key)
    must_be_sound(form, validate_answers(form, answers, scope, {"specialist": {"p-7": "Ә"}}))


@given(key=KEYS, spoiled=ANSWERS)
def test_a_spoiled_example_is_judged(key: str, spoiled: dict[str, Any]) -> None:
    form, given_example = load_form(key), example(key)
    must_be_sound(
        form, validate_answers(form, {**given_example.answers, **spoiled}, given_example.scope)
    )


@given(
    key=KEYS,
    posted=st.dictionaries(
        st.sampled_from(NAMES) | st.text(), st.lists(st.text(), max_size=2), max_size=8
    ),
)
def test_whatever_is_posted_is_judged(key: str, posted: dict[str, list[str]]) -> None:
    form = load_form(key)
    must_be_sound(form, validate_answers(form, parse_submission(form, posted), {}))


@given(key=KEYS, answers=ANSWERS)
def test_accepted_variables_are_accepted_again(key: str, answers: dict[str, Any]) -> None:
    form, scope = load_form(key), dict(example(key).scope)
    first = validate_answers(form, {**example(key).answers, **answers}, scope)
    own = {name: value for name, value in first.variables.items() if not name.endswith("_items")}
    if not first.errors:
        assert validate_answers(form, json.loads(json.dumps(own)), scope) == first


def test_answers_too_deep_to_walk_are_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert only_error(load_form("documents"), {"documents": deep}).keyword == "type"
