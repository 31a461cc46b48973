"""Signals between cases: everyone who waits when one is sent hears it, once, whatever breaks off meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands import signals
from engine.commands.instances import Start, start_instance, terminate_instance
from engine.commands.life import resume_instance, suspend_instance
from engine.commands.signals import broadcast_signal, deliver_signals
from engine.commands.timers import engine_chores
from engine.errors import InvalidVariables
from engine.replay.verify import frames_of, verify_instance
from engine.storage.runtime import Versions
from engine.storage.start_tables import SIGNAL
from tests.conftest import NOW
from tests.engine.commands.conftest import deploy, instance
from tests.engine.commands.models import flow, model
from tests.engine.commands.test_starts import cases

MINUTE = timedelta(minutes=1)
ALARM = '<signal id="Alarm" name="Alarm"/>'
TOLD = '<signalEventDefinition id="G{}" signalRef="Alarm"/>'

LISTENS = model(
    "listens",
    f'<startEvent id="Begin"/><intermediateCatchEvent id="Hear">{TOLD.format(1)}</intermediateCatchEvent><endEvent id="Heard"/>',
    flow("Begin", "Hear"),
    flow("Hear", "Heard"),
    lanes={"Desk": "Begin Hear Heard"},
    before=ALARM,
)
STARTS = model(
    "starts",
    f'<startEvent id="Begin">{TOLD.format(1)}</startEvent><endEvent id="Done"/>',
    flow("Begin", "Done"),
    lanes={"Desk": "Begin Done"},
    before=ALARM,
)
THROWS = model(
    "throws",
    f'<startEvent id="Begin"/><endEvent id="Thrown">{TOLD.format(1)}</endEvent>',
    flow("Begin", "Thrown"),
    lanes={"Desk": "Begin Thrown"},
    before=ALARM,
)
BESIDE = model(
    "beside",
    '<startEvent id="Begin"/><userTask id="Work" camunda:formKey="check"/><endEvent id="Done"/>'
    f'<boundaryEvent id="Heard" attachedToRef="Work" cancelActivity="false">{TOLD.format(1)}</boundaryEvent>'
    '<scriptTask id="Count" scriptFormat="ruqsat"><script>times = times + 1</script></scriptTask><endEvent id="Counted"/>',
    flow("Begin", "Work"),
    flow("Work", "Done"),
    flow("Heard", "Count"),
    flow("Count", "Counted"),
    lanes={"Desk": "Begin Work Done Heard Count Counted"},
    before=ALARM,
)


def begun(runtime, xml: bytes, key: str, **variables: object) -> str:
    deploy(runtime, xml)
    return start_instance(
        runtime,
        Start(key=key, variables=variables, business_key="K", office_id=3),
        actor="aliya",
        now=NOW,
    )


def sent(runtime, **variables: object) -> int:
    return broadcast_signal(runtime, "Alarm", variables, actor="bolat", now=NOW)


def under_way(runtime) -> list[str]:
    with runtime.database.snapshot() as connection:
        return [row.state for row in connection.execute(select(SIGNAL).order_by(SIGNAL.c.id))]


def variables_of(runtime, instance_id: str):
    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, instance_id).events
        return list(frames_of(runtime, connection, instance(runtime, instance_id)))[
            -1
        ].step.variables


def test_every_case_that_waits_hears_it_and_every_start(runtime):
    waiting = [begun(runtime, LISTENS, "listens") for _ in range(3)]
    deploy(runtime, STARTS)
    sent(runtime, n=1)

    assert deliver_signals(runtime, now=NOW) == 4
    assert [instance(runtime, each).outcome for each in waiting] == ["Heard"] * 3
    assert len(cases(runtime, "starts")) == 1
    assert under_way(runtime) == ["delivered"]
    assert deliver_signals(runtime, now=NOW) == 0


def test_a_case_that_throws_one_reaches_the_others(runtime):
    waiting = begun(runtime, LISTENS, "listens")
    deploy(runtime, STARTS)
    begun(runtime, THROWS, "throws")
    for chore in engine_chores(runtime):
        chore(NOW)

    assert instance(runtime, waiting).outcome == "Heard"
    (started,) = cases(runtime, "starts")
    assert (started.business_key, started.office_id, started.starter) == ("K", 3, "aliya")


def test_who_begins_to_wait_later_has_not_heard_it(runtime):
    sent(runtime)
    late = begun(runtime, LISTENS, "listens")

    assert deliver_signals(runtime, now=NOW) == 0
    assert instance(runtime, late).status == "active"


def test_it_is_carried_in_parts(runtime):
    waiting = [begun(runtime, LISTENS, "listens") for _ in range(5)]
    sent(runtime)

    assert [deliver_signals(runtime, now=NOW, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert {instance(runtime, each).outcome for each in waiting} == {"Heard"}


def test_one_that_is_cut_short_goes_on_where_it_was(runtime, monkeypatch):
    waiting = [begun(runtime, LISTENS, "listens") for _ in range(3)]
    sent(runtime)
    deliver_signals(runtime, now=NOW, limit=1)
    with monkeypatch.context() as broken:
        broken.setattr("engine.commands.stepping.write_step", _killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_signals(runtime, now=NOW)

    assert deliver_signals(runtime, now=NOW) == 2
    assert {instance(runtime, each).outcome for each in waiting} == {"Heard"}


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_event_that_goes_on_waiting_hears_it_once(runtime):
    instance_id = begun(runtime, BESIDE, "beside", times=0)
    sent(runtime)
    nodes = [replace(runtime, versions=Versions()) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda node: deliver_signals(node, now=NOW), nodes))
    deliver_signals(runtime, now=NOW)
    assert variables_of(runtime, instance_id)["times"] == 1

    sent(runtime)
    deliver_signals(runtime, now=NOW)
    assert variables_of(runtime, instance_id)["times"] == 2


def test_nodes_that_deliver_at_once_start_one_case(runtime):
    deploy(runtime, STARTS)
    sent(runtime)
    nodes = [replace(runtime, versions=Versions()) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda node: deliver_signals(node, now=NOW), nodes)) == 1
    assert len(cases(runtime, "starts")) == 1


def test_a_suspended_case_hears_it_when_it_is_resumed(runtime):
    waiting, other = (begun(runtime, LISTENS, "listens") for _ in range(2))
    suspend_instance(runtime, waiting, reason="a court", actor="head", now=NOW)
    sent(runtime)
    deliver_signals(runtime, now=NOW)
    assert instance(runtime, other).outcome == "Heard"
    assert under_way(runtime) == ["delivered", "waiting"]
    assert deliver_signals(runtime, now=NOW) == 0

    resume_instance(runtime, waiting, reason="decided", actor="head", now=NOW)
    assert deliver_signals(runtime, now=NOW) == 1
    assert instance(runtime, waiting).outcome == "Heard"


def test_nothing_is_left_for_a_suspended_case_that_ends(runtime):
    waiting = begun(runtime, LISTENS, "listens")
    suspend_instance(runtime, waiting, reason="a court", actor="head", now=NOW)
    sent(runtime)
    deliver_signals(runtime, now=NOW)
    terminate_instance(runtime, waiting, reason="twice", actor="admin", now=NOW)
    deliver_signals(runtime, now=NOW)

    assert under_way(runtime) == ["delivered", "delivered"]


def test_one_that_cannot_take_it_keeps_it_from_nobody(runtime, monkeypatch):
    broken, other = (begun(runtime, LISTENS, "listens") for _ in range(2))
    sent(runtime)
    move = signals.move

    def moved(runtime, connection, row, *rest, **more):
        if row.id == broken:
            raise InvalidVariables("n", "is too much for it")
        return move(runtime, connection, row, *rest, **more)

    monkeypatch.setattr(signals, "move", moved)
    deliver_signals(runtime, now=NOW)

    assert instance(runtime, other).outcome == "Heard"
    assert instance(runtime, broken).status == "active"
    assert under_way(runtime) == ["delivered"]


def test_variables_of_a_signal_are_not_stored_readable(runtime):
    sent(runtime, iin="001231500123")
    with runtime.database.snapshot() as connection:
        (row,) = connection.execute(select(SIGNAL))
    assert b"001231500123" not in row.sealed
