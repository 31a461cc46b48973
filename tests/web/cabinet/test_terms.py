from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask

from engine.model.definition import read_definition
from engine.model.dialect import ElementKind
from engine.model.intake import read_model
from engine.model.values import Element
from engine.settings import ROOT
from engine.words import Words
from web.cabinet.terms import EVENTS, MESSAGES, term_reason


@pytest.fixture(scope="module")
def elements() -> Mapping[str, Element]:
    xml = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
    return read_definition(read_model(xml)).elements


def due(expression: str | None) -> Element:
    return Element(
        id="A",
        kind=ElementKind.USER_TASK,
        label=Words(kk="A", ru=""),
        scope="p",
        due_date=expression,
    )


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("${businessDays(14, accepted_at)}", "14 working days from acceptance"),
        ("${businessDays(1, accepted_at)}", "1 working day from acceptance"),
        ("businessDays(1)", "1 working day for this step"),
        ("${businessMinutes(15, 'provider')}", "15 minutes of opening hours"),
    ],
)
def test_a_term_is_said_with_its_source(app: Flask, expression: str, said: str) -> None:
    with app.test_request_context(headers={"Cookie": "ruqsat_language=en"}):
        reason = term_reason(due(expression))

    assert reason.startswith(said)
    assert "(standard, paragraph" in reason or "(regulation, Annex 2)" in reason


@pytest.mark.parametrize("expression", [None, "", "${deadline}", "duration('PT15M')"])
def test_a_term_of_another_shape_is_not_explained(app: Flask, expression: str | None) -> None:
    with app.test_request_context():
        assert term_reason(due(expression)) == ""


def test_every_term_of_the_service_has_its_reason(
    app: Flask, elements: Mapping[str, Element]
) -> None:
    with app.test_request_context():
        silent = [e.id for e in elements.values() if e.due_date and not term_reason(e)]

    assert silent == []


def test_events_and_messages_are_of_the_model(elements: Mapping[str, Element]) -> None:
    assert elements.keys() >= EVENTS.keys()
    assert {each.message for each in elements.values()} >= MESSAGES.keys()
