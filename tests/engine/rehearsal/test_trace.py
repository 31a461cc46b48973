from __future__ import annotations

import pytest

from engine.calendar.working import WorkingCalendar
from engine.model.check import Known, check_model
from engine.rehearsal.outcome import Traced
from engine.rehearsal.scenario import Happening, Scenario
from engine.rehearsal.trace import first_difference, run_scenario
from engine.step.version import Version
from engine.tokens.execution import Model
from tests.engine.commands.models import CASE, flow, model


def traced(xml: bytes = CASE, **members) -> Traced:
    verdict = check_model(xml, file="case.bpmn", known=Known(), lenient=True)
    assert verdict.definition is not None, verdict.findings
    assert verdict.lowered is not None, verdict.findings
    key = verdict.definition.process_id
    version = Version(
        id=1,
        key=key,
        number=1,
        sha256="",
        definition=verdict.definition,
        model=Model.parse(verdict.lowered, key),
        xml=xml,
    )
    return run_scenario(version, Scenario(**members), calendar=WorkingCalendar())


WHOLE = {"answers": {"Check": [{"complete": True}]}, "messages": (Happening(name="Came"),)}


def test_answers_lead_to_an_end():
    outcome = traced(**WHOLE)

    assert outcome.status == "completed"
    assert outcome.trace == ["Begin", "Advise", "Check", "Fine", "Decide", "Look", "Came", "Issued"]


def test_a_message_nobody_sends_is_waited_for():
    outcome = traced(answers={"Check": [{"complete": True}]})

    assert (outcome.status, outcome.waiting_at) == ("waiting", ["Came"])


def test_a_task_that_nobody_answers_is_waited_for():
    outcome = traced(answers={"Check": [None]})

    assert (outcome.status, outcome.waiting_at) == ("waiting", ["Check"])


def test_a_message_is_sent_after_the_element_named():
    outcome = traced(
        answers={"Check": [{"complete": True}]}, messages=(Happening(name="Came", after="Look"),)
    )

    assert outcome.trace[-2:] == ["Came", "Issued"]


def test_the_wrong_correlation_reaches_nobody():
    outcome = traced(
        variables={"case_no": "1"},
        answers={"Check": [{"complete": True}]},
        messages=(Happening(name="Came", correlation="2"),),
    )

    assert outcome.status == "waiting"


def test_a_job_fails_and_succeeds_at_the_next_attempt():
    outcome = traced(**WHOLE, jobs={"look": [{"fail": 1}]})

    assert (outcome.status, outcome.incidents) == ("completed", [])


def test_spent_retries_are_an_incident():
    outcome = traced(**WHOLE, jobs={"look": [{"fail": 9}]})

    assert (outcome.status, outcome.waiting_at) == ("incident", ["Look"])
    assert outcome.incidents == [{"element_id": "Look", "message": "retries are spent"}]


def test_a_business_error_takes_its_boundary_event():
    outcome = traced(**WHOLE, jobs={"look": [{"bpmn_error": "NOT_FOUND"}]})

    assert outcome.trace[-2:] == ["NotFound", "Unknown"]


def test_without_the_value_of_a_condition_there_is_an_incident():
    outcome = traced()

    assert outcome.status == "incident"
    assert outcome.incidents[0]["element_id"] == "Fine"


def test_a_list_is_used_up_visit_by_visit_and_its_last_entry_repeats():
    loop = model(
        "loop",
        '<startEvent id="Begin"/><userTask id="Work" camunda:formKey="check"/>'
        '<exclusiveGateway id="More" default="More_Work"/><endEvent id="Done"/>',
        flow("Begin", "Work"),
        flow("Work", "More"),
        flow("More", "Done", "n == 3"),
        flow("More", "Work"),
        lanes={"Desk": "Begin Work More Done"},
    )

    assert traced(loop, answers={"Work": [{"n": 1}, {"n": 2}, {"n": 3}]}).trace.count("Work") == 3


def test_a_loop_that_never_ends_is_stopped():
    loop = model(
        "loop",
        '<startEvent id="Begin"/><userTask id="Work" camunda:formKey="check"/>'
        '<exclusiveGateway id="More" default="More_Work"/><endEvent id="Done"/>',
        flow("Begin", "Work"),
        flow("Work", "More"),
        flow("More", "Done", "n == 3"),
        flow("More", "Work"),
        lanes={"Desk": "Begin Work More Done"},
    )

    outcome = traced(loop)

    assert outcome.status == "incident"
    assert "stopped after" in outcome.incidents[0]["message"]


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        (None, None),
        ({"status": "completed"}, None),
        ({"status": "waiting"}, "status is 'completed', 'waiting' was expected"),
        (
            {"trace": ["Begin", "Advise", "Other"]},
            "step 3 of the trace is Check, Other was expected",
        ),
        ({"trace": ["Begin"]}, "step 2 of the trace is Advise, the end was expected"),
        ({"variables": {"complete": True}}, None),
        ({"variables": {"complete": False}}, "variable complete is True, False was expected"),
        ({"waiting_at": ["X"]}, "waiting_at is [], ['X'] was expected"),
    ],
)
def test_the_first_difference_is_named(expect, difference):
    assert first_difference(expect, traced(**WHOLE)) == difference
