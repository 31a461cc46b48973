"""What has no id, and who may do what: read as BPMN lets it be written."""

from __future__ import annotations

import pytest

from engine.model.definition import read_definition
from engine.model.intake import read_model
from tests.engine.tokens.drawing import document, end, flows, start, task, user


def definition(*body: str, shared: str = ""):
    return read_definition(read_model(document(*body, shared=shared)))


def test_an_element_without_id_is_called_by_its_place():
    found = definition(start(), "<task/>", task("task_2"), "<task/>", end())

    assert list(found.elements) == ["S", "task_1", "task_2", "task_3", "E"]
    assert list(definition(start(), task("task_2"), "<task/>", end()).elements) == [
        "S",
        "task_2",
        "task_2_",
        "E",
    ]


def test_a_flow_without_id_too():
    found = definition(start(), end(), '<sequenceFlow sourceRef="S" targetRef="E"/>')
    assert list(found.flows) == ["sequenceFlow_1"]


def said(text: str) -> str:
    return f"<resourceAssignmentExpression><formalExpression>{text}</formalExpression></resourceAssignmentExpression>"


@pytest.mark.parametrize(
    ("inside", "assignee", "groups"),
    [
        (
            f"<potentialOwner>{said('head, chancellery')}</potentialOwner>",
            None,
            ("head", "chancellery"),
        ),
        (f"<potentialOwner>{said('user(aliya), group(head)')}</potentialOwner>", None, ("head",)),
        (f"<humanPerformer>{said('${specialist}')}</humanPerformer>", "${specialist}", ()),
        (f"<humanPerformer>{said('user(aliya)')}</humanPerformer>", "aliya", ()),
        ("<potentialOwner><resourceRef>boss</resourceRef></potentialOwner>", None, ("head",)),
        ("<performer/>", None, ()),
    ],
)
def test_who_may_do_it_is_read(inside, assignee, groups):
    found = definition(
        start(),
        user("A", inside),
        end(),
        flows("S > A > E"),
        shared='<resource id="boss" name="head"/>',
    )
    assert (found.elements["A"].assignee, found.elements["A"].candidate_groups) == (
        assignee,
        groups,
    )


def test_camunda_attributes_win():
    found = definition(
        start(),
        user(
            "A",
            f"<potentialOwner>{said('head')}</potentialOwner>",
            camunda_candidateGroups="chancellery",
        ),
        end(),
    )
    assert found.elements["A"].candidate_groups == ("chancellery",)
