from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.commands.instances import Start, start_instance, terminate_instance
from engine.commands.life import resume_instance, suspend_instance
from engine.commands.messages import NoTimeToLive, deliver_buffered, publish_message
from engine.commands.timers import engine_chores
from engine.errors import InvalidVariables
from engine.replay.verify import frames_of, verify_instance
from engine.storage.message_queries import expired_messages, waiting_messages
from engine.storage.tables import BUFFERED
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance
from tests.engine.commands.models import flow, model
from tests.engine.commands.test_events import wait_for_message

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
KEY = "2016-000001"

SENDER = model(
    "sender",
    '<startEvent id="Begin"/><endEvent id="Sent"><messageEventDefinition id="SentM" messageRef="CameMessage"/></endEvent>',
    flow("Begin", "Sent"),
    lanes={"Desk": "Begin Sent"},
    before='<message id="CameMessage" name="Came"/>',
)


def publish(runtime, *, now=NOW, lives=DAY, **variables):
    return publish_message(
        runtime, "Came", KEY, variables, time_to_live=lives, actor="bolat", now=now
    )


def kept(runtime) -> list:
    with runtime.database.snapshot() as connection:
        return list(connection.execute(select(BUFFERED).order_by(BUFFERED.c.id)))


def last_frame(runtime, instance_id: str):
    with runtime.database.snapshot() as connection:
        return list(frames_of(runtime, connection, instance(runtime, instance_id)))[-1]


def holds(runtime, instance_id: str) -> bool:
    with runtime.database.snapshot() as connection:
        return bool(verify_instance(runtime, connection, instance_id).events)


def test_who_waits_gets_it_at_once(runtime, instance_id):
    wait_for_message(runtime, instance_id)

    assert publish(runtime).instance_id == instance_id
    assert instance(runtime, instance_id).outcome == "Issued"
    assert (kept(runtime)[0].state, kept(runtime)[0].settled_at) == ("delivered", NOW)


def test_it_is_kept_until_somebody_waits(runtime, instance_id):
    assert publish(runtime, came_by="self").instance_id is None
    assert deliver_buffered(runtime, now=NOW) == 0

    wait_for_message(runtime, instance_id)
    assert deliver_buffered(runtime, now=NOW + MINUTE) == 1
    assert last_frame(runtime, instance_id).step.variables["came_by"] == "self"
    assert (kept(runtime)[0].state, kept(runtime)[0].instance_id) == ("delivered", instance_id)


def test_the_history_says_who_sent_it_and_when(runtime, instance_id):
    publish(runtime)
    wait_for_message(runtime, instance_id)
    deliver_buffered(runtime, now=NOW + MINUTE)

    frame = last_frame(runtime, instance_id)
    assert (frame.event.actor, frame.event.at) == ("bolat", NOW + MINUTE)
    assert frame.data["input"]["data"]["sent_at"] == "2016-09-05T04:00:00.000000Z"
    assert holds(runtime, instance_id)


def test_the_ticking_delivers(runtime, instance_id):
    publish(runtime)
    wait_for_message(runtime, instance_id)
    for chore in engine_chores(runtime):
        chore(NOW + MINUTE)

    assert instance(runtime, instance_id).outcome == "Issued"


def test_what_nobody_waited_for_is_listed_as_expired(runtime, instance_id):
    publish(runtime)
    deliver_buffered(runtime, now=NOW + DAY)

    with runtime.database.snapshot() as connection:
        (found,) = expired_messages(connection)
        assert list(waiting_messages(connection)) == []
    assert (found.name, found.correlation_key, found.sent_by) == ("Came", KEY, "bolat")
    assert (found.state, found.settled_at, found.instance_id) == ("expired", NOW + DAY, None)


def test_an_expired_message_reaches_nobody(runtime, instance_id):
    publish(runtime)
    wait_for_message(runtime, instance_id)

    assert deliver_buffered(runtime, now=NOW + DAY) == 0
    assert instance(runtime, instance_id).status == "active"


def test_until_its_last_moment_it_is_kept(runtime, instance_id):
    publish(runtime)
    wait_for_message(runtime, instance_id)

    assert deliver_buffered(runtime, now=NOW + DAY - timedelta(microseconds=1)) == 1


