from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.commands.instances import terminate_instance
from engine.commands.user_tasks import (
    assign_user_task,
    claim_user_task,
    complete_user_task,
    release_user_task,
)
from engine.errors import InvalidVariables, UnknownUserTask, UserTaskClosed, UserTaskTaken
from engine.replay.verify import verify_instance
from engine.storage.tables import INCIDENT, TASK
from tests.conftest import NOW
from tests.engine.commands.conftest import instance, open_task, rows


def test_a_start_opens_the_first_task_in_the_office_of_its_lane(runtime, instance_id):
    task = open_task(runtime, instance_id)

    assert (task.element_id, task.lane, task.office_id, task.state) == (
        "Check",
        "Desk",
        2,
        "created",
    )
    assert task.due_at == NOW + timedelta(minutes=15)


def test_completing_opens_the_next_task_for_the_person_named(runtime, instance_id):
    complete_user_task(
        runtime, open_task(runtime, instance_id).id, {"complete": True}, actor="bolat", now=NOW
    )

    task = open_task(runtime, instance_id)
    assert (task.element_id, task.assignee, task.state, task.office_id) == (
        "Decide",
        "sara",
        "assigned",
        1,
    )
    assert (
        task.due_at.date() == datetime(2016, 9, 26, tzinfo=UTC).date()
    )  # 12 September is Kurban ait


def test_the_term_of_the_case_is_set_once_its_names_have_values(runtime, instance_id):
    assert instance(runtime, instance_id).due_at.date().isoformat() == "2016-09-27"


def test_a_completed_task_says_who_and_when(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    complete_user_task(runtime, task_id, {"complete": True}, actor="bolat", now=NOW)

    with pytest.raises(UserTaskClosed) as closed:
        complete_user_task(
            runtime, task_id, {"complete": False}, actor="dana", now=NOW + timedelta(hours=1)
        )

    assert (closed.value.by, closed.value.at, closed.value.state) == ("bolat", NOW, "completed")


def test_the_path_ends_at_the_end_that_the_answer_leads_to(runtime, instance_id):
    complete_user_task(
        runtime, open_task(runtime, instance_id).id, {"complete": False}, actor="bolat", now=NOW
    )

    row = instance(runtime, instance_id)
    assert (row.status, row.outcome, row.ended_at, row.revision) == ("completed", "Refused", NOW, 2)


def test_a_condition_without_a_value_is_an_incident_that_names_it(runtime, instance_id):
    complete_user_task(runtime, open_task(runtime, instance_id).id, {}, actor="bolat", now=NOW)

    incident = rows(runtime, INCIDENT, instance_id)[0]
    assert (incident.element_id, instance(runtime, instance_id).status) == ("Fine", "active")
    assert "complete" in incident.message


def test_a_claim_takes_the_task(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id

    claim_user_task(runtime, task_id, actor="bolat", now=NOW)

    assert (open_task(runtime, instance_id).state, open_task(runtime, instance_id).assignee) == (
        "assigned",
        "bolat",
    )


def test_claiming_ones_own_task_again_changes_nothing(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)

    assert instance(runtime, instance_id).revision == 2


def test_a_task_is_claimed_once(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)

    with pytest.raises(UserTaskTaken) as taken:
        claim_user_task(runtime, task_id, actor="dana", now=NOW)

    assert taken.value.assignee == "bolat"


def test_of_two_who_claim_at_once_one_gets_the_task(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id

    def claim(actor: str) -> bool:
        try:
            claim_user_task(runtime, task_id, actor=actor, now=NOW)
        except UserTaskTaken:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(claim, ["a", "b", "c", "d"]))

    assert got.count(True) == 1


def test_of_two_who_complete_at_once_one_does(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id

    def complete(actor: str) -> str:
        try:
            complete_user_task(runtime, task_id, {"complete": True}, actor=actor, now=NOW)
        except UserTaskClosed as closed:
            return f"after {closed.by}"
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(complete, ["a", "b", "c", "d"]))

    assert outcomes.count("done") == 1
    assert len([row for row in rows(runtime, TASK, instance_id) if row.element_id == "Decide"]) == 1


def test_a_released_task_is_free_again(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)
    release_user_task(runtime, task_id, actor="bolat", now=NOW)

    assert (open_task(runtime, instance_id).state, open_task(runtime, instance_id).assignee) == (
        "created",
        None,
    )


def test_only_the_holder_releases(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)

    with pytest.raises(UserTaskTaken):
        release_user_task(runtime, task_id, actor="dana", now=NOW)


def test_a_task_can_be_given_to_somebody_else(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)
    assign_user_task(runtime, task_id, "dana", actor="head", now=NOW)

    with pytest.raises(UserTaskTaken):
        complete_user_task(runtime, task_id, {"complete": True}, actor="bolat", now=NOW)
    complete_user_task(runtime, task_id, {"complete": True}, actor="dana", now=NOW)


def test_claims_and_assignments_stand_in_a_history_that_holds(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    claim_user_task(runtime, task_id, actor="bolat", now=NOW)
    assign_user_task(runtime, task_id, "dana", actor="head", now=NOW)
    release_user_task(runtime, task_id, actor="dana", now=NOW)

    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, instance_id).events == 4


def test_a_task_that_nobody_made_is_unknown(runtime):
    with pytest.raises(UnknownUserTask):
        complete_user_task(runtime, 4711, {}, actor="bolat", now=NOW)


def test_an_answer_without_canonical_form_is_refused_and_nothing_moves(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id

    with pytest.raises(InvalidVariables):
        complete_user_task(runtime, task_id, {"mark": 4.5}, actor="bolat", now=NOW)

    assert (open_task(runtime, instance_id).id, instance(runtime, instance_id).revision) == (
        task_id,
        1,
    )


def test_a_terminated_instance_takes_its_tasks_with_it(runtime, instance_id):
    task_id = open_task(runtime, instance_id).id
    terminate_instance(runtime, instance_id, reason="entered twice", actor="admin", now=NOW)

    with pytest.raises(UserTaskClosed) as closed:
        complete_user_task(runtime, task_id, {"complete": True}, actor="bolat", now=NOW)

    assert closed.value.state == "canceled"
    assert instance(runtime, instance_id).status == "terminated"
