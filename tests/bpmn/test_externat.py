"""The service as it runs: every scenario, through the same step as live execution."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.calendar.working import WorkingCalendar
from engine.model.check import Verdict, check_model
from engine.model.values import Known
from engine.rehearsal.scenario import read_scenario
from engine.rehearsal.trace import first_difference, run_scenario
from engine.step.version import Version
from engine.tokens.execution import Model
from forms.library import form_keys
from tests.bpmn.drawing import BPMN_FOLDER
from workers.handlers import HANDLERS

FILES = sorted((BPMN_FOLDER / "scenarios" / "externat").glob("*.json"))
XML = (BPMN_FOLDER / "externat.bpmn").read_bytes()


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    known = Known(job_types=frozenset(HANDLERS), form_keys=frozenset(form_keys()))
    return check_model(XML, file="externat.bpmn", known=known)


@pytest.fixture(scope="module")
def version(verdict: Verdict) -> Version:
    assert verdict.definition is not None
    assert verdict.lowered is not None
    return Version(
        id=0,
        key="externat",
        number=0,
        sha256="",
        definition=verdict.definition,
        model=Model.parse(verdict.lowered, "externat"),
        xml=XML,
    )


def test_the_model_is_deployable_without_a_finding(verdict: Verdict) -> None:
    assert verdict.deployable
    assert verdict.findings == ()


def test_nothing_in_the_model_is_ignored(verdict: Verdict) -> None:
    assert verdict.ignored == ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_scenario_runs_as_it_expects(version: Version, file: Path) -> None:
    scenario = read_scenario(file.read_bytes(), file=file.name)
    traced = run_scenario(version, scenario, calendar=WorkingCalendar())
    assert first_difference(scenario.expect, traced) is None
