from __future__ import annotations

import pytest

import engine.commands.stepping
import engine.step.advance
import engine.tokens.workflow
from engine.commands.events import fire_due_timers
from engine.commands.incidents import resolve_incident
from engine.commands.instances import Start, start_instance, terminate_instance
from engine.commands.life import correct_variables
from engine.commands.tokens import move_token
from engine.commands.user_tasks import complete_user_task
from engine.errors import UnknownInstance
from engine.replay.verify import verify_instance
from engine.step.limits import LimitReached
from engine.storage.queries import instance_row, open_incidents
from engine.tokens.loops import MOST_ROUNDS
from tests.conftest import NOW
from tests.engine.commands.conftest import deploy, instance, open_task
from tests.engine.commands.models import flow, model
from tests.engine.commands.test_events import MONTH, decide

LARGE = "a" * 20_000

LOOP = model(
    "loop",
    '<startEvent id="Begin"/><userTask id="Check" camunda:formKey="check"/>'
    '<exclusiveGateway id="Again"/><serviceTask id="Advise" camunda:type="external" camunda:topic="advise"/>'
    '<exclusiveGateway id="Enough" default="Enough_Again"/><endEvent id="Done"/>',
    flow("Begin", "Check"),
    flow("Check", "Again"),
    flow("Again", "Advise"),
    flow("Advise", "Enough"),
    flow("Enough", "Again"),
    flow("Enough", "Done", "enough"),
    lanes={"Desk": "Begin Check Again Advise Enough Done"},
)


@pytest.fixture
def small(monkeypatch) -> None:
    """Limits that a test reaches."""
    monkeypatch.setattr(engine.commands.stepping, "MOST_BYTES", 10_000)
    monkeypatch.setattr(engine.step.advance, "MOST_JOBS", 5)


def incidents(runtime, instance_id: str) -> list:
    with runtime.database.snapshot() as connection:
        return list(open_incidents(connection, instance_id))


def holds(runtime, instance_id: str) -> int:
    with runtime.database.snapshot() as connection:
        return verify_instance(runtime, connection, instance_id).events


def answer(runtime, instance_id: str, **variables) -> None:
    task = open_task(runtime, instance_id)
    complete_user_task(runtime, task.id, variables, actor="bolat", now=NOW)


def correct(runtime, instance_id: str, **variables) -> None:
    correct_variables(runtime, instance_id, variables, reason="test", actor="admin", now=NOW)


def test_a_command_that_makes_an_instance_too_large_is_refused(runtime, instance_id, small):
    with pytest.raises(LimitReached, match=r"would take up 2\d{4} bytes, more than"):
        answer(runtime, instance_id, complete=True, text=LARGE)

    assert open_task(runtime, instance_id).element_id == "Check"
    assert holds(runtime, instance_id) == 1


def test_an_incident_says_so_once(runtime, instance_id, small):
    for _ in range(2):
        with pytest.raises(LimitReached):
            answer(runtime, instance_id, text=LARGE)

    (incident,) = incidents(runtime, instance_id)
    assert (incident.element_id, incident.opened_at) == ("Check", NOW)
    assert "keep large texts as documents" in incident.message


def test_the_incident_is_closed_by_resolving_it(runtime, instance_id, small):
    with pytest.raises(LimitReached):
        answer(runtime, instance_id, text=LARGE)
    (incident,) = incidents(runtime, instance_id)
    resolve_incident(runtime, incident.id, reason="sent as a document", actor="admin", now=NOW)

    assert incidents(runtime, instance_id) == []
    assert holds(runtime, instance_id) == 2


def test_an_instance_that_would_begin_too_large_does_not_begin(runtime, small):
    start = Start(key="case", variables={"text": LARGE}, office_id=1, partner_office_id=2)

    with pytest.raises(LimitReached) as raised:
        start_instance(runtime, start, actor="bolat", now=NOW)
    with runtime.database.snapshot() as connection, pytest.raises(UnknownInstance):
        instance_row(connection, raised.value.instance_id)


@pytest.fixture
def large(runtime, instance_id, monkeypatch) -> str:
    """An instance from before the limit was set."""
    decide(runtime, instance_id)
    correct(runtime, instance_id, text=LARGE)
    monkeypatch.setattr(engine.commands.stepping, "MOST_BYTES", 10_000)
    return instance_id


def test_a_large_instance_can_be_made_smaller(runtime, large):
    correct(runtime, large, text="a" * 15_000)

    assert holds(runtime, large) == 4


def test_a_large_instance_can_be_ended(runtime, large):
    terminate_instance(runtime, large, reason="too large", actor="admin", now=NOW)

    assert instance(runtime, large).status == "terminated"


def test_a_timer_that_reaches_a_limit_is_an_incident_and_no_fault_of_the_ticking(
    runtime, instance_id, monkeypatch
):
    decide(runtime, instance_id)
    monkeypatch.setattr(engine.commands.stepping, "_too_large", lambda size, before: True)

    assert fire_due_timers(runtime, now=NOW + MONTH) == 0
    assert [found.element_id for found in incidents(runtime, instance_id)] == ["TooLong"]


@pytest.fixture
def looping(runtime) -> str:
    deploy(runtime, LOOP, file="loop.bpmn")
    return start_instance(runtime, Start(key="loop", variables={}), actor="bolat", now=NOW)


def test_jobs_without_end_are_an_incident_and_no_hang(runtime, looping, handlers, small):
    with pytest.raises(LimitReached, match="endless loop"):
        answer(runtime, looping, enough=False)

    (incident,) = incidents(runtime, looping)
    assert incident.element_id == "Advise"
    assert len(handlers.seen) == 5
    assert holds(runtime, looping) == 1


