"""What rounds and items cost as their number grows."""

from __future__ import annotations

from typing import Any

import pytest

from engine.calendar.working import WorkingCalendar
from engine.model.check import Known, check_model
from engine.rehearsal.outcome import Traced
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.trace import run_scenario
from engine.step.version import Version
from engine.tokens.execution import Model
from tests.conformance.rows import process
from tests.engine.tokens.drawing import (
    again,
    each,
    end,
    flows,
    job,
    script,
    start,
    sub,
    user,
    xor,
)
from tests.work import calls

LINE = flows("S > A > E")
COUNT = "n = n + 1"


def items(number: int) -> dict[str, Any]:
    return {"items": list(range(number))}


def rounds(number: int) -> dict[str, Any]:
    return {"n": 0, "most": number}


MODELS = {
    "loop of gateways, script": (
        process(
            start(),
            script("A", COUNT),
            xor("X", default="out"),
            end(),
            flows("S > A > X", "X > A : n < most", "X > E as out"),
        ),
        rounds,
    ),
    "standard loop, script": (
        process(start(), script("A", COUNT, inner=again("n < most")), end(), LINE),
        rounds,
    ),
    "standard loop, sub-process": (
        process(
            start(),
            sub(
                "A",
                again("n < most"),
                start("AS"),
                script("B", COUNT),
                end("AE"),
                flows("AS > B > AE"),
            ),
            end(),
            LINE,
        ),
        rounds,
    ),
    "parallel, script, results": (
        process(start(), script("A", "r = item * 2", inner=each(out="results of r")), end(), LINE),
        items,
    ),
    "parallel, user task, results": (
        process(start(), user("A", each(out="results of r")), end(), LINE),
        items,
    ),
    "parallel, service task": (process(start(), job("A", each()), end(), LINE), items),
    "parallel, sub-process, user task": (
        process(
            start(),
            sub("A", each(), start("AS"), user("B"), end("AE"), flows("AS > B > AE")),
            end(),
            LINE,
        ),
        items,
    ),
    "sequential, user task": (
        process(start(), user("A", each(sequential=True)), end(), LINE),
        items,
    ),
}


def work(xml: bytes, variables: dict[str, Any]) -> int:
    verdict = check_model(xml, file="times.bpmn", known=Known(), lenient=True)
    assert verdict.definition is not None, verdict.findings
    assert verdict.lowered is not None, verdict.findings
    version = Version(
        id=1,
        key="P",
        number=1,
        sha256="",
        definition=verdict.definition,
        model=Model.parse(verdict.lowered, "P"),
        xml=xml,
    )
    ended: list[Traced] = []
    scenario = Scenario(variables=variables)
    made = calls(lambda: ended.append(run_scenario(version, scenario, calendar=WorkingCalendar())))
    assert ended[0].status == "completed"
    return made


@pytest.mark.parametrize("name", MODELS)
def test_the_work_grows_with_the_number_and_not_with_its_square(name: str) -> None:
    xml, variables = MODELS[name]
    work(xml, variables(2))  # what is made once for all is not counted
    small, large = work(xml, variables(100)), work(xml, variables(400))

    assert large < 6 * small
