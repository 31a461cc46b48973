"""Which version a call activity calls: fixed when the instance starts, in its first event, and the same in replay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.instances import Start, start_instance
from engine.commands.jobs import activate_jobs
from engine.commands.user_tasks import complete_user_task
from engine.errors import HistoryBroken
from engine.model.check import Known, check_model
from engine.model.findings import ModelRefused
from engine.replay.verify import frames_of, verify_instance
from engine.step.version import EndlessCall, UnknownCall, Version
from engine.storage.queries import instance_row, version_by_id
from engine.storage.tables import DEFINITION
from engine.tokens.execution import Model
from tests.conftest import NOW
from tests.engine.commands.conftest import deploy, instance, open_job, open_task
from tests.engine.commands.models import flow, model

MINUTE = timedelta(minutes=1)


def caller(attributes: str = "", *, key: str = "buy", called: str = "pay") -> bytes:
    nodes = (
        '<startEvent id="Begin"/>'
        f'<callActivity id="Pay" calledElement="{called}" {attributes}><extensionElements>'
        '<camunda:in source="price" target="sum"/><camunda:out source="receipt" target="receipt"/>'
        "</extensionElements></callActivity>"
        '<userTask id="Check" camunda:formKey="other"/><endEvent id="Done"/>'
    )
    return model(
        key,
        nodes,
        flow("Begin", "Pay"),
        flow("Pay", "Check"),
        flow("Check", "Done"),
        lanes={"Desk": "Begin Pay Check Done"},
    )


def payment(task: str = "Check", *, tag: str = "", form: str = "check") -> bytes:
    written = model(
        "pay",
        f'<startEvent id="Begin"/><userTask id="{task}" camunda:formKey="{form}"/>'
        '<serviceTask id="Look" camunda:type="external" camunda:topic="look"/><endEvent id="Done"/>',
        flow("Begin", task),
        flow(task, "Look"),
        flow("Look", "Done"),
        lanes={"Specialist": f"Begin {task} Look Done"},
    )
    return written.replace(
        b'<process id="pay"', f'<process id="pay" camunda:versionTag="{tag}"'.encode()
    )


def bought(runtime) -> str:
    return start_instance(runtime, Start(key="buy", variables={"price": 5}), actor="bolat", now=NOW)


def verified(runtime, instance_id: str) -> int:
    with runtime.database.snapshot() as connection:
        return verify_instance(runtime, connection, instance_id).events


def complete(runtime, instance_id: str, **answer) -> None:
    task = open_task(runtime, instance_id)
    complete_user_task(runtime, task.id, answer, actor="sara", now=NOW)


def test_what_is_not_deployed_cannot_be_called(runtime):
    with pytest.raises(ModelRefused, match="Deploy it first"):
        deploy(runtime, caller())


@pytest.fixture
def deployed(runtime):
    deploy(runtime, payment())
    deploy(runtime, caller())
    return runtime


def test_a_task_of_the_called_process_is_offered_in_its_own_lane(deployed):
    task = open_task(deployed, bought(deployed))

    assert (task.element_id, task.lane, task.form_key) == ("Pay/Check", "Specialist", "check")


def test_tasks_of_both_with_one_id_are_two_tasks(deployed):
    instance_id = bought(deployed)
    complete(deployed, instance_id, receipt="R1")
    job = open_job(deployed, instance_id)
    held = activate_jobs(deployed, ["look"], worker_id="w", limit=1, lease=MINUTE, now=NOW)[0]

    assert job.element_id == "Pay/Look"
    assert held.job.variables == {"sum": 5, "receipt": "R1"}


def test_what_is_recorded_is_replayed(deployed):
    instance_id = bought(deployed)
    complete(deployed, instance_id, receipt="R1")

    assert verified(deployed, instance_id) == 2


def test_the_first_event_names_what_is_called(deployed):
    instance_id = bought(deployed)
    with deployed.database.snapshot() as connection:
        first = next(iter(frames_of(deployed, connection, instance_row(connection, instance_id))))
        sha256 = next(
            row.sha256
            for row in connection.execute(DEFINITION.select())
            if (row.key, row.version) == ("pay", 1)
        )

    assert first.data["called"] == {"pay": {"key": "pay", "version": 1, "sha256": sha256}}
    assert first.data["input"]["data"]["called"] == {"pay": 1}


def test_a_running_instance_keeps_the_version_that_was_the_latest(deployed):
    older = bought(deployed)
    deploy(deployed, payment("Settle", form="other"))
    newer = bought(deployed)

    assert open_task(deployed, older).element_id == "Pay/Check"
    assert open_task(deployed, newer).element_id == "Pay/Settle"
    complete(deployed, older, receipt="R1")
    assert (verified(deployed, older), verified(deployed, newer)) == (2, 1)


def test_pages_find_the_elements_of_every_version(deployed):
    older = bought(deployed)
    deploy(deployed, payment("Settle", form="other"))
    with deployed.database.snapshot() as connection:
        version = version_by_id(
            connection, deployed.versions, instance(deployed, older).definition_id
        )

    assert {"Check", "Pay/Check", "Pay/Settle"} <= version.definition.elements.keys()
    assert version.forms.keys() == {"check", "other"}


def test_pages_show_the_newest_picture_of_what_is_called(deployed):
    definition_id = instance(deployed, bought(deployed)).definition_id
    for name in ("Once", "Twice"):
        renamed = payment().replace(
            b'<userTask id="Check"', f'<userTask id="Check" name="{name}"'.encode()
        )
        assert deploy(deployed, renamed).replaced
        with deployed.database.snapshot() as connection:
            version = version_by_id(connection, deployed.versions, definition_id)
        assert version.definition.elements["Pay/Check"].label.kk == name


def test_a_call_may_name_a_version(runtime):
    for task in ("Check", "Settle"):
        deploy(runtime, payment(task))
    deploy(
        runtime,
        caller('camunda:calledElementBinding="version" camunda:calledElementVersion="1"'),
    )

    assert open_task(runtime, bought(runtime)).element_id == "Pay/Check"


def test_a_call_may_name_a_tag(runtime):
    for task, tag in (("Check", "spring"), ("Settle", "summer")):
        deploy(runtime, payment(task, tag=tag))
    tagged = 'camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="spring"'
    deploy(runtime, caller(tagged))

    assert open_task(runtime, bought(runtime)).element_id == "Pay/Check"
    with pytest.raises(ModelRefused, match="with the version tag autumn"):
        deploy(runtime, caller(tagged.replace("spring", "autumn")))


def test_a_process_does_not_call_itself(deployed):
    with pytest.raises(ModelRefused, match="lead back"):
        deploy(deployed, caller(key="pay", called="buy"))


def test_a_model_that_was_called_cannot_be_exchanged(deployed):
    instance_id = bought(deployed)
    with deployed.database.transaction() as connection:
        connection.execute(
            DEFINITION.update().where(DEFINITION.c.key == "pay").values(sha256="0" * 64)
        )
    fresh = type(deployed.versions)()
    object.__setattr__(deployed, "versions", fresh)

    with pytest.raises(HistoryBroken, match="what it called as pay"):
        verified(deployed, instance_id)


def test_calls_are_bound_at_any_depth_and_never_in_a_circle():
    first, second = version("a", calls="b"), version("b", calls="c")
    bound = first.with_library([second, version("c")])
    assert bound.bindings() == {"b": 1, "c": 1}
    with pytest.raises(EndlessCall):
        first.with_library([second, version("c", calls="a")]).bindings()
    with pytest.raises(UnknownCall):
        first.with_library([]).bindings()


def version(key: str, *, calls: str = "") -> Version:
    inner = f'<callActivity id="Next" calledElement="{calls}"/>' if calls else '<task id="Next"/>'
    nodes = f'<startEvent id="Begin"/>{inner}<endEvent id="Done"/>'
    xml = model(key, nodes, flow("Begin", "Next"), flow("Next", "Done"), lanes={"Desk": "Begin"})
    verdict = check_model(xml, file="x", known=Known(), lenient=True)
    assert verdict.definition is not None, verdict.findings
    assert verdict.lowered is not None, verdict.findings
    return Version(
        id=1,
        key=key,
        number=1,
        sha256="",
        definition=verdict.definition,
        model=Model.parse(verdict.lowered, key),
        xml=xml,
    )
