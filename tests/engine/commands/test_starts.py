"""Cases that nobody starts: each start happens once, of the newest version alone, whoever ticks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.events import correlate_message
from engine.commands.instances import Start, start_instance
from engine.commands.messages import deliver_buffered, publish_message
from engine.commands.starts import begin_where_true, fire_start_timers
from engine.commands.timers import engine_chores
from engine.errors import NobodyWaits
from engine.replay.verify import frames_of, verify_instance
from engine.storage.runtime import Versions
from engine.storage.start_tables import LISTENER
from engine.storage.tables import BUFFERED, DEFINITION, INSTANCE
from tests.conftest import NOW
from tests.engine.commands.conftest import deploy, instance
from tests.engine.commands.models import flow, model

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
PAPER = '<message id="Paper" name="Paper"/>'


def timed(time: str, *, key: str = "report", end: str = "Done") -> bytes:
    return started(f'<timerEventDefinition id="T">{time}</timerEventDefinition>', key=key, end=end)


def started(definition: str, *, key: str = "report", end: str = "Done", before: str = "") -> bytes:
    """A process of one event that starts it and one that ends it."""
    return model(
        key,
        f'<startEvent id="Begin">{definition}</startEvent><endEvent id="{end}"/>',
        flow("Begin", end),
        lanes={"Desk": f"Begin {end}"},
        before=before,
    )


def date(text: str) -> str:
    return f"<timeDate>{text}</timeDate>"


def cycle(text: str) -> str:
    return f"<timeCycle>{text}</timeCycle>"


def cases(runtime, key: str = "report") -> list:
    """Instances of the process, the oldest first."""
    query = (
        select(INSTANCE)
        .join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id)
        .where(DEFINITION.c.key == key)
        .order_by(INSTANCE.c.started_at, INSTANCE.c.id)
    )
    with runtime.database.snapshot() as connection:
        return list(connection.execute(query))


def first_event(runtime, row) -> dict:
    with runtime.database.snapshot() as connection:
        (frame, *_) = frames_of(runtime, connection, row)
        assert verify_instance(runtime, connection, row.id).events
    return frame.data["input"]["data"]


def tick(runtime, now) -> None:
    for chore in engine_chores(runtime):
        chore(now)


def test_a_date_starts_a_case_when_it_comes_and_once(runtime):
    deploy(runtime, timed(date("2016-10-01T09:00:00+06:00")))
    tick(runtime, NOW)
    assert cases(runtime) == []

    for _ in range(2):
        tick(runtime, NOW + 30 * DAY)
    (row,) = cases(runtime)
    assert (row.outcome, row.starter) == ("Done", "system:engine")
    assert first_event(runtime, row)["cause"] == {"timer": "2016-10-01T03:00:00.000000Z"}
    assert first_event(runtime, row)["start_element"] == "Begin"


def test_a_cycle_starts_as_many_cases_as_it_says(runtime):
    deploy(runtime, timed(cycle("R3/P1D")))
    for days in range(6):
        tick(runtime, NOW + days * DAY)

    assert [row.started_at for row in cases(runtime)] == [NOW + n * DAY for n in (1, 2, 3)]


def test_what_was_missed_starts_one_case_that_says_how_many(runtime):
    deploy(runtime, timed(cycle("R/PT1M")))
    tick(runtime, NOW + 10 * MINUTE)
    tick(runtime, NOW + 10 * MINUTE)

    (row,) = cases(runtime)
    assert first_event(runtime, row)["cause"]["missed"] == 9
    tick(runtime, NOW + 11 * MINUTE)
    assert len(cases(runtime)) == 2


def test_a_duration_counts_from_the_deployment(runtime):
    deploy(runtime, timed("<timeDuration>P2D</timeDuration>"))
    tick(runtime, NOW + DAY)
    assert cases(runtime) == []
    tick(runtime, NOW + 2 * DAY)
    assert len(cases(runtime)) == 1


def test_working_days_are_counted(runtime):
    deploy(runtime, timed(date("${businessDays(1)}")))
    tick(runtime, NOW + timedelta(hours=20))
    assert cases(runtime) == []
    tick(runtime, NOW + 2 * DAY)
    assert len(cases(runtime)) == 1


def test_nodes_that_tick_at_once_start_it_once(runtime):
    deploy(runtime, timed(cycle("R/PT1M")))
    nodes = [replace(runtime, versions=Versions()) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        begun = list(pool.map(lambda node: fire_start_timers(node, now=NOW + MINUTE), nodes))
    assert sum(begun) == len(cases(runtime)) == 1


def test_the_times_of_an_older_version_end_with_its_replacement(runtime):
    deploy(runtime, timed(cycle("R/P1D")))
    deploy(runtime, timed(cycle("R/P3D"), end="Over"))
    for days in range(1, 4):
        tick(runtime, NOW + days * DAY)

    assert [row.outcome for row in cases(runtime)] == ["Over"]


def test_a_replacement_without_a_time_waits_for_none(runtime):
    deploy(runtime, timed(cycle("R/P1D")))
    deploy(runtime, started("", end="Over"))
    tick(runtime, NOW + DAY)

    assert cases(runtime) == []


def test_the_same_model_again_goes_on_waiting(runtime):
    deploy(runtime, timed("<timeDuration>P2D</timeDuration>"))
    xml = timed("<timeDuration>P2D</timeDuration>")
    deploy(runtime, xml)
    with runtime.database.snapshot() as connection:
        assert [row.state for row in connection.execute(select(LISTENER))] == ["waiting"]


def test_a_date_that_has_started_a_case_starts_none_in_the_next_version(runtime):
    past = date("2016-09-01T09:00:00+06:00")
    deploy(runtime, timed(past))
    tick(runtime, NOW)
    deploy(runtime, timed(past, end="Over"))
    tick(runtime, NOW + DAY)

    assert [row.outcome for row in cases(runtime)] == ["Done"]


def test_a_start_that_is_cut_short_happens_at_the_next_tick(runtime, monkeypatch):
    deploy(runtime, timed(cycle("R1/PT1M")))
    with monkeypatch.context() as broken:
        broken.setattr("engine.commands.starts.begin_at", _killed)
        with pytest.raises(KeyboardInterrupt):
            fire_start_timers(runtime, now=NOW + MINUTE)
    assert cases(runtime) == []

    assert fire_start_timers(runtime, now=NOW + MINUTE) == 1
    assert fire_start_timers(runtime, now=NOW + MINUTE) == 0


def _killed(*_: object, **__: object) -> str:
    raise KeyboardInterrupt


BY_MESSAGE = started('<messageEventDefinition id="M" messageRef="Paper"/>', before=PAPER)


def test_a_message_starts_one_case_with_what_it_brings(runtime):
    deploy(runtime, BY_MESSAGE)
    published = publish_message(
        runtime, "Paper", "K-1", {"n": 4}, time_to_live=DAY, actor="bolat", now=NOW
    )

    (row,) = cases(runtime)
    assert (row.id, row.business_key, row.starter) == (published.instance_id, "K-1", "bolat")
    assert first_event(runtime, row)["cause"] == {
        "message": "Paper",
        "sent_at": "2016-09-05T04:00:00.000000Z",
    }
    assert first_event(runtime, row)["variables"] == {"n": 4}
    tick(runtime, NOW + MINUTE)
    assert len(cases(runtime)) == 1


def test_a_message_that_came_before_the_process_starts_it(runtime):
    publish_message(runtime, "Paper", "K-1", {}, time_to_live=DAY, actor="bolat", now=NOW)
    deploy(runtime, BY_MESSAGE)

    assert deliver_buffered(runtime, now=NOW) == 1
    assert deliver_buffered(runtime, now=NOW) == 0
    assert len(cases(runtime)) == 1


def test_who_waits_comes_before_a_start(runtime):
    waiting = model(
        "report",
        '<startEvent id="Begin"/><startEvent id="Second"><messageEventDefinition id="M" messageRef="Paper"/></startEvent>'
        '<intermediateCatchEvent id="Came"><messageEventDefinition id="N" messageRef="Paper"/></intermediateCatchEvent>'
        '<endEvent id="Done"/>',
        flow("Begin", "Came"),
        flow("Came", "Done"),
        flow("Second", "Done"),
        lanes={"Desk": "Begin Second Came Done"},
        before=PAPER,
    )
    deploy(runtime, waiting)
    first = start_instance(
        runtime, Start(key="report", variables={}, business_key="K-1"), actor="bolat", now=NOW
    )
    assert correlate_message(runtime, "Paper", "K-1", {}, actor="bolat", now=NOW) == first
    assert correlate_message(runtime, "Paper", "K-1", {}, actor="bolat", now=NOW) != first
    assert len(cases(runtime)) == 2


def test_a_message_that_starts_nothing_any_more_finds_nobody(runtime):
    deploy(runtime, BY_MESSAGE)
    deploy(runtime, started("", end="Over"))

    with pytest.raises(NobodyWaits):
        correlate_message(runtime, "Paper", "K-1", {}, actor="bolat", now=NOW)


def test_a_case_that_sends_a_message_starts_another_of_its_office(runtime):
    asks = model(
        "asks",
        '<startEvent id="Begin"/><sendTask id="Ask" messageRef="Paper"/><endEvent id="Asked"/>',
        flow("Begin", "Ask"),
        flow("Ask", "Asked"),
        lanes={"Desk": "Begin Ask Asked"},
        before=PAPER,
    )
    deploy(runtime, BY_MESSAGE)
    deploy(runtime, asks)
    start_instance(
        runtime,
        Start(key="asks", variables={}, business_key="K-7", office_id=3, partner_office_id=4),
        actor="bolat",
        now=NOW,
    )
    tick(runtime, NOW)

    (row,) = cases(runtime)
    assert (row.business_key, row.office_id, row.partner_office_id) == ("K-7", 3, 4)
    with runtime.database.snapshot() as connection:
        (kept,) = connection.execute(select(BUFFERED))
    assert (kept.state, kept.instance_id) == ("delivered", row.id)


CONDITIONAL = started(
    '<conditionalEventDefinition id="C"><condition xsi:type="tFormalExpression">${total > 10}</condition></conditionalEventDefinition>'
)


def test_a_condition_is_looked_at_when_it_is_asked_for(runtime):
    deploy(runtime, CONDITIONAL)
    for variables in ({}, {"total": 10}):
        assert begin_where_true(runtime, variables, actor="bolat", now=NOW) == []

    (begun,) = begin_where_true(runtime, {"total": 11}, business_key="K-2", actor="bolat", now=NOW)
    assert instance(runtime, begun).business_key == "K-2"
    assert first_event(runtime, instance(runtime, begun))["cause"] == {"condition": True}


def test_a_model_from_before_listens_once_it_is_deployed_again(runtime):
    deploy(runtime, BY_MESSAGE)
    with runtime.database.transaction() as connection:
        connection.execute(LISTENER.delete())
    assert not deploy(runtime, BY_MESSAGE).new

    correlate_message(runtime, "Paper", "K-1", {}, actor="bolat", now=NOW)
    assert len(cases(runtime)) == 1
