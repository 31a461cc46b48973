"""A cycle after a standstill: no node ran, or the case was suspended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.events import fire_due_timers
from engine.commands.life import resume_instance, suspend_instance
from engine.replay.verify import frames_of, verify_instance
from engine.storage.queries import instance_row
from engine.storage.tables import TIMER
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, rows
from tests.engine.commands.models import REMINDED

NIGHT = timedelta(hours=8, minutes=2)


@pytest.fixture
def reminded(runtime) -> str:
    deploy(runtime, REMINDED)
    return begin(runtime, key="reminded")


def last(runtime, instance_id: str):
    with runtime.database.snapshot() as connection:
        verify_instance(runtime, connection, instance_id)
        return list(frames_of(runtime, connection, instance_row(connection, instance_id)))[-1]


def waiting(runtime, instance_id: str) -> list:
    return [timer.due_at for timer in rows(runtime, TIMER, instance_id, "waiting")]


def test_eight_hours_without_a_node_are_one_reminder(runtime, reminded):
    assert fire_due_timers(runtime, now=NOW + NIGHT) == 1
    assert fire_due_timers(runtime, now=NOW + NIGHT) == 0

    frame = last(runtime, reminded)
    assert [done.element_id for done in frame.step.completions] == ["Remind", "Reminded"]
    assert [(each["element_id"], each["times"]) for each in frame.data["made_up"]] == [
        ("Remind", 96)
    ]
    assert waiting(runtime, reminded) == [NOW + timedelta(hours=8, minutes=5)]


def test_a_suspended_case_is_reminded_once_when_it_goes_on(runtime, reminded):
    suspend_instance(runtime, reminded, reason="a court", actor="head", now=NOW)
    assert fire_due_timers(runtime, now=NOW + NIGHT) == 0
    resume_instance(runtime, reminded, reason="it ruled", actor="head", now=NOW + NIGHT)

    assert fire_due_timers(runtime, now=NOW + NIGHT) == 1
    assert last(runtime, reminded).data["made_up"][0]["times"] == 96
    assert waiting(runtime, reminded) == [NOW + timedelta(hours=8, minutes=5)]


def test_what_comes_in_time_stands_for_itself(runtime, reminded):
    assert fire_due_timers(runtime, now=NOW + timedelta(minutes=5)) == 1
    assert "made_up" not in last(runtime, reminded).data
