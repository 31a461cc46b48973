"""The verdict on a model: rules in order, the lowered document at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model import check
from engine.model.check import Known, Verdict, admit_model, check_model
from engine.model.findings import ModelRefused, Severity
from engine.model.lowering import Refused
from tests.engine.model.models import KNOWN, PLAIN, document, line, service

NOTHING_CHECKED = Known()


def verdict(xml: bytes, known: Known = KNOWN, *, lenient: bool = False) -> Verdict:
    return check_model(xml, file="visit.bpmn", known=known, lenient=lenient)


def test_a_plain_model_is_deployable_and_lowered() -> None:
    judged = verdict(PLAIN)
    assert judged.deployable
    assert judged.findings == ()
    assert judged.lowered
    assert judged.definition is not None
    assert judged.definition.process_id == "visit"


def test_the_same_model_is_lowered_to_the_same_bytes() -> None:
    assert verdict(PLAIN).lowered == verdict(PLAIN).lowered


def test_what_is_no_model_has_findings_and_no_definition() -> None:
    judged = verdict(b"<html/>")
    assert (judged.deployable, judged.definition, judged.lowered) == (False, None, None)
    assert [finding.rule for finding in judged.findings] == ["file"]


def test_a_document_that_breaks_the_schema_goes_no_further() -> None:
    judged = verdict(document('<startEvent id="A" wrong="1"/>'))
    assert "schema" in {finding.rule for finding in judged.findings}
    assert judged.definition is None


def test_several_findings_are_told_at_once() -> None:
    judged = verdict(document('<userTask id="A"/><scriptTask id="B"/>'))
    assert {"start-event", "user-task-form", "script-format"} <= {f.rule for f in judged.findings}


def test_a_refused_model_keeps_its_definition_and_is_not_lowered() -> None:
    judged = verdict(document('<startEvent id="Begin"/><scriptTask id="B"/>'))
    assert judged.definition is not None
    assert judged.lowered is None


def test_warnings_do_not_refuse() -> None:
    judged = verdict(document(line('<exclusiveGateway id="X"/>')), NOTHING_CHECKED)
    assert judged.deployable


UNWIRED = document(
    line(
        '<userTask id="Check" camunda:formKey="vizit"/>',
        service("Other").replace("notify", "fax"),
    )
)


def test_without_wiring_a_model_is_refused() -> None:
    errors = {
        (f.rule, f.element_id) for f in verdict(UNWIRED).findings if f.severity is Severity.ERROR
    }
    assert errors == {("user-task-form", "Check")}


def test_a_model_without_forms_lanes_and_workers_of_ours_runs() -> None:
    judged = verdict(
        document(line('<userTask id="Check"/>', service("Other").replace("notify", "fax")))
    )
    assert judged.deployable
    assert {(f.rule, f.severity) for f in judged.findings if f.rule != "labels"} == {
        ("user-task-form", Severity.WARNING),
        ("job-type", Severity.WARNING),
    }


def test_in_a_trace_missing_wiring_is_a_warning() -> None:
    judged = verdict(UNWIRED, lenient=True)
    assert judged.deployable
    assert {f.severity for f in judged.findings} == {Severity.WARNING}


def test_a_service_task_without_job_is_refused_also_in_a_trace() -> None:
    judged = verdict(document(line('<serviceTask id="Work"/>')), NOTHING_CHECKED, lenient=True)
    assert [(f.rule, f.severity) for f in judged.findings] == [("job-type", Severity.ERROR)]


def test_what_is_not_given_as_known_is_not_checked() -> None:
    judged = verdict(document(line(service().replace("notify", "fax"))), NOTHING_CHECKED)
    assert judged.findings == ()


def test_foreign_parts_are_listed_also_when_refused() -> None:
    foreign = service(attributes='zeebe:x="1"')
    assert verdict(document(line(foreign))).ignored == ("Notify: zeebe:x",)
    assert verdict(document(foreign + '<dataStoreReference id="D"/>')).ignored == (
        "Notify: zeebe:x",
        "visit: dataStoreReference",
    )


def test_what_the_lowering_refuses_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(root: object, process_id: str) -> bytes:
        raise Refused("Notify", "the thing cannot be lowered")

    monkeypatch.setattr(check, "lower", refuse)
    judged = verdict(PLAIN)
    assert not judged.deployable
    assert [(f.rule, f.element_id) for f in judged.findings] == [("lowering", "Notify")]


def test_admission_gives_the_verdict() -> None:
    assert admit_model(PLAIN, file="visit.bpmn", known=KNOWN).deployable


def test_admission_raises_with_file_element_and_reason() -> None:
    with pytest.raises(ModelRefused) as refused:
        admit_model(UNWIRED, file="visit.bpmn", known=KNOWN)
    assert "visit.bpmn, Check: The form vizit does not exist." in str(refused.value)
    assert all(finding.severity is Severity.ERROR for finding in refused.value.findings)


def test_the_verdict_as_json_has_the_promised_shape() -> None:
    told = json.loads(json.dumps(verdict(UNWIRED).as_json()))
    assert set(told) == {"deployable", "findings", "ignored"}
    assert told["deployable"] is False
    assert all(
        set(finding) == {"rule", "element_id", "message", "severity"}
        for finding in told["findings"]
    )
    assert {finding["severity"] for finding in told["findings"]} <= {"error", "warning"}


@given(st.data())
def test_a_damaged_model_gets_a_verdict(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(PLAIN) - 1))
    cut = data.draw(st.integers(0, 40))
    judged = verdict(
        PLAIN[:place] + data.draw(st.sampled_from([b"", b"x", b"__", b'"'])) + PLAIN[place + cut :]
    )
    assert judged.deployable == (judged.lowered is not None)
    assert judged.deployable or any(f.severity is Severity.ERROR for f in judged.findings)


MODELS = sorted((Path(__file__).parent / "rules").rglob("*.bpmn"))


@given(st.data())
def test_parts_cut_out_of_any_model_never_make_it_fail(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(MODELS)).read_bytes().splitlines()
    dropped = data.draw(st.sets(st.integers(2, len(lines) - 1), max_size=3))
    xml = b"\n".join(text for number, text in enumerate(lines) if number not in dropped)
    judged = verdict(xml, lenient=data.draw(st.booleans()))
    assert judged.deployable == (judged.lowered is not None)
