from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expression import Duration, parse_duration
from engine.rehearsal.actions import FailJob, MoveClock, SendMessage, Start, ThrowError
from engine.rehearsal.recording import (
    deciding_names,
    duration_text,
    recorded,
    scenario_json,
    scenario_text,
)
from engine.rehearsal.scenario import read_scenario
from engine.rehearsal.scenario_store import shipped_scenarios
from engine.rehearsal.trace import first_difference, run_scenario
from tests.engine.modelling.models import (
    CALENDAR,
    LOOP,
    PARALLEL,
    STARTS,
    job,
    task,
    tryout_of,
    version_of,
)

GIVEN = {"case_no": "7", "accepted_at": "2016-09-05T05:00:00Z", "specialist": "her"}


def whole_case():
    tryout = tryout_of(Start(variables=GIVEN))
    tryout.act(job(tryout.jobs()[0], missing=[]))
    tryout.act(task(tryout.tasks()[0], complete=True))
    tryout.act(task(tryout.tasks()[0]))
    return tryout


def finished_case():
    tryout = whole_case()
    tryout.act(job(tryout.jobs()[0], found=True))
    tryout.act(SendMessage(name="Came", variables={"came_by": "her"}))
    return tryout


def test_a_run_is_written_down_as_a_scenario():
    found = recorded(finished_case(), expect=["came_by"])

    assert found.difference is None
    assert scenario_json(found.scenario) == {
        "variables": GIVEN,
        "answers": {"Check": {"complete": True}, "Decide": {}},
        "jobs": {"advise": {"variables": {"missing": []}}, "look": {"variables": {"found": True}}},
        "messages": [{"name": "Came", "after": "Look", "payload": {"came_by": "her"}}],
        "advance": "PT0S",
        "expect": {
            "status": "completed",
            "trace": ["Begin", "Advise", "Check", "Fine", "Decide", "Look", "Came", "Issued"],
            "variables": {"came_by": "her"},
        },
    }


def test_the_file_that_is_written_can_be_read_and_ends_as_it_expects():
    tryout = finished_case()
    scenario = recorded(tryout, expect=["came_by"]).scenario
    again = read_scenario(scenario_text(scenario).encode())
    traced = run_scenario(tryout.version, again, calendar=CALENDAR)

    assert again.expect is not None
    assert first_difference(again.expect, traced) is None


def test_a_task_that_nobody_answered_stays_undone():
    tryout = whole_case()
    tryout.act(FailJob(element="Look", token=tryout.jobs()[0].opened.token))
    tryout = tryout_of(*tryout.actions[:3])
    found = recorded(tryout, expect=[])

    assert found.scenario.answers["Decide"] == [None]
    assert found.traced.waiting_at == ["Decide", "TooLong"]


def test_the_clock_of_a_term_that_ran_out_is_written_down():
    tryout = tryout_of(*whole_case().actions[:3])
    tryout.act(MoveClock())
    found = recorded(tryout, expect=[])

    assert found.difference is None
    assert scenario_json(found.scenario)["advance"] == "P30D"
    assert found.traced.trace[-1] == "Late"


def test_a_business_error_is_written_down():
    tryout = whole_case()
    token = tryout.jobs()[0].opened.token
    tryout.act(ThrowError(element="Look", token=token, code="NOT_FOUND"))
    found = recorded(tryout, expect=[])

    assert found.difference is None
    assert found.scenario.jobs["look"] == [{"bpmn_error": "NOT_FOUND"}]


def test_spent_attempts_are_written_down():
    tryout = whole_case()
    failing = FailJob(element="Look", token=tryout.jobs()[0].opened.token)
    for action in (failing, MoveClock(), failing):
        tryout.act(action)
    found = recorded(tryout, expect=[])

    assert (found.difference, found.traced.status) == (None, "incident")
    assert found.scenario.jobs["look"] == [{"fail": 2}]


def test_another_order_of_work_at_once_is_said():
    tryout = tryout_of(Start(), xml=PARALLEL)
    tryout.act(task(tryout.tasks()[1]))
    tryout.act(task(tryout.tasks()[0]))
    found = recorded(tryout, expect=[])

    assert found.difference is not None
    assert str(found.difference) == "step 3 of the trace is Left, Right was expected"
    assert found.scenario.expect is not None
    assert found.scenario.expect["trace"] == found.traced.trace


def test_answers_stand_in_the_order_of_the_visits():
    tryout = tryout_of(Start(), xml=LOOP)
    for ready in (False, False, True):
        tryout.act(task(tryout.tasks()[0], ready=ready))
    found = recorded(tryout, expect=[])

    answers = found.scenario.answers["Work"]
    assert answers == [{"ready": False}, {"ready": False}, {"ready": True}]


def test_a_message_before_something_that_repeats_follows_what_does_not():
    tryout = tryout_of(Start(), xml=LOOP)
    for ready in (False, True):
        tryout.act(task(tryout.tasks()[0], ready=ready))
    tryout.act(SendMessage(name="Came"))
    tryout.act(task(tryout.tasks()[0], enough=False))
    found = recorded(tryout, expect=[])

    assert (found.difference, found.traced.waiting_at) == (None, ["Came"])
    assert found.scenario.messages[0].after == "Begin"


def test_a_start_by_message_is_written_down_as_a_message():
    tryout = tryout_of(Start(event="Asked", variables={"who": "her"}), xml=STARTS)
    tryout.act(task(tryout.tasks()[0]))
    found = recorded(tryout, expect=["who"])

    assert found.difference is None
    assert found.traced.trace == ["Asked", "Work", "Done"]
    assert found.traced.variables["who"] == "her"


def test_what_conditions_read_is_proposed_as_expectation():
    assert deciding_names(version_of()) == {"complete"}


@settings(deadline=None)
@given(
    months=st.integers(0, 500),
    span=st.timedeltas(timedelta(microseconds=1), timedelta(days=9000)),
)
def test_a_duration_is_written_so_that_it_reads_the_same(months, span):
    duration = Duration(months=months, span=span)

    assert parse_duration(duration_text(duration)) == duration


@pytest.mark.parametrize("kept", shipped_scenarios("externat"), ids=lambda kept: kept.name)
def test_a_shipped_scenario_says_the_same_when_it_is_written_anew(kept):
    scenario = kept.read()
    again = read_scenario(orjson.dumps(scenario_json(scenario)), file=kept.name)

    assert again == scenario
