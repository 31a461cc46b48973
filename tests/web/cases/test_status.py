from __future__ import annotations

import pytest

from engine.model.definition import ElementKind, ProcessDefinition, read_definition
from engine.model.intake import read_model
from engine.settings import ROOT
from engine.step.states import InstanceStatus
from web.cases.status import ELEMENTS, OUTCOMES, WORDS, CaseStatus, case_status

WAITING = {ElementKind.USER_TASK, ElementKind.SERVICE_TASK, ElementKind.SEND_TASK}


@pytest.fixture(scope="module")
def definition() -> ProcessDefinition:
    return read_definition(read_model((ROOT / "bpmn" / "externat.bpmn").read_bytes()))


def test_wherever_a_token_can_wait_the_case_has_a_status(definition: ProcessDefinition) -> None:
    messages = {each.id for each in definition.elements.values() if each.message}
    tasks = {each.id for each in definition.elements.values() if each.kind in WAITING}
    known = frozenset[str]().union(*ELEMENTS.values())

    assert (tasks | messages) - known == {"WithdrawalReceived"}


def test_no_status_names_an_element_that_is_gone(definition: ProcessDefinition) -> None:
    named = frozenset[str]().union(*ELEMENTS.values()) | OUTCOMES.keys()

    assert named <= definition.elements.keys()


def test_every_end_has_a_status(definition: ProcessDefinition) -> None:
    ends = {each.id for each in definition.elements.values() if each.kind is ElementKind.END_EVENT}

    assert ends == OUTCOMES.keys()


def test_no_element_has_two_statuses() -> None:
    named = [element for elements in ELEMENTS.values() for element in elements]

    assert len(named) == len(set(named))


def test_every_status_has_words() -> None:
    assert WORDS.keys() == set(CaseStatus)


@pytest.mark.parametrize(
    ("raw", "outcome", "standing_at", "shown"),
    [
        (InstanceStatus.ACTIVE, None, ["Resolution"], CaseStatus.WITH_HEAD),
        (InstanceStatus.ACTIVE, None, ["WithdrawalReceived", "SignOrder"], CaseStatus.ON_SIGNATURE),
        (InstanceStatus.ACTIVE, None, ["IssueResult", "HandOver"], CaseStatus.SIGNED),
        (InstanceStatus.ACTIVE, None, [], CaseStatus.IN_PROGRESS),
        (InstanceStatus.ACTIVE, None, ["OfAnotherModel"], CaseStatus.IN_PROGRESS),
        (InstanceStatus.SUSPENDED, None, ["Resolution"], CaseStatus.SUSPENDED),
        (InstanceStatus.TERMINATED, None, [], CaseStatus.TERMINATED),
        (InstanceStatus.COMPLETED, "ResultIssued", [], CaseStatus.ISSUED),
        (InstanceStatus.COMPLETED, "ApplicationWithdrawn", [], CaseStatus.WITHDRAWN),
        (InstanceStatus.COMPLETED, "OfAnotherModel", [], CaseStatus.COMPLETED),
        (InstanceStatus.COMPLETED, None, [], CaseStatus.COMPLETED),
    ],
)
def test_the_status_follows_from_where_the_tokens_are(
    raw: InstanceStatus, outcome: str | None, standing_at: list[str], shown: CaseStatus
) -> None:
    assert case_status(raw, outcome=outcome, standing_at=standing_at) is shown