def test_jobs_up_to_the_limit_are_done(runtime, looping, handlers, small):
    answers = iter([False, False, False, False, True])
    handlers.run = lambda job, connection: {"enough": next(answers)}
    answer(runtime, looping, enough=False)

    assert instance(runtime, looping).outcome == "Done"
    assert holds(runtime, looping) == 2


ROUNDS = model(
    "rounds",
    '<startEvent id="Begin"/><userTask id="Check" camunda:formKey="check"/>'
    '<userTask id="Many" camunda:formKey="other"><multiInstanceLoopCharacteristics>'
    '<loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality></multiInstanceLoopCharacteristics></userTask>'
    '<endEvent id="Done"/>',
    flow("Begin", "Check"),
    flow("Check", "Many"),
    flow("Many", "Done"),
    lanes={"Desk": "Begin Check Many Done"},
)
SPINNING = model(
    "spinning",
    '<startEvent id="Begin"/><userTask id="Check" camunda:formKey="check"/>'
    '<exclusiveGateway id="Again"/><manualTask id="Walk"/>'
    '<exclusiveGateway id="Enough" default="Enough_Again"/><endEvent id="Done"/>',
    flow("Begin", "Check"),
    flow("Check", "Again"),
    flow("Again", "Walk"),
    flow("Walk", "Enough"),
    flow("Enough", "Again"),
    flow("Enough", "Done", "enough"),
    lanes={"Desk": "Begin Check Again Walk Enough Done"},
)


def begun(runtime, key: str, xml: bytes) -> str:
    deploy(runtime, xml, file=f"{key}.bpmn")
    return start_instance(runtime, Start(key=key, variables={}), actor="bolat", now=NOW)


def test_more_rounds_than_there_may_be_are_an_incident_that_says_so(runtime):
    instance_id = begun(runtime, "rounds", ROUNDS)
    answer(runtime, instance_id, count=MOST_ROUNDS + 1)

    (incident,) = incidents(runtime, instance_id)
    assert incident.element_id == "Many"
    assert incident.message == f"count gives no whole number from 0 to {MOST_ROUNDS}"
    assert holds(runtime, instance_id) == 2


def test_after_a_correction_the_rounds_begin(runtime):
    instance_id = begun(runtime, "rounds", ROUNDS)
    answer(runtime, instance_id, count=MOST_ROUNDS + 1)
    correct(runtime, instance_id, count=2)
    (incident,) = incidents(runtime, instance_id)
    resolve_incident(runtime, incident.id, reason="two", actor="admin", now=NOW)

    assert open_task(runtime, instance_id).element_id == "Many"
    assert holds(runtime, instance_id) == 4


def test_steps_without_end_are_an_incident_and_the_token_can_be_moved_out(runtime, monkeypatch):
    monkeypatch.setattr(engine.tokens.workflow, "MOST_STEPS", 200)
    instance_id = begun(runtime, "spinning", SPINNING)
    answer(runtime, instance_id, enough=False)

    (incident,) = incidents(runtime, instance_id)
    assert incident.message == "200 steps in one go without anything to wait for"
    stuck_at = incident.element_id
    move_token(runtime, instance_id, stuck_at, "Check", reason="it spins", actor="admin", now=NOW)
    assert open_task(runtime, instance_id).element_id == "Check"
    assert incidents(runtime, instance_id) == []


GREEDY = model(
    "greedy",
    '<startEvent id="Begin"/><userTask id="Check" camunda:formKey="check"/>'
    '<scriptTask id="Greedy" scriptFormat="ruqsat"><script>'
    + "\n".join(["l = ['a', 'b', 'c', 'd']", *["l = concat(l, l)"] * 6])
    + "\nx = not (z in l)" * 20
    + '</script></scriptTask><endEvent id="Done"/>',
    flow("Begin", "Check"),
    flow("Check", "Greedy"),
    flow("Greedy", "Done"),
    lanes={"Desk": "Begin Check Greedy Done"},
)


def test_expressions_that_work_too_much_are_an_incident_of_their_element(runtime, monkeypatch):
    deploy(runtime, GREEDY)
    monkeypatch.setattr(engine.step.advance, "MOST_WORK", 10_000)
    start = Start(key="greedy", variables={"z": "q"}, business_key="2016-000009", office_id=1)
    instance_id = start_instance(runtime, start, actor="bolat", now=NOW)
    answer(runtime, instance_id)

    [incident] = incidents(runtime, instance_id)
    assert incident.element_id == "Greedy"
    assert "may touch 10000 elements" in incident.message
    assert holds(runtime, instance_id) == 2
    resolve_incident(runtime, incident.id, reason="again", actor="admin", now=NOW)
    assert len(incidents(runtime, instance_id)) == 1
    assert holds(runtime, instance_id) == 3


def test_what_an_operator_relieves_goes_on(runtime, monkeypatch):
    deploy(runtime, GREEDY)
    start = Start(key="greedy", variables={"z": "q"}, business_key="2016-000009", office_id=1)
    with monkeypatch.context() as narrow:
        narrow.setattr(engine.step.advance, "MOST_WORK", 10_000)
        instance_id = start_instance(runtime, start, actor="bolat", now=NOW)
        answer(runtime, instance_id)
    [incident] = incidents(runtime, instance_id)
    resolve_incident(runtime, incident.id, reason="again", actor="admin", now=NOW)

    assert instance(runtime, instance_id).status == "completed"
