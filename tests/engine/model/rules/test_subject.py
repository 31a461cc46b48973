"""What a rule looks at."""

from __future__ import annotations

import pytest

from engine.model.findings import Severity
from engine.model.intake import read_model
from engine.model.rules.subject import Subject, owner_id, subject_of
from engine.model.values import Known
from tests.engine.model.models import condition, document, flow, line, service


def subject(process: str, *, lenient: bool = False) -> Subject:
    return subject_of(read_model(document(process)), Known(), lenient=lenient)


def test_flows_are_found_by_both_ends() -> None:
    looked_at = subject(line(service()))
    assert [f.id for f in looked_at.outgoing["Begin"]] == ["Begin_Notify"]
    assert [f.id for f in looked_at.incoming["Done"]] == ["Notify_Done"]
    assert looked_at.incoming["Begin"] == ()


def test_flows_and_elements_know_their_scope() -> None:
    looked_at = subject(
        f'<subProcess id="S"><task id="A"/><task id="B"/>{flow("A", "B")}</subProcess>'
    )
    assert dict(looked_at.flow_scopes) == {"A_B": "S"}
    assert looked_at.scopes == ("visit", "S")
    assert [element.id for element in looked_at.inside("S")] == ["A", "B"]


@pytest.mark.parametrize(
    ("lenient", "severity"), [(True, Severity.WARNING), (False, Severity.ERROR)]
)
def test_missing_wiring_is_a_warning_in_a_trace(lenient: bool, severity: Severity) -> None:
    assert subject(line(service()), lenient=lenient).wiring is severity


@pytest.mark.parametrize(
    ("process", "name", "owner"),
    [
        (flow("A", "B", condition("x")), "conditionExpression", "A_B"),
        (
            '<task id="A"><multiInstanceLoopCharacteristics id="M"/></task>',
            "multiInstanceLoopCharacteristics",
            "A",
        ),
        (
            '<laneSet id="L"><lane id="One"><flowNodeRef>A</flowNodeRef></lane></laneSet>',
            "flowNodeRef",
            "One",
        ),
        ("<documentation>x</documentation>", "documentation", "visit"),
    ],
)
def test_a_part_belongs_to_what_an_analyst_can_click_on(
    process: str, name: str, owner: str
) -> None:
    node = read_model(document(process)).find(f".//{{*}}{name}")
    assert node is not None
    assert owner_id(node) == owner


def test_a_part_outside_the_process_speaks_for_itself() -> None:
    root = read_model(document("", before='<message id="M"/>'))
    assert owner_id(root[0]) == "M"
