"""What lies beside the process or in other namespaces is not judged by the vocabulary of BPMN."""

from __future__ import annotations

import pytest

from engine.model.check import Known, check_model
from engine.model.vocabulary import EXECUTED, FIXED, NOT_ENTERED, REDRAW
from tests.engine.model.models import document, line, service


def rules(xml: bytes) -> list[str]:
    return [finding.rule for finding in check_model(xml, file="a.bpmn", known=Known()).findings]


@pytest.mark.parametrize(
    "after",
    [
        '<process id="partner" isExecutable="false"><adHocSubProcess id="Any"/></process>',
        '<process id="partner" isExecutable="false"><transaction id="Pay" startQuantity="2"/></process>',
        '<collaboration id="C"><participant id="P" processRef="visit"><participantMultiplicity/></participant></collaboration>',
    ],
)
def test_what_does_not_run_is_not_judged(after: str) -> None:
    assert rules(document(line(service()), after=after)) == []


def test_bpmn_hidden_in_an_extension_is_refused() -> None:
    inner = '<extensionElements><zeebe:a><complexGateway id="Deep"/></zeebe:a></extensionElements>'
    assert "known-elements" in rules(document(line(service(inner=inner))))


def test_a_foreign_element_outside_of_extensions_breaks_the_schema() -> None:
    assert rules(document(line(service()) + '<zeebe:a><task id="T"/></zeebe:a>')) == ["schema"]


def test_below_a_refused_element_nothing_more_is_told() -> None:
    inner = '<transaction id="Pay"><adHocSubProcess id="Any"/></transaction>'
    assert rules(document(line(inner))) == ["known-elements"]


def test_an_element_without_advice_of_its_own_gets_the_general_one() -> None:
    verdict = check_model(
        document(line(service()), before='<partnerRole id="R" name="r"/>'), file="a", known=Known()
    )
    assert "docs/rules.md" in verdict.findings[0].message


def test_no_element_is_both_executed_and_redrawn() -> None:
    assert not EXECUTED.keys() & REDRAW.keys()


def test_what_is_not_entered_is_executed_or_said() -> None:
    assert EXECUTED.keys() >= NOT_ENTERED


def test_an_attribute_with_one_value_belongs_to_some_element() -> None:
    attributes = frozenset().union(*EXECUTED.values())
    assert attributes >= FIXED.keys()
