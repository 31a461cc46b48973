"""A slip of the pen in a scenario is told."""

from __future__ import annotations

import pytest

from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.rehearsal.scenario import Happening, Scenario
from engine.rehearsal.scenario_names import unknown_names
from engine.settings import ROOT


@pytest.fixture(scope="module")
def definition():
    return read_definition(read_model((ROOT / "bpmn" / "externat.bpmn").read_bytes()))


def test_names_of_the_model_need_no_remark(definition):
    scenario = Scenario(
        answers={"CheckPackage": [{}]},
        jobs={"draft-order": [{}]},
        messages=(
            Happening(name="ResultCollected", after="AcceptDocuments"),
            Happening(name="Any"),
        ),
    )

    assert unknown_names(definition, scenario) == ()


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (
            Scenario(answers={"ChekPackage": [{}]}),
            "answers.ChekPackage: the model has no element ChekPackage.",
        ),
        (
            Scenario(jobs={"generate_order": [{}]}),
            "jobs.generate_order: no element of the model has this job type.",
        ),
        (
            Scenario(messages=(Happening(name="Came", after="Stor"),)),
            "messages[0].after: the model has no element Stor.",
        ),
        (
            Scenario(signals=(Happening(name="A"), Happening(name="B", after="x"))),
            "signals[1].after: the model has no element x.",
        ),
    ],
)
def test_a_name_that_the_model_does_not_have_is_named(definition, scenario, said):
    assert unknown_names(definition, scenario) == (said,)
