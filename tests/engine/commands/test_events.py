from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.commands.events import correlate_message, escalate_overdue, fire_due_timers
from engine.commands.instances import terminate_instance
from engine.commands.jobs import activate_jobs, complete_job
from engine.commands.user_tasks import complete_user_task
from engine.errors import NobodyWaits
from engine.replay.verify import verify_instance
from engine.storage.tables import SUBSCRIPTION, TASK, TIMER
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, instance, open_task, rows

MONTH = timedelta(days=30)


def decide(runtime, instance_id: str) -> None:
    """Bring an instance to its second task, on which a boundary timer hangs."""
    complete_user_task(
        runtime, open_task(runtime, instance_id).id, {"complete": True}, actor="bolat", now=NOW
    )


def wait_for_message(runtime, instance_id: str) -> None:
    decide(runtime, instance_id)
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="sara", now=NOW)
    lease = timedelta(minutes=1)
    for held in activate_jobs(runtime, ["look"], worker_id="w", limit=9, lease=lease, now=NOW):
        complete_job(runtime, held.id, {}, fence=held.fence, worker_id="w", now=NOW)


def test_a_timer_is_a_row_that_is_due(runtime, instance_id):
    decide(runtime, instance_id)

    timer = rows(runtime, TIMER, instance_id)[0]
    assert (timer.element_id, timer.due_at, timer.state) == ("TooLong", NOW + MONTH, "waiting")


def test_nothing_fires_before_its_time(runtime, instance_id):
    decide(runtime, instance_id)

    assert fire_due_timers(runtime, now=NOW + MONTH - timedelta(seconds=1)) == 0


def test_a_due_timer_moves_its_token(runtime, instance_id):
    decide(runtime, instance_id)

    assert fire_due_timers(runtime, now=NOW + MONTH) == 1
    assert instance(runtime, instance_id).outcome == "Late"
    assert rows(runtime, TASK, instance_id)[-1].state == "canceled"
    assert rows(runtime, TIMER, instance_id)[0].state == "done"


def test_nodes_that_tick_at_once_fire_a_timer_once(runtime, instance_id):
    decide(runtime, instance_id)

    with ThreadPoolExecutor(4) as pool:
        fired = list(pool.map(lambda _: fire_due_timers(runtime, now=NOW + MONTH), range(4)))

    assert sum(fired) == 1
    assert instance(runtime, instance_id).revision == 3


def test_a_clock_that_jumps_back_fires_nothing_twice(runtime, instance_id):
    decide(runtime, instance_id)
    fire_due_timers(runtime, now=NOW + MONTH)

    assert fire_due_timers(runtime, now=NOW) == fire_due_timers(runtime, now=NOW + MONTH) == 0


def test_a_clock_that_jumps_back_tells_of_no_term_twice(runtime, instance_id, told):
    escalate_overdue(runtime, now=NOW + MONTH)
    before = len(told.overdue)

    assert escalate_overdue(runtime, now=NOW) == escalate_overdue(runtime, now=NOW + MONTH) == 0
    assert len(told.overdue) == before > 0


def test_a_completed_task_takes_its_timer_with_it(runtime, instance_id):
    decide(runtime, instance_id)
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="sara", now=NOW)

    assert rows(runtime, TIMER, instance_id)[0].state == "canceled"


def test_an_ended_instance_fires_nothing(runtime, instance_id):
    decide(runtime, instance_id)
    terminate_instance(runtime, instance_id, reason="twice", actor="admin", now=NOW)

    assert fire_due_timers(runtime, now=NOW + MONTH) == 0


def test_a_message_finds_its_instance_by_the_business_key(runtime, instance_id):
    other = begin(runtime, business_key="2016-000002")
    wait_for_message(runtime, instance_id)
    wait_for_message(runtime, other)

    found = correlate_message(
        runtime, "Came", "2016-000002", {"came_by": "self"}, actor="bolat", now=NOW
    )

    assert found == other
    assert (instance(runtime, other).outcome, instance(runtime, instance_id).status) == (
        "Issued",
        "active",
    )
    assert rows(runtime, SUBSCRIPTION, other)[0].state == "done"


def test_a_message_that_nobody_waits_for_is_refused(runtime, instance_id):
    with pytest.raises(NobodyWaits):
        correlate_message(runtime, "Came", "2016-000001", {}, actor="bolat", now=NOW)


def test_a_message_is_taken_once(runtime, instance_id):
    wait_for_message(runtime, instance_id)

    def send(_: int) -> bool:
        try:
            correlate_message(runtime, "Came", "2016-000001", {}, actor="bolat", now=NOW)
        except NobodyWaits:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(send, range(3))).count(True) == 1


def test_an_overdue_task_is_told_once_and_decides_nothing(runtime, instance_id, told):
    later = NOW + timedelta(minutes=16)

    assert escalate_overdue(runtime, now=NOW) == 0
    assert escalate_overdue(runtime, now=later) == 1
    assert escalate_overdue(runtime, now=later) == 0
    assert [(o.element_id, o.office_id) for o in told.overdue] == [("Check", 2)]
    assert open_task(runtime, instance_id).overdue_at == later


def test_an_overdue_case_is_told_once(runtime, instance_id, told):
    decide(runtime, instance_id)
    due = instance(runtime, instance_id).due_at

    escalate_overdue(runtime, now=due)
    escalate_overdue(runtime, now=due)

    assert [o.element_id for o in told.overdue] == ["Decide", ""]
    assert told.overdue[1].due_at == due


def test_escalations_stand_in_a_history_that_holds(runtime, instance_id):
    escalate_overdue(runtime, now=NOW + timedelta(days=60))
    decide(runtime, instance_id)

    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, instance_id).events == 4
