"""Up to 64 conditional flows lead out of one gateway or task; such a model is checked and run in little time."""

from __future__ import annotations

from time import process_time

import pytest

from engine.calendar.working import WorkingCalendar
from engine.model.check import Known, Verdict, check_model
from engine.model.rules.inclusive_ways import MOST_CONDITIONS, RULE
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.trace import run_scenario
from engine.step.version import Version
from engine.tokens.execution import Model
from tests.conformance.rows import process
from tests.engine.tokens.drawing import end, flows, some, start, task, xor


def fan(gateway: str, ways: int) -> bytes:
    tasks = [f"T{n}" for n in range(ways)]
    out = [f"O > {key} : c{n}" for n, key in enumerate(tasks)]
    back = [f"{key} > J" for key in tasks]
    body = (start(), gateway, some("J"), end(), *(task(key) for key in (*tasks, "Else")))
    return process(*body, flows("S > O", *out, "O > Else as other", *back, "Else > J > E"))


def checked(xml: bytes) -> Verdict:
    return check_model(xml, file="fan.bpmn", known=Known(), lenient=True)


def reported(xml: bytes) -> list[str]:
    return [finding.element_id for finding in checked(xml).findings if finding.rule == RULE]


@pytest.mark.parametrize("gateway", [some("O", default="other"), task("O", default="other")])
def test_sixty_four_may_lead_out_and_no_more(gateway: str) -> None:
    assert reported(fan(gateway, MOST_CONDITIONS)) == []
    assert reported(fan(gateway, MOST_CONDITIONS + 1)) == ["O"]


def test_an_exclusive_gateway_may_have_any_number() -> None:
    assert reported(fan(xor("O", default="other"), 200)) == []


@pytest.mark.parametrize("ways", [MOST_CONDITIONS, 1_000])
def test_the_check_takes_little_time_however_many_there_are(ways: int) -> None:
    xml = fan(some("O", default="other"), ways)
    began = process_time()
    verdict = checked(xml)
    assert process_time() - began < 2
    assert verdict.deployable == (ways == MOST_CONDITIONS)


def test_many_such_gateways_are_checked_in_little_time() -> None:
    """50 with 2,080 pairs each would be 100,000 ways on."""
    body, drawn = [start(), end()], ["S > O0"]
    for nth in range(50):
        body += [some(f"O{nth}", default=f"d{nth}"), some(f"J{nth}")]
        drawn += [f"O{nth} > J{nth} : c{way}" for way in range(MOST_CONDITIONS)]
        drawn += [f"O{nth} > J{nth} as d{nth}", f"J{nth} > {f'O{nth + 1}' if nth < 49 else 'E'}"]
    xml = process(*body, flows(*drawn))
    began = process_time()
    assert checked(xml).deployable
    assert process_time() - began < 6


def test_sixty_four_branches_are_run_and_joined_in_little_time() -> None:
    xml = fan(some("O", default="other"), MOST_CONDITIONS)
    verdict = checked(xml)
    assert verdict.definition is not None
    assert verdict.lowered is not None
    model = Model.parse(verdict.lowered, "P")
    version = Version(
        id=1, key="P", number=1, sha256="", definition=verdict.definition, model=model, xml=xml
    )
    scenario = Scenario(variables={f"c{nth}": True for nth in range(MOST_CONDITIONS)})
    began = process_time()
    traced = run_scenario(version, scenario, calendar=WorkingCalendar())
    assert process_time() - began < 1
    assert traced.status == "completed"
    assert traced.trace.count("J") == 1
