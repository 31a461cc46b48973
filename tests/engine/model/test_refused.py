"""What other engines run silently wrong, or run as code on the server, is refused: each model with its rule and element."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.model.check import admit_model, check_model
from engine.model.findings import ModelRefused, Severity
from tests.engine.model.models import KNOWN

FOLDER = Path(__file__).parent / "refused"
REASONS: dict[str, dict[str, str]] = json.loads((FOLDER / "reasons.json").read_text("utf-8"))


@pytest.mark.parametrize("stem", sorted(REASONS))
def test_a_construct_that_would_run_wrong_is_refused(stem: str) -> None:
    verdict = check_model((FOLDER / f"{stem}.bpmn").read_bytes(), file=f"{stem}.bpmn", known=KNOWN)
    errors = {(f.rule, f.element_id) for f in verdict.findings if f.severity is Severity.ERROR}
    assert not verdict.deployable
    assert (REASONS[stem]["rule"], REASONS[stem]["element_id"]) in errors


@pytest.mark.parametrize("stem", sorted(REASONS))
def test_its_refusal_says_file_and_element(stem: str) -> None:
    with pytest.raises(ModelRefused) as refused:
        admit_model((FOLDER / f"{stem}.bpmn").read_bytes(), file=f"{stem}.bpmn", known=KNOWN)
    element = REASONS[stem]["element_id"]
    assert f"{stem}.bpmn, {element}" in str(refused.value)


@pytest.mark.parametrize("stem", sorted(REASONS))
def test_a_trace_runs_it_no_more_than_a_deployment(stem: str) -> None:
    wiring = {"job-type", "user-task-form"}
    xml = (FOLDER / f"{stem}.bpmn").read_bytes()
    verdict = check_model(xml, file=f"{stem}.bpmn", known=KNOWN, lenient=True)
    assert verdict.deployable == (REASONS[stem]["rule"] in wiring)


def test_each_model_has_its_reason() -> None:
    assert {path.stem for path in FOLDER.glob("*.bpmn")} == set(REASONS)


def test_what_the_file_names_is_not_in_the_sentence() -> None:
    xml = (FOLDER / "doctype_with_a_file_entity.bpmn").read_bytes()
    verdict = check_model(xml, file="x.bpmn", known=KNOWN)
    assert "hostname" not in str(verdict.findings)
