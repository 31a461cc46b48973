from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.settings import ROOT
from engine.step.version import Version
from web.cases.words import instant_of, variable_rows

XML = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
VERSION = Version(
    id=0,
    key="externat",
    number=1,
    sha256="of this test",
    definition=read_definition(read_model(XML)),
    model=None,  # type: ignore[arg-type]  # nothing runs here
    xml=XML,
)
NAMES = ["grade", "documents", "provider", "identity", "channel", "home_visit", "made_up", "due_on"]


def rows(app: Flask, variables: dict[str, Any], language: str = "en") -> dict[str, str]:
    with app.test_request_context(headers={"Cookie": f"ruqsat_language={language}"}):
        return dict(variable_rows(VERSION, variables, language))


@pytest.mark.parametrize(
    ("variables", "label", "value"),
    [
        ({"channel": "portal"}, "Channel", "E-government portal"),
        ({"channel": "pigeon"}, "Channel", "pigeon"),
        ({"home_visit": True}, "Home visit", "yes"),
        ({"late": False}, "After 1 December", "no"),
        ({"due_on": "2016-09-27"}, "Due on", "27.09.2016"),
        ({"accepted_at": "2016-09-05T05:00:00Z"}, "Documents accepted at", "05.09.2016 11:00"),
        ({"accepted_at": "soon"}, "Documents accepted at", "soon"),
        ({"provider": {"name_kk": "Бөлім", "phone": "1"}}, "Service provider", "Бөлім"),
        ({"withdrawal_reason": "2016-09-27"}, "Reason of the withdrawal", "2016-09-27"),
        ({"identity": {"surname": "А", "found": True}}, "Identity", "Surname: А"),
        ({"grade": 9}, "Grade", "9"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_variable_is_told_by_its_label(
    app: Flask, variables: dict[str, Any], label: str, value: str
) -> None:
    assert rows(app, variables) == {label: value}


@pytest.mark.parametrize(
    ("language", "value"),
    [("kk", "Түпнұсқа"), ("ru", "Оригинал"), ("en", "Original")],
)
def test_the_package_is_told_in_the_language_of_the_page(
    app: Flask, language: str, value: str
) -> None:
    given = {
        "documents": [{"kind": "other", "copy": "original", "note": "№ 5", "document_id": "d"}]
    }

    (told,) = rows(app, given, language).values()

    assert f"({value}, № 5)" in told


@pytest.mark.parametrize(
    "variables",
    [
        {"order_document": "d" * 32},
        {"specialist": "gulnar"},
        {"notices": [1, 2]},
        {"made_up": "x"},
        {"queue_ticket": None},
        {"documents": []},
    ],
    ids=str,
)
def test_what_says_nothing_to_a_person_is_left_out(app: Flask, variables: dict[str, Any]) -> None:
    assert rows(app, variables) == {}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=12),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["kind", "copy", "name_kk", "source"]), inner, max_size=3
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_whatever_a_model_has_written_is_shown(app: Flask, variables: dict[str, Any]) -> None:
    assert all(isinstance(value, str) for value in rows(app, variables).values())


@pytest.mark.parametrize("value", [None, 5, "", "2016-09-05", "T", "2016-09-05T05:00:00", ["T"]])
def test_what_is_no_instant_is_none(value: Any) -> None:
    assert instant_of(value) is None
