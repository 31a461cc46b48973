from __future__ import annotations

import pytest
from sqlalchemy import update

from audit.exports.log import Transition, log_cases
from engine.commands.events import correlate_message
from engine.commands.instances import terminate_instance
from engine.commands.user_tasks import assign_user_task, claim_user_task, release_user_task
from engine.errors import HistoryBroken
from engine.step.states import InstanceStatus
from engine.storage.tables import EVENT
from tests.audit import drawn
from tests.audit.living import MINUTE, WORKER
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, open_task


def logged(runtime, *instances, language="kk"):
    with runtime.database.snapshot() as connection:
        return list(log_cases(runtime, connection, instances, language=language))


def told(case):
    return [(event.element_id, event.transition.value, event.actor) for event in case.events]


def test_a_case_is_a_trace_of_the_standard_life_cycle(runtime, lived):
    assert told(logged(runtime, lived)[0]) == [
        ("Begin", "complete", "bolat"),
        ("Advise", "complete", "system:engine"),
        ("Check", "schedule", ""),
        ("Check", "assign", "bolat"),
        ("Check", "complete", "bolat"),
        ("Fine", "complete", "system:engine"),
        ("Decide", "schedule", "sara"),
        ("Decide", "complete", "sara"),
        ("Look", "schedule", ""),
        ("Look", "complete", WORKER),
        ("Came", "complete", "aliya"),
        ("Issued", "complete", "system:engine"),
    ]


def test_a_trace_says_what_case_it_is_and_how_it_ended(runtime, lived):
    case = logged(runtime, lived)[0]

    assert (case.business_key, case.key, case.version, case.rules) == (
        "2016-000001",
        "case",
        1,
        "2016",
    )
    assert (case.office_id, case.partner_office_id) == (1, 2)
    assert (case.status, case.outcome, case.kept) == (InstanceStatus.COMPLETED, "Issued", True)
    assert case.started_at == NOW


def test_terms_stand_at_the_completion(runtime, lived):
    done = [event for event in logged(runtime, lived)[0].events if event.kept is not None]

    assert [(event.element_id, event.kept) for event in done] == [
        ("Check", False),
        ("Decide", True),
    ]


def test_a_case_that_runs_has_kept_nothing_yet(runtime, instance_id):
    case = logged(runtime, instance_id)[0]

    assert (case.status, case.kept, case.outcome) == (InstanceStatus.ACTIVE, None, None)


def test_who_gets_a_task_is_told(runtime, instance_id):
    task = open_task(runtime, instance_id).id
    claim_user_task(runtime, task, actor="bolat", now=NOW)
    release_user_task(runtime, task, actor="bolat", now=NOW)
    assign_user_task(runtime, task, "aliya", actor="head", now=NOW)
    assign_user_task(runtime, task, "sara", actor="head", now=NOW)

    assert told(logged(runtime, instance_id)[0])[3:] == [
        ("Check", "assign", "bolat"),
        ("Check", "reassign", ""),
        ("Check", "assign", "aliya"),
        ("Check", "reassign", "sara"),
    ]


def test_what_is_left_undone_is_aborted(runtime, instance_id):
    terminate_instance(runtime, instance_id, reason="twice", actor="head", now=NOW + MINUTE)

    assert told(logged(runtime, instance_id)[0])[-2:] == [
        ("", Transition.PI_ABORT, "head"),
        ("Check", Transition.ATE_ABORT, "system:engine"),
    ]


def test_activities_are_named_by_their_label_else_by_their_id(runtime):
    deploy(runtime, drawn.RACE)
    instance = begin(runtime, key="race")
    correlate_message(runtime, "Came", "2016-000001", {}, actor="aliya", now=NOW)
    names = {event.element_id: event.activity for event in logged(runtime, instance)[0].events}

    assert (names["Begin"], names["Came"]) == ("Begin", "Келді")


def test_a_history_that_does_not_hold_is_not_exported(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(update(EVENT).where(EVENT.c.seq == 2).values(actor="somebody"))

    with pytest.raises(HistoryBroken) as broken:
        logged(runtime, lived)
    assert broken.value.seq == 2
