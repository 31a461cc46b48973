"""What an operator does to a case by hand."""

from __future__ import annotations

import json
import shutil

import pytest

from cli.assembly import assembled
from engine.commands.life import InstanceNotSuspended
from engine.commands.reasons import ReasonMissing
from engine.commands.tokens import InstanceNotEnded
from engine.errors import InstanceNotActive
from engine.storage.queries import instance_row
from engine.tokens.execution import CannotPlace
from tests.cli.test_operations import started
from tests.conftest import NOW
from workers.store import NewEntry, add_entry


@pytest.fixture
def case(run, var, with_model) -> str:
    shutil.copy(with_model, var / with_model.name)
    return started()


def status(instance_id: str) -> str:
    with assembled() as platform, platform.database.snapshot() as connection:
        return instance_row(connection, instance_id).status


def last(run, instance_id: str) -> dict:
    return json.loads(run("replay", instance_id, "--json").output.splitlines()[-1])


def test_a_case_is_suspended_and_goes_on(run, case):
    said = run("instances", "suspend", case, "--reason", "a court looks at it").output
    assert (said, status(case)) == (f"instance {case} is suspended\n", "suspended")

    said = run("instances", "resume", case, "--reason", "the court has decided").output
    assert (said, status(case)) == (f"instance {case} goes on\n", "active")


def test_what_was_done_by_hand_verifies(run, case):
    run("instances", "suspend", case, "--reason", "a court looks at it")
    run("instances", "correct", case, 'channel="portal"', "--reason", "a slip")
    run("instances", "terminate", case, "--reason", "entered twice")

    assert status(case) == "terminated"
    assert "1 of 1 histories hold" in run("verify", "--all").output


def test_a_correction_says_what_it_did(run, case):
    said = run("instances", "correct", case, 'channel="portal"', "copies=2", "--reason", "a slip")

    assert said.output == "channel, copies corrected; 0 terms have moved\n"
    assert last(run, case)["variables"]["copies"] == 2


@pytest.mark.parametrize("text", ["channel", "=1", "channel=portal"])
def test_a_value_is_json_under_a_name(run, case, text):
    assert run("instances", "correct", case, text, "--reason", "a slip").exit_code == 2


@pytest.mark.parametrize("command", ["suspend", "resume", "terminate"])
def test_without_a_reason_nothing_is_done(run, case, command):
    assert run("instances", command, case).exit_code == 2
    with pytest.raises(ReasonMissing, match="say why"):
        run("instances", command, case, "--reason", " ")


def test_what_cannot_be_done_is_said(run, case):
    with pytest.raises(InstanceNotSuspended, match="is active, not suspended"):
        run("instances", "resume", case, "--reason", "why not")
    run("instances", "terminate", case, "--reason", "entered twice")
    with pytest.raises(InstanceNotActive, match="is terminated"):
        run("instances", "suspend", case, "--reason", "too late")


def test_it_is_shown_where_tokens_stand_and_may_go(run, case):
    said = run("instances", "show", case).output.splitlines()

    assert said[0] == "2016-000001 is active, revision 1"
    assert said[1].startswith("token 4 at Identify, may go to: ServiceStart, Channel, Identify, ")
    assert len(said) == 2


def test_of_one_that_has_ended_it_is_shown_where_it_may_go_on(run, case):
    run("instances", "terminate", case, "--reason", "entered twice")
    said = run("instances", "show", case).output.splitlines()

    assert said[0] == "2016-000001 is terminated, revision 2"
    assert said[1].startswith("may be reopened at: ServiceStart, ")


@pytest.mark.parametrize("place", ["Identify", "4"])
def test_a_token_is_moved(run, case, place):
    said = run("instances", "move", case, place, "EnterApplication", "--reason", "seen on paper")

    assert said.output == f"instance {case}: the token at {place} was put before EnterApplication\n"
    assert last(run, case)["kind"] == "token_moved"
    assert "at EnterApplication" in run("instances", "show", case).output
    assert "1 of 1 histories hold" in run("verify", "--all").output


def test_a_token_that_cannot_go_there_is_said(run, case):
    with pytest.raises(CannotPlace, match="Nowhere: there is no such element"):
        run("instances", "move", case, "Identify", "Nowhere", "--reason", "a slip")


def test_a_case_that_has_ended_is_reopened(run, case):
    run("instances", "terminate", case, "--reason", "entered twice")
    said = run("instances", "reopen", case, "Identify", "--reason", "it was not").output

    assert (said, status(case)) == (f"instance {case} goes on at Identify\n", "active")
    assert "1 of 1 histories hold" in run("verify", "--all").output


def test_what_stays_in_the_registers_is_said(run, case):
    run("instances", "terminate", case, "--reason", "entered twice")
    with assembled() as platform, platform.database.transaction() as connection:
        order = NewEntry(
            office_id=1,
            register="order",
            year=2016,
            serial=15,
            number="15-Э/2016",
            instance_id=case,
            document_id=None,
            allotted_at=NOW,
        )
        add_entry(connection, order)
    said = run("instances", "reopen", case, "Identify", "--reason", "it was not").output

    assert said.endswith("these stay in the registers: 15-Э/2016\n")


def test_one_that_goes_on_is_not_reopened(run, case):
    with pytest.raises(InstanceNotEnded, match="it has not ended"):
        run("instances", "reopen", case, "Identify", "--reason", "why not")
