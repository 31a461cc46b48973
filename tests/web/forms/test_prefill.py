from __future__ import annotations

from typing import Any

import pytest

from forms.library import form_keys, load_form
from forms.submission import parse_submission, validate_answers
from web.forms.prefill import prefilled

IDENTITY = {"surname": "Ким", "name": "Анна", "patronymic": "", "birth_date": "1988-05-08"}


def test_nothing_known_nothing_filled() -> None:
    assert not any(prefilled(load_form(key), {}) for key in form_keys())


def test_a_missing_patronymic_leaves_no_gap() -> None:
    posted = prefilled(load_form("application"), {"identity": IDENTITY})

    assert posted == {"applicant_name": ["Ким Анна"]}


def test_what_was_typed_in_an_earlier_round_wins_over_the_register() -> None:
    scope = {"identity": IDENTITY, "applicant_name": "Ким А. П."}

    assert prefilled(load_form("application"), scope)["applicant_name"] == ["Ким А. П."]


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("key", ["sign-order", "check-package", "identify"])
def test_a_yes_or_no_is_never_filled_in(key: str, value: bool) -> None:
    scope = {"signed": value, "complete": value, "identity_checked": value}

    assert prefilled(load_form(key), scope) == {}


def test_the_advice_is_ticked_before_the_question_is_answered() -> None:
    posted = prefilled(load_form("check-package"), {"missing_docs": ["proxy", "other"]})

    assert posted == {"missing_docs": ["proxy", "other"]}


def test_what_hangs_on_a_known_answer_comes_with_it() -> None:
    scope: dict[str, Any] = {
        "decision": "refused",
        "refusal_ground": "no_consent",
        "refusal_reasons": "Себебі",
    }

    assert prefilled(load_form("prepare-order"), scope) == {
        name: [value] for name, value in scope.items()
    }
    assert prefilled(load_form("prepare-order"), {**scope, "decision": "granted"}) == {
        "decision": ["granted"]
    }


def test_parts_of_an_object_are_filled_in() -> None:
    posted = prefilled(load_form("identity-by-hand"), {"identity": IDENTITY})

    assert posted["identity.surname"] == ["Ким"]
    assert "identity.source" not in posted


def test_documents_come_back_as_rows() -> None:
    rows = [
        {"kind": "proxy", "copy": "copy", "note": None},
        {"kind": "other", "copy": "scan", "document_id": "d" * 32},
    ]
    form = load_form("documents")
    posted = prefilled(form, {"documents": rows})

    assert parse_submission(form, posted) == {
        "documents": [
            {"kind": "proxy", "copy": "copy"},
            {"kind": "other", "copy": "scan", "document_id": "d" * 32},
        ]
    }


@pytest.mark.parametrize("value", [{}, [], 7, "text", [7], {"a": [{}]}])
@pytest.mark.parametrize("key", sorted(form_keys()))
def test_values_of_another_kind_fill_in_nothing_that_breaks(key: str, value: object) -> None:
    form = load_form(key)
    scope = {field.variable: value for field in form.asked}
    posted = prefilled(form, scope)

    validate_answers(form, parse_submission(form, posted), scope)
    assert all(isinstance(each, str) for values in posted.values() for each in values)
