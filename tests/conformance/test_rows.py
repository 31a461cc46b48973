"""Every model of the tables: checked, run through its scenario in one piece and from step to step, and compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import orjson
import pytest

from engine.calendar.working import WorkingCalendar
from engine.model.check import Known, Verdict, check_model
from engine.model.definition import ProcessDefinition
from engine.model.findings import Severity
from engine.model.values import Call
from engine.rehearsal.candidate import candidate
from engine.rehearsal.candidate import version_of as alone_version
from engine.rehearsal.scenario import read_scenario
from engine.rehearsal.trace import first_difference, run_scenario
from engine.step.version import Version
from tests.conformance.rows import Row
from tests.conformance.tables import ROWS

RUN = [row for row in ROWS if row.refused is None]
REFUSED = [row for row in ROWS if row.refused is not None]


def checked(row: Row) -> Verdict:
    others = {name: alone(xml) for name, xml in row.called.items()}

    def called(call: Call) -> ProcessDefinition | None:
        return others[call.key].definition if call.key in others else None

    return check_model(row.xml, file=f"{row.id}.bpmn", known=Known(called=called), lenient=True)


def alone(xml: bytes) -> Verdict:
    """A called model, whose own calls are not looked at."""
    return check_model(xml, file="called.bpmn", known=Known(), lenient=True)


def version_of(row: Row) -> Version:
    verdict = checked(row)
    assert verdict.deployable, verdict.findings
    called = (process for xml in row.called.values() for process in alone(xml).processes)
    library = [alone_version(process, number=1) for process in called]
    return candidate(verdict, lambda _: library, xml=row.xml)


@pytest.mark.parametrize("reloading", [False, True], ids=["straight", "reloaded"])
@pytest.mark.parametrize("row", RUN, ids=lambda row: row.id)
def test_a_model_runs_as_the_standard_says(row: Row, reloading: bool) -> None:
    version = version_of(row)
    scenario = read_scenario(orjson.dumps({**row.given, "expect": row.expect}), file=row.id)
    traced = run_scenario(version, scenario, calendar=WorkingCalendar(), reloading=reloading)
    assert first_difference(scenario.expect, traced) is None, traced


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.id)
def test_a_model_is_refused_with_element_and_reason(row: Row) -> None:
    verdict = checked(row)
    errors = [finding for finding in verdict.findings if finding.severity is Severity.ERROR]
    assert not verdict.deployable
    assert row.refused is not None
    element_id, reason = row.refused
    assert [e for e in errors if e.element_id == element_id and reason in e.message], errors


def test_no_two_rows_have_one_name() -> None:
    assert [name for name, count in Counter(row.id for row in ROWS).items() if count > 1] == []


def test_there_are_two_hundred_models_that_run() -> None:
    assert len(RUN) >= 200
    assert len(REFUSED) >= 30


def test_a_wrong_trace_would_be_seen() -> None:
    row = RUN[0]
    wrong = replace(row, expect={**row.expect, "trace": [*row.expect["trace"], "Nothing"]})
    with pytest.raises(AssertionError):
        test_a_model_runs_as_the_standard_says(wrong, reloading=False)
