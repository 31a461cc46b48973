"""deploy, verify, replay, incidents, db: what an operator types."""

from __future__ import annotations

import json
import os

import pytest
from sqlalchemy import update

from cli.assembly import assembled
from engine.commands.instances import Start, start_instance
from engine.errors import UnknownInstance
from engine.model.findings import ModelRefused
from engine.storage.tables import EVENT
from tests.cli.conftest import MODEL


def started() -> str:
    """An instance of the service at its first task."""
    with assembled() as platform:
        start = Start(
            key="externat", variables={"channel": "state-corporation"}, business_key="2016-000001"
        )
        return start_instance(platform.runtime, start, actor="aliya", now=platform.clock())


def test_a_model_is_deployed_once(run):
    assert run("deploy", MODEL).output == "externat.bpmn: externat new version 1\n"
    assert run("deploy", MODEL).output == "externat.bpmn: externat version 1 unchanged\n"


def test_a_refused_model_leaves_nothing_behind(run, tmp_path):
    path = tmp_path / "bad.bpmn"
    path.write_bytes(MODEL.read_bytes().replace(b"${complete == true}", b"${complete ==}"))

    with pytest.raises(ModelRefused, match=r"bad\.bpmn"):
        run("deploy", path)
    assert run("deploy", MODEL).output.endswith("new version 1\n")


def test_what_was_not_touched_verifies(run):
    run("deploy", MODEL)
    instance_id = started()
    result = run("verify", "--all")

    assert result.exit_code == 0
    assert f"{instance_id} 2016-000001: 1 events hold" in result.output
    assert "1 of 1 histories hold" in result.output


def test_a_changed_event_is_named(run):
    run("deploy", MODEL)
    instance_id = started()
    with assembled() as platform, platform.database.transaction() as connection:
        connection.execute(update(EVENT).values(actor="somebody"))
    result = run("verify", instance_id)

    assert result.exit_code == 1
    assert f"process instance {instance_id}, event 1:" in result.output


def test_verify_wants_to_know_what(run):
    assert run("verify").exit_code == 2


def test_replay_shows_path_and_reasons(run):
    run("deploy", MODEL)
    instance_id = started()
    result = run("replay", instance_id)

    assert "instance_started" in result.output
    assert "path: ServiceStart → Channel" in result.output
    assert "Channel → " in result.output


def test_replay_in_json_is_one_frame_a_line(run):
    run("deploy", MODEL)
    frames = [json.loads(line) for line in run("replay", started(), "--json").output.splitlines()]

    assert [frame["seq"] for frame in frames] == [1]
    assert frames[0]["decisions"][0]["reads"] == {"channel": "state-corporation"}
    assert frames[0]["variables"]["channel"] == "state-corporation"


def test_replay_stops_where_it_is_told(run):
    run("deploy", MODEL)

    assert run("replay", started(), "--until", "0").output == ""


def test_an_unknown_instance_is_named(run):
    with pytest.raises(UnknownInstance, match="process instance x does not exist"):
        run("replay", "x")


def test_without_incidents_it_says_so(run):
    assert run("incidents", "list").output == "no incident is open\n"


def test_the_schema_is_brought_forward_once(run):
    assert run("db", "upgrade").output == run("db", "upgrade").output == "the schema is current\n"


def test_help_names_every_command(run):
    output = run("--help").output

    for name in (
        "serve",
        "work",
        "check",
        "deploy",
        "trace",
        "replay",
        "verify",
        "incidents",
        "db",
        "bench",
        "test",
    ):
        assert f"\n  {name} " in output


def test_the_environment_of_the_tests_is_their_own(run):
    assert os.environ["RUQSAT_VAR_DIR"].endswith("/var")
