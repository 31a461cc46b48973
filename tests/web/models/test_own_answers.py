from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest

from engine.calendar.working import WorkingCalendar
from engine.errors import BpmnError
from engine.rehearsal.actions import CompleteJob, FailJob, MoveClock, SendMessage, Start, ThrowError
from engine.rehearsal.by_hand import Tryout, without_last
from engine.rehearsal.progress import Progress
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.scenario_store import shipped_scenario
from engine.settings import ROOT
from engine.step.answers import HandlerFailed
from tests.engine.commands.models import flow, model
from tests.engine.modelling.models import LOOP, job, task, version_of
from web.models import own_answers
from web.models.own_answers import Lender, follow_alone, handler_action, is_pure, scripted_action
from web.models.sandbox import Hands

CALENDAR = WorkingCalendar()
QUEUED = frozenset({"lookup-identity", "lookup-birth-certificate"})

TWO_JOBS = model(
    "two",
    '<startEvent id="Begin"/>'
    '<serviceTask id="Draft" camunda:type="external" camunda:topic="draft-order"/>'
    '<serviceTask id="Void" camunda:type="external" camunda:topic="void-order"/><endEvent id="Done"/>',
    flow("Begin", "Draft"),
    flow("Draft", "Void"),
    flow("Void", "Done"),
    lanes={"Desk": "Begin Draft Void Done"},
)


class Pure:
    """Handlers of which all but the look-ups are pure."""

    def is_pure(self, job_type: str) -> bool:
        return job_type not in QUEUED


def begun(xml: bytes, **variables: Any) -> Tryout:
    tryout = Tryout(version_of(xml), CALENDAR)
    tryout.act(Start(variables=variables))
    return tryout


def follow(tryout: Tryout, hands: Hands, **scripts: Any) -> None:
    follow_alone(tryout, hands, Lender(scenario=Scenario(**scripts)), Pure())


def test_by_hand_nothing_answers_itself():
    tryout = begun(TWO_JOBS)
    follow(tryout, Hands.BY_HAND, jobs={"draft-order": [{"variables": {}}]})

    assert tryout.trace == ["Begin"]


def test_a_scenario_answers_what_it_scripts_and_leaves_the_rest():
    tryout = begun(TWO_JOBS)
    follow(tryout, Hands.SCENARIO, jobs={"draft-order": [{"variables": {"order_no": "1"}}]})

    assert tryout.variables["order_no"] == "1"
    assert [each.element for each in tryout.jobs()] == ["Void"]


def test_what_answered_itself_is_undone_with_what_led_to_it():
    tryout = begun(TWO_JOBS)
    follow(tryout, Hands.SCENARIO, jobs={"draft-order": [{}], "void-order": [{}]})

    assert tryout.progress is Progress.COMPLETED
    assert without_last(tryout.actions) == ()


def test_a_scripted_failure_fails_as_often_as_it_says():
    tryout = begun(TWO_JOBS)
    script = {"draft-order": [{"fail": 1}]}
    follow(tryout, Hands.SCENARIO, jobs=script)
    assert tryout.jobs()[0].retry_at is not None
    tryout.act(MoveClock())
    follow(tryout, Hands.SCENARIO, jobs=script)

    assert tryout.trace == ["Begin", "Draft"]


def test_a_scripted_business_error_is_reported():
    tryout = begun(TWO_JOBS)
    action = scripted_action(tryout, tryout.jobs()[0], {"bpmn_error": "NO"})

    assert action == ThrowError(element="Draft", token=tryout.jobs()[0].opened.token, code="NO")


def test_a_failed_attempt_is_scripted_until_its_number_is_reached():
    tryout = begun(TWO_JOBS)
    awaited = tryout.jobs()[0]

    assert isinstance(scripted_action(tryout, awaited, {"fail": 1}), FailJob)
    tryout.act(FailJob(element="Draft", token=awaited.opened.token))
    assert isinstance(scripted_action(tryout, awaited, {"fail": 1}), CompleteJob)


