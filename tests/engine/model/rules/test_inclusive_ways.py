"""Up to 64 conditional flows lead out of one gateway or task; such a model is checked and run in little time."""

from __future__ import annotations

import pytest

from engine.calendar.working import WorkingCalendar
from engine.model.check import Known, Verdict, check_model
from engine.model.rules.inclusive_ways import MOST_CONDITIONS, RULE
from engine.rehearsal.outcome import Traced
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.trace import run_scenario
from engine.step.version import Version
from engine.tokens.execution import Model
from tests.conformance.rows import process
from tests.engine.tokens.drawing import end, flows, some, start, task, xor
from tests.work import calls


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


def test_beyond_the_limit_the_work_grows_with_the_ways_and_not_with_their_square() -> None:
    work = [
        calls(lambda: checked(fan(some("O", default="other"), ways)))  # noqa: B023
        for ways in (MOST_CONDITIONS + 1, 4 * MOST_CONDITIONS)
    ]
    assert work[1] < 8 * work[0]


def gateways(number: int) -> bytes:
    """One after the other; each with 2,080 pairs of ways."""
    body, drawn = [start(), end()], ["S > O0"]
    for nth in range(number):
        last = nth == number - 1
        body += [some(f"O{nth}", default=f"d{nth}"), some(f"J{nth}")]
        drawn += [f"O{nth} > J{nth} : c{way}" for way in range(MOST_CONDITIONS)]
        drawn += [f"O{nth} > J{nth} as d{nth}", f"J{nth} > {'E' if last else f'O{nth + 1}'}"]
    return process(*body, flows(*drawn))


def test_the_work_of_many_such_gateways_grows_with_their_number() -> None:
    few, many = gateways(2), gateways(8)
    checked(few)
    small, large = calls(lambda: checked(few)), calls(lambda: checked(many))
    assert checked(many).deployable
    assert large < 7 * small


def test_at_the_limit_it_is_deployable() -> None:
    assert checked(fan(some("O", default="other"), MOST_CONDITIONS)).deployable
    assert not checked(fan(some("O", default="other"), MOST_CONDITIONS + 1)).deployable


def branches(ways: int) -> int:
    """Work of a run down all of them at once."""
    xml = fan(some("O", default="other"), ways)
    verdict = checked(xml)
    assert verdict.definition is not None
    assert verdict.lowered is not None
    model = Model.parse(verdict.lowered, "P")
    version = Version(
        id=1, key="P", number=1, sha256="", definition=verdict.definition, model=model, xml=xml
    )
    scenario = Scenario(variables={f"c{nth}": True for nth in range(ways)})
    ended: list[Traced] = []
    made = calls(lambda: ended.append(run_scenario(version, scenario, calendar=WorkingCalendar())))
    assert ended[0].status == "completed"
    assert ended[0].trace.count("J") == 1
    return made


def test_the_work_of_many_branches_grows_with_their_number_and_not_with_its_square() -> None:
    branches(2)
    small, large = branches(16), branches(64)
    assert large < 10 * small
