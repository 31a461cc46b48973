"""Each rule is silent on its `valid_*.bpmn` and says of its `invalid_*.bpmn` what `reports.json` holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.model.check import check_model
from engine.model.findings import Finding
from engine.model.rules import DOCUMENT_RULES, PROCESS_RULES
from tests.engine.model.models import KNOWN

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
RULES = [*DOCUMENT_RULES, *PROCESS_RULES]
VALID = sorted(HERE.glob("*/valid_*.bpmn"))
INVALID = sorted(HERE.glob("*/invalid_*.bpmn"))


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def reports(path: Path) -> list[Finding]:
    """What the rule that the folder is named for says of the model."""
    verdict = check_model(path.read_bytes(), file=path.name, known=KNOWN)
    return [finding for finding in verdict.findings if finding.rule == path.parent.name]


@pytest.mark.parametrize("path", VALID, ids=label)
def test_a_right_model_is_deployable_and_the_rule_is_silent(path: Path) -> None:
    verdict = check_model(path.read_bytes(), file=path.name, known=KNOWN)
    assert verdict.deployable, verdict.findings
    assert reports(path) == []


@pytest.mark.parametrize("path", INVALID, ids=label)
def test_a_wrong_model_is_reported_exactly(path: Path) -> None:
    expected = json.loads((path.parent / "reports.json").read_text(encoding="utf-8"))[path.stem]
    assert expected
    assert [[finding.element_id, finding.message] for finding in reports(path)] == expected


def test_every_report_belongs_to_a_model() -> None:
    told = {
        (file.parent.name, stem)
        for file in HERE.glob("*/reports.json")
        for stem in json.loads(file.read_text("utf-8"))
    }
    assert told == {(path.parent.name, path.stem) for path in INVALID}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_a_right_and_a_wrong_model(rule: str) -> None:
    folders = {path.parent.name for path in VALID} & {path.parent.name for path in INVALID}
    assert rule in folders


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_the_function_of_its_modules_name(rule: str) -> None:
    function = {**DOCUMENT_RULES, **PROCESS_RULES}[rule]
    assert function.__module__ == f"engine.model.rules.{rule.replace('-', '_')}"
    assert function.__name__ == rule.replace("-", "_")


@pytest.mark.parametrize("rule", [*RULES, "file", "schema", "lowering", "soundness"])
def test_each_rule_has_its_heading_in_the_docs(rule: str) -> None:
    lines = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines()
    assert f"## {rule}" in lines
    section = "\n".join(lines[lines.index(f"## {rule}") + 1 :]).split("\n## ")[0]
    assert all(f"**{word}.**" in section for word in ("What", "Why", "Redraw"))


def test_the_docs_describe_no_rule_that_is_gone() -> None:
    lines = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines()
    headings = {line.removeprefix("## ") for line in lines if line.startswith("## ")}
    assert headings == {*RULES, "file", "schema", "lowering", "soundness"}


@pytest.mark.parametrize("path", INVALID, ids=label)
def test_each_sentence_starts_large_and_ends(path: Path) -> None:
    for finding in reports(path):
        assert finding.message[0].isupper() or finding.message[0] == "«"
        assert finding.message.endswith((".", "?"))