def test_a_scenario_lends_its_answers_visit_by_visit():
    tryout = begun(LOOP)
    lender = Lender(scenario=Scenario(answers={"Work": [{"n": 1}, {"n": 2}]}))
    lent = []
    for _ in range(3):
        lent.append(lender.task(tryout, tryout.tasks()[0]))
        tryout.act(task(tryout.tasks()[0], ready=False))

    assert lent == [{"n": 1}, {"n": 2}, {"n": 2}]


def test_what_a_scenario_does_not_script_it_does_not_lend():
    tryout = begun(TWO_JOBS)

    assert Lender(scenario=Scenario()).job(tryout, tryout.jobs()[0]) is None


def test_a_task_that_the_scenario_leaves_undone_is_not_lent():
    tryout = begun(LOOP)

    undone = Lender(scenario=Scenario(answers={"Work": [None]}))
    assert undone.task(tryout, tryout.tasks()[0]) is None


@pytest.mark.parametrize("job_type", ["lookup-identity", "unheard-of"])
def test_what_reaches_outside_or_is_unknown_is_not_run_here(job_type):
    assert not is_pure(job_type, Pure())


# real handlers


@contextmanager
def only_after_a_draft(calendar: Any, *, rules: str):
    """Handlers on a register of their own: there is nothing to void before an order was drafted."""
    drafted: list[str] = []

    def work(call: Any, now: Any) -> dict[str, Any]:
        if call.type == "void-order" and not drafted:
            raise LookupError("no such number")
        drafted.append(call.type)
        return {"did": call.type}

    yield work, lambda _: True


def test_a_handler_that_needs_what_another_wrote_is_given_it(monkeypatch):
    monkeypatch.setattr(own_answers, "rehearsed", only_after_a_draft)
    tryout = begun(TWO_JOBS)
    tryout.act(handler_action(tryout, tryout.jobs()[0]))
    tryout.act(handler_action(tryout, tryout.jobs()[0]))

    assert tryout.variables["did"] == "void-order"


def test_a_handler_that_fails_all_the_same_is_said(monkeypatch):
    monkeypatch.setattr(own_answers, "rehearsed", only_after_a_draft)
    tryout = begun(TWO_JOBS)
    tryout.act(job(tryout.jobs()[0]))
    with pytest.raises(HandlerFailed):
        handler_action(tryout, tryout.jobs()[0])

    assert tryout.trace == ["Begin", "Draft"]


def test_a_business_error_of_a_handler_is_reported(monkeypatch):
    @contextmanager
    def refusing(calendar: Any, *, rules: str):
        def work(call: Any, now: Any) -> dict[str, Any]:
            raise BpmnError("NOT_FOUND")

        yield work, lambda _: True

    monkeypatch.setattr(own_answers, "rehearsed", refusing)
    tryout = begun(TWO_JOBS)

    assert isinstance(handler_action(tryout, tryout.jobs()[0]), ThrowError)


def test_a_whole_case_with_a_returned_order_runs_by_the_real_handlers():
    scenario = shipped_scenario("externat", "order-returned-then-signed").read()
    lender = Lender(scenario=scenario)
    tryout = Tryout(version_of((ROOT / "bpmn" / "externat.bpmn").read_bytes()), CALENDAR)
    tryout.act(Start(variables=scenario.variables))
    for _ in range(40):
        follow_alone(tryout, Hands.HANDLERS, lender, Pure())
        if tryout.progress is not Progress.WAITING:
            break
        if tryout.tasks():
            awaited = tryout.tasks()[0]
            tryout.act(task(awaited, **(lender.task(tryout, awaited) or {})))
        elif tryout.jobs():
            awaited = tryout.jobs()[0]
            tryout.act(scripted_action(tryout, awaited, lender.job(tryout, awaited) or {}))
        else:
            tryout.act(SendMessage(name="ApplicantCame"))

    assert tryout.progress is Progress.COMPLETED
    assert scenario.expect is not None
    assert tryout.trace == scenario.expect["trace"]
