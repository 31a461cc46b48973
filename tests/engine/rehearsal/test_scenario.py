from __future__ import annotations

import json

import pytest

from engine.expression import parse_duration
from engine.rehearsal.scenario import Happening, ScenarioInvalid, read_scenario


def read(**members):
    return read_scenario(json.dumps(members).encode(), file="s.json")


def test_an_empty_scenario_may_wait_a_year():
    assert read().advance == parse_duration("P1Y")


def test_no_time_at_all_forbids_the_clock_to_move():
    assert read(advance="PT0S").advance is None


def test_one_answer_stands_for_every_visit():
    assert read(answers={"Check": {"complete": True}}).answers == {"Check": [{"complete": True}]}


def test_null_leaves_a_task_undone():
    assert read(answers={"Check": None}).answers == {"Check": [None]}


def test_messages_and_signals_are_read():
    scenario = read(
        messages=[{"name": "Came", "after": "Check", "correlation": "1", "payload": {"a": 1}}],
        signals=[{"name": "Recall"}],
    )

    assert scenario.messages == (
        Happening(name="Came", after="Check", correlation="1", payload={"a": 1}),
    )
    assert scenario.signals == (Happening(name="Recall"),)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"{", ""),
        (b"[]", ""),
        (b'{"variable": {}}', "variable"),
        (b'{"variables": []}', "variables"),
        (b'{"answers": {"A": []}}', "answers.A"),
        (b'{"answers": {"A": [1]}}', "answers.A"),
        (b'{"jobs": {"a": {}}}', "jobs.a"),
        (b'{"jobs": {"a": {"fail": 0}}}', "jobs.a"),
        (b'{"jobs": {"a": {"fail": true}}}', "jobs.a"),
        (b'{"jobs": {"a": {"fail": 1, "variables": {}}}}', "jobs.a"),
        (b'{"jobs": {"a": {"bpmn_error": 1}}}', "jobs.a"),
        (b'{"jobs": {"a": {"variables": 1}}}', "jobs.a"),
        (b'{"advance": null}', "advance"),
        (b'{"expect": {"trace": "S E"}}', "expect.trace"),
        (b'{"expect": {"waiting_at": [1]}}', "expect.waiting_at"),
        (b'{"expect": {"variables": []}}', "expect.variables"),
        (b'{"expect": {"status": "done"}}', "expect.status"),
        (b'{"messages": {}}', "messages"),
        (b'{"messages": [{}]}', "messages[0]"),
        (b'{"signals": [{"name": "a", "payload": 1}]}', "signals[0].payload"),
        (b'{"advance": "5D"}', "advance"),
        (b'{"expect": {"states": 1}}', "expect.states"),
    ],
)
def test_what_is_not_of_the_format_is_named(content, where):
    with pytest.raises(ScenarioInvalid) as invalid:
        read_scenario(content, file="s.json")

    assert invalid.value.where == where
    assert str(invalid.value).startswith("s.json")
