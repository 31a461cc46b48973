"""A missing job type is an error always, one that is nearly ours where it shall be deployed; another is for workers outside."""

from __future__ import annotations

import pytest

from engine.model.check import Known, check_model
from engine.model.findings import Severity
from tests.engine.model.models import document, line, service

KNOWN = Known(job_types=frozenset({"notify", "notice", "archive"}))


def severities(xml: bytes, *, lenient: bool) -> list[tuple[str, Severity]]:
    verdict = check_model(xml, file="a.bpmn", known=KNOWN, lenient=lenient)
    return [(finding.rule, finding.severity) for finding in verdict.findings]


@pytest.mark.parametrize(
    ("lenient", "severity"), [(True, Severity.WARNING), (False, Severity.ERROR)]
)
def test_what_is_nearly_a_type_is_a_warning_in_a_trace(lenient: bool, severity: Severity) -> None:
    xml = document(line(service().replace("notify", "notyfy")))
    assert severities(xml, lenient=lenient) == [("job-type", severity)]


@pytest.mark.parametrize("lenient", [True, False])
def test_an_unknown_type_is_for_workers_outside(lenient: bool) -> None:
    xml = document(line(service().replace("notify", "fax")))
    assert severities(xml, lenient=lenient) == [("job-type", Severity.WARNING)]


@pytest.mark.parametrize("lenient", [True, False])
def test_a_missing_type_is_an_error(lenient: bool) -> None:
    assert severities(document(line('<serviceTask id="A"/>')), lenient=lenient) == [
        ("job-type", Severity.ERROR)
    ]


@pytest.mark.parametrize(
    ("written", "meant"), [("notyfy", "notify"), ("archiv", "archive"), ("notices", "notice")]
)
def test_the_nearest_type_is_suggested(written: str, meant: str) -> None:
    verdict = check_model(
        document(line(service().replace("notify", written))), file="a", known=KNOWN
    )
    assert f"Did you mean {meant}?" in verdict.findings[0].message
