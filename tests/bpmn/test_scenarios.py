"""The scenarios of the service against the drawing and the forms: no engine runs here."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from engine.rehearsal.scenario import Scenario, read_scenario
from forms.library import load_form
from forms.submission import validate_answers
from tests.bpmn.drawing import BPMN, BPMN_FOLDER, NS, Drawing

FOLDER = BPMN_FOLDER / "scenarios" / "externat"
FILES = sorted(FOLDER.glob("*.json"))
DRAWING = Drawing.of("externat.bpmn")


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return _read(request.param)


def test_every_step_of_the_trace_follows_from_the_one_before(scenario: Scenario) -> None:
    for before, after in pairwise(_trace(scenario)):
        assert after in _next_to(before), (before, after)


def test_the_trace_begins_at_the_start(scenario: Scenario) -> None:
    assert _trace(scenario)[0] == "ServiceStart"


def test_a_completed_trace_ends_at_an_end(scenario: Scenario) -> None:
    assert scenario.expect is not None
    last = _trace(scenario)[-1]
    ended = last == "Withdrawal" or DRAWING.nodes[last].tag == f"{BPMN}endEvent"
    assert ended == (scenario.expect["status"] == "completed")


def test_answers_belong_to_user_tasks_that_are_reached(scenario: Scenario) -> None:
    tasks = {node for node, element in DRAWING.nodes.items() if element.tag == f"{BPMN}userTask"}
    answered = {name for name, entries in scenario.answers.items() if any(entries)}
    undone = set(scenario.answers) - answered
    assert answered <= tasks & set(_trace(scenario))
    assert undone <= tasks


def test_answers_are_what_the_forms_accept(scenario: Scenario) -> None:
    for element_id, entries in scenario.answers.items():
        key = DRAWING.nodes[element_id].get(f"{{{NS['camunda']}}}formKey", "")
        for answer in filter(None, entries):
            errors = validate_answers(load_form(key), answer, scenario.variables).errors
            assert errors == (), (element_id, errors)


def test_scripted_jobs_are_jobs_of_the_model(scenario: Scenario) -> None:
    assert set(scenario.jobs) <= set(_job_types())


def test_messages_are_messages_of_the_model_after_a_step_of_the_trace(scenario: Scenario) -> None:
    names = {message.get("name") for message in DRAWING.root.iterfind("bpmn:message", NS)}
    for message in scenario.messages:
        assert message.name in names
        assert message.after in _trace(scenario)


def test_all_scenarios_together_walk_every_flow() -> None:
    steps = {step for file in FILES for step in pairwise(_trace(_read(file)))}
    assert set(DRAWING.flows) - {flow for flow, ends in _ends().items() if ends in steps} == set()


def test_all_scenarios_together_reach_every_node() -> None:
    reached = {node for file in FILES for node in _trace(_read(file))}
    assert set(DRAWING.nodes) - reached == set()


@pytest.mark.parametrize("job_type", ["lookup-identity", "lookup-birth-certificate"])
def test_each_lookup_is_down_in_some_scenario(job_type: str) -> None:
    down = [
        file for file in FILES for entry in _read(file).jobs.get(job_type, ()) if "fail" in entry
    ]
    assert down


def _read(file: Path) -> Scenario:
    return read_scenario(file.read_bytes(), file=file.name)


def _trace(scenario: Scenario) -> list[str]:
    assert scenario.expect is not None
    trace: list[str] = scenario.expect["trace"]
    return trace


def _ends() -> dict[str, tuple[str, str]]:
    return {
        flow_id: (flow.get("sourceRef", ""), flow.get("targetRef", ""))
        for flow_id, flow in DRAWING.flows.items()
    }


def _next_to(node: str) -> set[str]:
    """What may complete right after a node: across a flow, at a boundary instead, by a withdrawal, or around its content."""
    across = {target for source, target in _ends().values() if source == node}
    instead = {
        boundary
        for boundary, element in DRAWING.nodes.items()
        if element.get("attachedToRef") in across
    }
    inside = DRAWING.parent_of(node) in DRAWING.nodes
    withdrawal = set() if inside or not across else {"WithdrawalReceived"}
    around = {DRAWING.parent_of(node)} if inside and not across else set()
    return across | instead | withdrawal | around


def _job_types() -> list[str]:
    topic = f"{{{NS['camunda']}}}topic"
    return [element.get(topic, "") for element in DRAWING.nodes.values() if element.get(topic)]
