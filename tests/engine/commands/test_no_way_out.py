"""What is done stays done where no flow out of it is true: the incident stands at the flow, and no job runs twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.incidents import resolve_incident
from engine.commands.instances import Start, start_instance
from engine.commands.jobs import activate_jobs, complete_job
from engine.commands.life import correct_variables
from engine.replay.verify import verify_instance
from engine.storage.queries import open_incidents
from engine.storage.tables import JOB, TIMER
from tests.conftest import NOW
from tests.engine.commands.conftest import deploy, instance, rows
from tests.engine.commands.models import flow, model

MINUTE = timedelta(minutes=1)
LOOK = '<serviceTask id="Look" camunda:type="external" camunda:topic="{}">{}</serviceTask>'
ROUNDS = (
    "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
    "</multiInstanceLoopCharacteristics>"
)
TIMER_ON_LOOK = (
    '<boundaryEvent id="Late" attachedToRef="Look"><timerEventDefinition id="Hour">'
    "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
)


def alone(nodes: str, *flows: str, ids: str, key: str = "go") -> bytes:
    nodes = f'<startEvent id="Begin"/>{nodes}<endEvent id="Done"/>'
    return model(key, nodes, *flows, lanes={"Desk": f"Begin Done {ids}"})


def direct(topic: str = "look", inner: str = "") -> bytes:
    ways = (flow("Begin", "Look"), flow("Look", "Done", "go"), flow("Late", "Done"))
    return alone(LOOK.format(topic, inner) + TIMER_ON_LOOK, *ways, ids="Look Late")


def behind_a_gateway(kind: str) -> bytes:
    ways = (flow("Begin", "Look"), flow("Look", "Way"), flow("Way", "Done", "go"))
    more = (flow("Way", "Other", "go and go"), flow("Other", "Done"))
    nodes = f'{LOOK.format("look", "")}<{kind} id="Way"/><manualTask id="Other"/>'
    return alone(nodes, *ways, *more, ids="Look Way Other")


def within() -> bytes:
    inside = '<startEvent id="In"/>' + LOOK.format("look", "") + '<endEvent id="Out"/>'
    part = f'<subProcess id="Part">{inside}{flow("In", "Look")}{flow("Look", "Out")}</subProcess>'
    return alone(part, flow("Begin", "Part"), flow("Part", "Done", "go"), ids="Part")


CALL = (
    '<callActivity id="Call" calledElement="sub"><extensionElements>'
    '<camunda:in variables="all"/><camunda:out variables="all"/></extensionElements></callActivity>'
)


def called() -> bytes:
    return alone(CALL, flow("Begin", "Call"), flow("Call", "Done", "go"), ids="Call")


MODELS = {
    "queued": (direct(), "Look_Done", 1),
    "rounds": (direct(inner=ROUNDS), "Look_Done", 2),
    "exclusive": (behind_a_gateway("exclusiveGateway"), "Way", 1),
    "inclusive": (behind_a_gateway("inclusiveGateway"), "Way", 1),
    "sub-process": (within(), "Part_Done", 1),
    "call": (called(), "Call_Done", 1),
}


def begun(runtime, xml: bytes) -> str:
    plain = alone(
        LOOK.format("look", ""), flow("Begin", "Look"), flow("Look", "Done"), ids="Look", key="sub"
    )
    deploy(runtime, plain)
    deploy(runtime, xml)
    start = Start(
        key="go", variables={"go": False}, business_key="1", office_id=1, partner_office_id=2
    )
    return start_instance(runtime, start, actor="bolat", now=NOW)


def work(runtime) -> None:
    for held in activate_jobs(runtime, ["look"], worker_id="w", limit=9, lease=MINUTE, now=NOW):
        complete_job(runtime, held.id, {"found": 1}, fence=held.fence, worker_id="w", now=NOW)


def incidents(runtime, instance_id: str) -> list:
    with runtime.database.snapshot() as connection:
        return list(open_incidents(connection, instance_id))


def resolve(runtime, instance_id: str) -> None:
    (incident,) = incidents(runtime, instance_id)
    resolve_incident(runtime, incident.id, reason="looked", actor="admin", now=NOW)


@pytest.mark.parametrize("name", MODELS)
def test_the_job_is_done_once_and_the_incident_stands_at_the_flow(runtime, name):
    xml, place, jobs = MODELS[name]
    instance_id = begun(runtime, xml)
    work(runtime)
    resolve(runtime, instance_id)

    (incident,) = incidents(runtime, instance_id)
    assert (incident.element_id, incident.job_id) == (place, None)
    assert [job.state for job in rows(runtime, JOB, instance_id)] == ["completed"] * jobs
    assert {timer.state for timer in rows(runtime, TIMER, instance_id)} <= {"cancelled", "canceled"}

    correct_variables(runtime, instance_id, {"go": True}, reason="it may", actor="admin", now=NOW)
    resolve(runtime, instance_id)

    assert instance(runtime, instance_id).status == "completed"
    assert [job.state for job in rows(runtime, JOB, instance_id)] == ["completed"] * jobs
    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, instance_id).events == 4 + jobs


def test_a_pure_handler_is_asked_once(runtime, handlers):
    instance_id = begun(runtime, direct("advise"))
    resolve(runtime, instance_id)
    correct_variables(runtime, instance_id, {"go": True}, reason="it may", actor="admin", now=NOW)
    resolve(runtime, instance_id)

    assert instance(runtime, instance_id).status == "completed"
    assert [job.type for job in handlers.seen] == ["advise"]


def test_results_that_cannot_be_given_out_leave_an_open_incident_and_no_second_job(runtime):
    mapped = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:outputParameter name="y">${1 / rate}</camunda:outputParameter>'
        "</camunda:inputOutput></extensionElements>"
    )
    instance_id = begun(runtime, direct(inner=mapped))
    work(runtime)
    correct_variables(
        runtime, instance_id, {"go": True, "rate": 1}, reason="known now", actor="admin", now=NOW
    )
    resolve(runtime, instance_id)

    assert instance(runtime, instance_id).status == "completed"
    assert [job.state for job in rows(runtime, JOB, instance_id)] == ["completed"]
