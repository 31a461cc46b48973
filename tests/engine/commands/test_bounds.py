"""Whatever the check lets in can be kept, on both databases; what expressions give is measured before it is."""

from __future__ import annotations

import pytest

from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.errors import InvalidVariables
from engine.model import bounds
from engine.model.findings import ModelRefused
from engine.step.version import PathTooLong
from engine.storage.queries import open_incidents
from engine.storage.tables import DEFINITION, EVENT, INCIDENT, JOB, SUBSCRIPTION, TASK
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance, rows
from tests.engine.commands.models import flow, model

COLUMNS = {
    DEFINITION.c.key: bounds.PROCESS_ID,
    DEFINITION.c.version_tag: bounds.VERSION_TAG,
    DEFINITION.c.rules: bounds.EDITION,
    DEFINITION.c.file: bounds.FILE_NAME,
    EVENT.c.element_id: bounds.ELEMENT_ID,
    TASK.c.element_id: bounds.ELEMENT_ID,
    TASK.c.lane: bounds.LANE,
    TASK.c.form_key: bounds.FORM_KEY,
    TASK.c.assignee: bounds.PERSON_ID,
    JOB.c.element_id: bounds.ELEMENT_ID,
    JOB.c.type: bounds.JOB_TYPE,
    JOB.c.retries: bounds.RETRIES,
    INCIDENT.c.element_id: bounds.ELEMENT_ID,
    SUBSCRIPTION.c.element_id: bounds.ELEMENT_ID,
    SUBSCRIPTION.c.name: bounds.EVENT_NAME,
    SUBSCRIPTION.c.correlation_key: bounds.CORRELATION_KEY,
}
LANE = "Ұ" * bounds.LANE
TASK_ID, JOB_ID, CATCH_ID = ("Қ" * (bounds.ELEMENT_ID - 1) + letter for letter in "ABC")
FORM, TYPE = "f" * bounds.FORM_KEY, "t" * bounds.JOB_TYPE


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_column_holds_what_the_check_lets_in(column):
    assert column.type.length >= COLUMNS[column]


def longest(*, key: str = "p" * bounds.PROCESS_ID, waits_for: str = "mark") -> bytes:
    nodes = (
        '<startEvent id="S"/><parallelGateway id="F"/>'
        f'<userTask id="{TASK_ID}" camunda:formKey="{FORM}" camunda:assignee="{"a" * bounds.PERSON_ID}"/>'
        f'<serviceTask id="{JOB_ID}" camunda:type="external" camunda:topic="{TYPE}"/>'
        f'<intermediateCatchEvent id="{CATCH_ID}"><extensionElements><camunda:properties>'
        f'<camunda:property name="correlationKey" value="{waits_for}"/></camunda:properties></extensionElements>'
        '<messageEventDefinition id="MD" messageRef="M"/></intermediateCatchEvent>'
        f'<endEvent id="{"E" * bounds.ELEMENT_ID}"/>'
    )
    inner = (TASK_ID, JOB_ID, CATCH_ID)
    ways = [
        f'<sequenceFlow id="{letter * bounds.ELEMENT_ID}" sourceRef="F" targetRef="{one}"/>'
        f'<sequenceFlow id="{letter}2" sourceRef="{one}" targetRef="{"E" * bounds.ELEMENT_ID}"/>'
        for letter, one in zip("xyz", inner, strict=True)
    ]
    everything = " ".join(("S", "F", *inner, "E" * bounds.ELEMENT_ID))
    before = f'<message id="M" name="{"М" * bounds.EVENT_NAME}"/>'
    rules = f'<camunda:property name="rules" value="{"r" * bounds.EDITION}"/>'
    flows = (flow("S", "F"), *ways)
    written = model(key, nodes, *flows, lanes={LANE: everything}, before=before, properties=rules)
    tag = f'<process camunda:versionTag="{"v" * bounds.VERSION_TAG}" id='
    return written.replace(b"<process id=", tag.encode())


def deployed(runtime, handlers, xml: bytes):
    handlers.answers[TYPE] = {}
    given = Model(file="ұ" * 250 + ".bpmn", xml=xml, forms={FORM: "{}"}, lanes=frozenset({LANE}))
    return deploy_model(runtime, given, actor="analyst", now=NOW)


def begun(runtime, key: str, **variables: object) -> str:
    start = Start(key=key, variables=variables, office_id=1, partner_office_id=2)
    return start_instance(runtime, start, actor="bolat", now=NOW)


def test_the_longest_names_are_kept(runtime, handlers):
    key = deployed(runtime, handlers, longest()).key
    instance_id = begun(runtime, key, mark="к" * bounds.CORRELATION_KEY)

    assert [task.form_key for task in rows(runtime, TASK, instance_id)] == [FORM]
    assert [job.type for job in rows(runtime, JOB, instance_id)] == [TYPE]
    (waits,) = rows(runtime, SUBSCRIPTION, instance_id)
    assert len(waits.correlation_key) == bounds.CORRELATION_KEY


@pytest.mark.parametrize("key", ["к" * (bounds.CORRELATION_KEY + 1), "a\0b"])
def test_a_key_that_cannot_be_kept_is_an_incident(runtime, handlers, key):
    name = deployed(runtime, handlers, longest()).key
    instance_id = begun(runtime, name, mark=key)

    with runtime.database.snapshot() as connection:
        (incident,) = open_incidents(connection, instance_id)
    assert (incident.element_id, incident.message) == (
        CATCH_ID,
        "mark gives no text of at most 200 characters",
    )
    assert instance(runtime, instance_id).status == "active"


def test_a_case_number_that_cannot_be_kept_is_refused_before_anything_is(runtime):
    with pytest.raises(InvalidVariables, match="business key: at most 100 characters"):
        begin(runtime, business_key="7" * 101)


def caller(name: str) -> bytes:
    nodes = f'<startEvent id="S"/><callActivity id="{name}" calledElement="{"p" * 90}"/><endEvent id="E"/>'
    return model("calls", nodes, flow("S", name), flow(name, "E"), lanes={"Desk": f"S {name} E"})


def test_a_call_counts_with_all_that_is_called(runtime, handlers):
    deployed(runtime, handlers, longest())

    with pytest.raises(ModelRefused, match="id with all that is called has 102 characters"):
        deploy(runtime, caller("C"))


def test_what_is_called_and_has_grown_since_is_refused_at_the_start(runtime, handlers):
    short = model(
        "p" * 90, '<startEvent id="S"/><endEvent id="E"/>', flow("S", "E"), lanes={"Desk": "S E"}
    )
    deploy(runtime, short)
    deploy(runtime, caller("C"))
    deployed(runtime, handlers, longest())

    with pytest.raises(PathTooLong):
        begun(runtime, "calls")
