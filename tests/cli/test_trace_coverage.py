from __future__ import annotations

import json
import shutil

import pytest

from engine.settings import ROOT
from tests.cli.conftest import MODEL

FOLDER = ROOT / "bpmn" / "scenarios" / "externat"


@pytest.fixture
def two(tmp_path):
    """A folder with two scenarios of the service."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for name in ("granted", "portal-granted"):
        shutil.copy(FOLDER / f"{name}.json", folder)
    return folder


def test_the_scenarios_of_a_folder_walk_the_whole_service(run):
    result = run("trace", MODEL, "--scenario", FOLDER, "--coverage")

    assert result.exit_code == 0, result.output
    assert "27 scenarios, 0 not as expected" in result.output
    assert "never:" not in result.output


def test_what_no_scenario_walks_is_named(run, two):
    result = run("trace", MODEL, "--scenario", two)

    assert result.exit_code == 0
    assert "2 scenarios, 0 not as expected" in result.output
    assert "never: VoidOrder\n" in result.output
    assert "never: OrderSigned -> VoidOrder (" in result.output


def test_one_file_is_a_set_where_coverage_is_asked_for(run):
    result = run("trace", MODEL, "--scenario", FOLDER / "granted.json", "--coverage")

    assert "1 scenarios, 0 not as expected" in result.output
    assert "never: PortalSignIn" in result.output


def test_several_files_may_be_named(run):
    files = [FOLDER / "granted.json", FOLDER / "home-visit.json"]
    result = run("trace", MODEL, "--scenario", files[0], "--scenario", files[1])

    assert "2 scenarios" in result.output


def test_without_a_scenario_nothing_is_walked(run):
    result = run("trace", MODEL, "--coverage", "--json")

    coverage = json.loads(result.stdout)["coverage"]
    assert "ServiceStart" in coverage["missed_elements"]


def test_coverage_is_printed_as_json(run, two):
    outcome = json.loads(run("trace", MODEL, "--scenario", two, "--json").stdout)

    assert [each["difference"] for each in outcome["scenarios"]] == [None, None]
    assert outcome["coverage"]["elements"]["ServiceStart"] == 2
    assert "VoidOrder" in outcome["coverage"]["missed_elements"]


def test_one_that_ends_otherwise_is_named_and_exits_with_one(run, two):
    scenario = json.loads((two / "granted.json").read_text("utf-8"))
    scenario["expect"]["status"] = "waiting"
    (two / "granted.json").write_text(json.dumps(scenario), "utf-8")
    result = run("trace", MODEL, "--scenario", two)

    assert result.exit_code == 1
    assert "not as expected: status is 'completed', 'waiting' was expected" in result.output


def test_a_folder_without_a_scenario_is_said(run, tmp_path):
    result = run("trace", MODEL, "--scenario", tmp_path)

    assert result.exit_code == 2
    assert "there is no scenario (*.json) in that folder" in result.output
