"""Soundness as a part of the verdict on a model, and the time it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.model.check import Verdict, check_model
from engine.model.findings import Finding, Severity
from engine.model.rules import PROCESS_RULES
from engine.model.soundness import MOST_TOKENS, NEEDED, RULE, soundness
from engine.model.values import Known
from tests.engine.model.models import KNOWN, condition, document, flow, line, service
from tests.engine.model.soundness.drawing import draw, sub_process, subject
from tests.engine.model.test_speed import long_model
from tests.work import calls

ROOT = Path(__file__).parents[4]
VALID = sorted((ROOT / "tests/engine/model/rules").glob("*/valid_*.bpmn"))
LANE = '<laneSet id="L"><lane id="A" name="Маман"><flowNodeRef>Ask</flowNodeRef></lane></laneSet>'


def verdict(process: str, known: Known = KNOWN) -> Verdict:
    return check_model(document(process), file="visit.bpmn", known=known)


def waiting(kind: str) -> str:
    """A choice between two jobs that meet in a gateway of this kind."""
    choice = '<exclusiveGateway id="X" default="X_B"/>'
    nodes = f'<startEvent id="Begin"/>{choice}{service("A")}{service("B")}<{kind} id="J"/><endEvent id="Done"/>'
    flows = flow("Begin", "X") + flow("X", "A", condition("n == 1")) + flow("X", "B")
    return nodes + flows + flow("A", "J") + flow("B", "J") + flow("J", "Done")


def test_a_sure_fault_refuses_the_model() -> None:
    judged = verdict(waiting("parallelGateway"))
    errors = [(f.rule, f.element_id) for f in judged.findings if f.severity is Severity.ERROR]
    assert errors == [(RULE, "J")]
    assert not judged.deployable
    assert judged.lowered is None


def test_the_same_with_the_right_gateway_is_deployable() -> None:
    judged = verdict(waiting("exclusiveGateway"))
    assert judged.deployable
    assert RULE not in {finding.rule for finding in judged.findings}


def test_it_is_told_beside_other_errors() -> None:
    judged = verdict(waiting("parallelGateway").replace("notify", "fax"))
    assert {"job-type", RULE} <= {finding.rule for finding in judged.findings}


def test_a_drawing_with_loose_ends_is_not_looked_at() -> None:
    judged = verdict(waiting("parallelGateway") + flow("A", "Gone"))
    rules = {finding.rule for finding in judged.findings}
    assert "flow-ends" in rules
    assert RULE not in rules


def test_it_waits_for_rules_that_there_are() -> None:
    assert PROCESS_RULES.keys() >= NEEDED


def test_a_plain_line_has_no_finding() -> None:
    assert verdict(line(service())).findings == ()


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_right_model_has_a_finding(path: Path) -> None:
    judged = check_model(path.read_bytes(), file=path.name, known=KNOWN)
    assert RULE not in {finding.rule for finding in judged.findings}


@pytest.mark.parametrize("path", sorted((ROOT / "bpmn").glob("*.bpmn")), ids=lambda path: path.stem)
def test_no_model_of_ours_has_a_finding(path: Path) -> None:
    judged = check_model(path.read_bytes(), file=path.name, known=Known())
    assert judged.definition is not None
    assert RULE not in {finding.rule for finding in judged.findings}


def work(process: str) -> int:
    judged = subject(process)
    return calls(lambda: list(soundness(judged)))


def _chain(rounds: int) -> str:
    steps = " ".join(f"Xor{n} A{n} Xor{n}z" for n in range(rounds))
    return draw(f"Begin {steps} End; " + ";".join(f"Xor{n} Xor{n}z" for n in range(rounds)))


def _parallel(branches: int, tasks: int) -> str:
    rows = (" ".join(f"T{n}x{m}" for m in range(tasks)) for n in range(branches))
    return draw("Begin And1;" + ";".join(f"And1 {row} And2" for row in rows) + ";And2 End")


def _inclusive(blocks: int) -> str:
    rows = (
        f"M{n} Or{n} A{n} Or{n}z M{n + 1}; Or{n} B{n} Or{n}z; Or{n} C{n} Or{n}z; Or{n} D{n} Or{n}z"
        for n in range(blocks)
    )
    return draw("Begin M0;" + ";".join(rows) + f";M{blocks} End")


def _nested(count: int) -> str:
    keys = [f"S{n}" for n in range(count)]
    inner = (sub_process(key, draw(f"Begin{key} A{key} B{key} End{key}")) for key in keys)
    return draw(f"Begin {' '.join(keys)} End", *inner, known=keys)


def _hopeless(branches: int) -> str:
    rows = (f"And1 Xor{n} A{n} And2; Xor{n} B{n} End{n}" for n in range(branches))
    return draw("Begin And1;" + ";".join(rows) + ";And2 End")


LARGE: Mapping[str, Callable[[int], str]] = {
    "choices one after the other": lambda size: _chain(66 * size),
    "parallel branches": lambda size: _parallel(20 * size, 10),
    "sub-processes": lambda size: _nested(40 * size),
}
"""Drawings of about 200 elements, times the size."""


@pytest.mark.parametrize("name", LARGE)
def test_its_work_grows_with_the_model_and_not_with_its_square(name: str) -> None:
    small, large = work(LARGE[name](1)), work(LARGE[name](4))

    assert large < 10 * small


@pytest.mark.parametrize("size", [1, 4])
def test_hopelessly_many_states_cost_no_more_than_is_allowed(size: int) -> None:
    judged = subject(_hopeless(50 * size))
    found: list[Finding] = []
    made = calls(lambda: found.extend(soundness(judged)))

    assert any("Not completely" in finding.message for finding in found)
    assert made < 10 * MOST_TOKENS


@pytest.mark.parametrize("size", [1, 4])
def test_inclusive_blocks_are_looked_at_whole(size: int) -> None:
    found = list(soundness(subject(_inclusive(28 * size))))

    assert [finding for finding in found if "Not completely" in finding.message] == []


def test_a_model_of_two_hundred_elements_is_checked_with_all_rules() -> None:
    judged = check_model(long_model(50), file="long.bpmn", known=KNOWN)
    assert judged.deployable
    assert not any(finding.rule == RULE for finding in judged.findings)
