"""Models in the manner of other programs: judged without a crash, and what is not understood is named with its element."""

from __future__ import annotations

import pytest

from engine.model.check import Verdict, check_model
from engine.settings import ROOT
from tests.engine.model.models import KNOWN

MODELS = {
    path.name: path.read_bytes()
    for path in sorted((ROOT / "tests" / "engine" / "model" / "foreign_models").iterdir())
}

#: Of each program something of its own: parts that are not executed, and rules that refuse the model.
NAMED: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "activiti.bpmn20.xml": (
        ("modifyApply: activiti:formProperty", "mail: activiti:delegateExpression"),
        (("script-format", "script"), ("user-task-form", "modifyApply")),
    ),
    "aris.bpmn": (("_p1: aris:guid", "_p2: process that does not run"), ()),
    "bizagi.bpmn": (("Id_task: bizagi:BizagiExtensions",), ()),
    "bpmn_io.bpmn": (("Process_1: process that does not run",), (("executable-process", ""),)),
    "camunda7.bpmn": (
        ("Approve: camunda:formData", "Error_1: camunda:errorMessage"),
        (("general-code", "Approve"), ("expressions", "Approve"), ("job-type", "Pay")),
    ),
    "camunda8.bpmn": (
        ("Collect: zeebe:taskDefinition", "Message_1: zeebe:subscription"),
        (("job-type", "Collect"), ("user-task-form", "Review")),
    ),
    "eclipse.bpmn2": (("Task_1: ext:style",), (("executable-process", ""),)),
    "flowable.bpmn": (
        ("decide: flowable:candidateGroups", "holidayRequest: flowable:eventListener"),
        (("multi-instance", "decide"),),
    ),
    "jbpm.bpmn": (
        ("_T1: drools:onEntry-script", "evaluation: drools:packageName"),
        (("known-elements", "_T1"),),
    ),
    "signavio.bpmn": (
        ("sid-check: signavio:signavioLabel", "sid-c0: signavio:signavioDiagramMetaData"),
        (("executable-process", ""),),
    ),
    "spiff_arena.bpmn": (
        ("ask: spiffworkflow:preScript", "call: spiffworkflow:serviceTaskOperator"),
        (("script-format", "count"), ("job-type", "call")),
    ),
    "trisotech.bpmn": (("_wait: trisofeed:image", "_msg: triso:customColor"), (("schema", "_8a"),)),
}  # fmt: skip


def verdict(name: str) -> Verdict:
    return check_model(MODELS[name], file=name, known=KNOWN)


def test_every_model_is_looked_at() -> None:
    assert MODELS.keys() == NAMED.keys()
    assert len(MODELS) >= 10


@pytest.mark.parametrize("name", MODELS)
def test_what_is_not_executed_is_named_with_its_element(name: str) -> None:
    assert set(NAMED[name][0]) <= set(map(str, verdict(name).ignored))


@pytest.mark.parametrize("name", MODELS)
def test_what_cannot_run_is_refused_at_its_element(name: str) -> None:
    found = {(finding.rule, finding.element_id) for finding in verdict(name).findings}
    assert set(NAMED[name][1]) <= found


@pytest.mark.parametrize("name", MODELS)
def test_every_sentence_is_there_in_all_languages(name: str) -> None:
    for finding in verdict(name).findings:
        said = {language: finding.text(language) for language in ("kk", "ru", "en")}
        assert all(said.values())
        assert len(set(said.values())) == len(said), said


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_deployable_only_where_nothing_refuses_it(name: str) -> None:
    found = verdict(name)
    assert found.deployable == (not NAMED[name][1])