def test_a_message_sent_earlier_is_not_overtaken(runtime, instance_id):
    publish(runtime, nth=1)
    wait_for_message(runtime, instance_id)
    later = publish(runtime, nth=2, now=NOW + MINUTE)

    assert later.instance_id is None
    assert last_frame(runtime, instance_id).step.variables["nth"] == 1
    assert [row.state for row in kept(runtime)] == ["delivered", "waiting"]


def test_another_key_reaches_another_instance_only(runtime, instance_id):
    other = begin(runtime, business_key="2016-000002")
    wait_for_message(runtime, other)

    assert publish(runtime).instance_id is None
    assert deliver_buffered(runtime, now=NOW) == 0


def test_a_suspended_instance_gets_it_after_resuming(runtime, instance_id):
    wait_for_message(runtime, instance_id)
    suspend_instance(runtime, instance_id, reason="a court", actor="head", now=NOW)
    publish(runtime)
    assert deliver_buffered(runtime, now=NOW) == 0

    resume_instance(runtime, instance_id, reason="decided", actor="head", now=NOW)
    assert deliver_buffered(runtime, now=NOW) == 1


def test_an_ended_instance_waits_no_longer(runtime, instance_id):
    wait_for_message(runtime, instance_id)
    terminate_instance(runtime, instance_id, reason="twice", actor="admin", now=NOW)

    assert publish(runtime).instance_id is None


def test_nodes_that_tick_at_once_deliver_it_once(runtime, instance_id):
    publish(runtime)
    wait_for_message(runtime, instance_id)

    with ThreadPoolExecutor(3) as pool:
        given = list(pool.map(lambda _: deliver_buffered(runtime, now=NOW), range(3)))
    assert sum(given) == 1
    assert holds(runtime, instance_id)


def test_a_message_that_does_not_open_keeps_no_other_from_its_receiver(runtime, instance_id):
    other = begin(runtime, business_key="2016-000002")
    publish(runtime)
    publish_message(runtime, "Came", "2016-000002", {}, time_to_live=DAY, actor="bolat", now=NOW)
    with runtime.database.transaction() as connection:
        connection.execute(update(BUFFERED).where(BUFFERED.c.id == 1).values(sealed=b"x" * 40))
    for one in (instance_id, other):
        wait_for_message(runtime, one)

    assert deliver_buffered(runtime, now=NOW) == 1
    assert [row.state for row in kept(runtime)] == ["waiting", "delivered"]


def test_variables_are_not_stored_readable(runtime):
    publish(runtime, iin="001231500123")

    assert b"001231500123" not in kept(runtime)[0].sealed


def test_what_has_no_canonical_form_is_refused(runtime):
    with pytest.raises(InvalidVariables):
        publish(runtime, share=0.5)
    with pytest.raises(InvalidVariables, match="larger than"):
        publish(runtime, text="a" * 1_000_001)
    assert kept(runtime) == []


@pytest.mark.parametrize("lives", [timedelta(), -DAY])
def test_a_message_lives_for_some_time(runtime, lives):
    with pytest.raises(NoTimeToLive):
        publish(runtime, lives=lives)


def send(runtime, business_key: str) -> str:
    deploy(runtime, SENDER, file="sender.bpmn")
    start = Start(key="sender", variables={}, business_key=business_key)
    return start_instance(runtime, start, actor="aliya", now=NOW)


def test_a_message_that_an_instance_sends_reaches_another(runtime, instance_id):
    wait_for_message(runtime, instance_id)
    sender = send(runtime, KEY)

    assert deliver_buffered(runtime, now=NOW) == 1
    assert instance(runtime, instance_id).outcome == "Issued"
    assert kept(runtime)[0].sent_by == "aliya"
    assert holds(runtime, sender)
    assert holds(runtime, instance_id)


def test_a_message_that_an_instance_sends_is_kept_a_month(runtime):
    send(runtime, KEY)
    deliver_buffered(runtime, now=NOW + 30 * DAY - MINUTE)
    assert kept(runtime)[0].state == "waiting"

    deliver_buffered(runtime, now=NOW + 30 * DAY)
    assert kept(runtime)[0].state == "expired"
