from __future__ import annotations

import json

import pytest

from engine.settings import ROOT
from tests.cli.conftest import MODEL

SCENARIOS = sorted((ROOT / "bpmn" / "scenarios" / "externat").glob("*.json"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_of_the_service_ends_as_it_expects(run, path):
    result = run("trace", MODEL, "--scenario", path, "--json")

    assert result.exit_code == 0, result.output
    assert set(json.loads(result.stdout)) == {
        "status",
        "trace",
        "waiting_at",
        "variables",
        "incidents",
        "findings",
    }


def test_a_difference_is_named_and_exits_with_one(run, tmp_path):
    scenario = json.loads((ROOT / "bpmn" / "scenarios" / "externat" / "granted.json").read_text())
    scenario["expect"]["trace"][3] = "Elsewhere"
    path = tmp_path / "s.json"
    path.write_text(json.dumps(scenario))
    result = run("trace", MODEL, "--scenario", path)

    assert result.exit_code == 1
    assert "step 4 of the trace is" in result.output


def test_an_answer_that_its_form_refuses_is_named(run, tmp_path):
    scenario = json.loads((ROOT / "bpmn" / "scenarios" / "externat" / "granted.json").read_text())
    scenario["answers"]["Identify"]["applicant_iin"] = "000000000001"
    path = tmp_path / "s.json"
    path.write_text(json.dumps(scenario))
    result = run("trace", MODEL, "--scenario", path)

    assert result.exit_code == 1
    assert "Identify: applicant_iin" in result.output


def test_a_refused_model_is_not_run(run, tmp_path):
    path = tmp_path / "bad.bpmn"
    path.write_text("<a/>")
    result = run("trace", path, "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["status"] == "refused"


def test_without_a_scenario_the_trace_is_printed_in_words(run):
    result = run("trace", MODEL)

    assert "   1  ServiceStart" in result.output
    assert "status: " in result.output


def test_a_scenario_of_another_format_is_refused(run, tmp_path):
    path = tmp_path / "s.json"
    path.write_text('{"answer": {}}')

    with pytest.raises(Exception, match=r"s\.json, answer: is not a member of a scenario"):
        run("trace", MODEL, "--scenario", path)


def test_real_workers_answer_what_is_not_scripted(run, tmp_path):
    scenario = json.loads(
        (ROOT / "bpmn" / "scenarios" / "externat" / "refused-at-intake.json").read_text()
    )
    scenario["jobs"] = {
        name: answer for name, answer in scenario["jobs"].items() if name.startswith("lookup")
    }
    scenario.pop("expect")
    path = tmp_path / "s.json"
    path.write_text(json.dumps(scenario))
    outcome = json.loads(run("trace", MODEL, "--scenario", path, "--workers", "--json").stdout)

    assert outcome["status"] == "completed", outcome["incidents"]
    assert outcome["variables"]["refusal_receipt_no"]
