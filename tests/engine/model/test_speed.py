"""How long a check takes; the time is printed, not judged."""

from __future__ import annotations

from time import perf_counter

import pytest

from engine.model.check import check_model
from tests.engine.model.models import KNOWN, condition, document, flow, service


def long_model(rounds: int) -> bytes:
    """A chain of `rounds` pieces: service, choice, user task or straight on, merge; four elements each."""
    parts = ['<startEvent id="Begin"/>']
    before = "Begin"
    for n in range(rounds):
        choice = f'<exclusiveGateway id="X{n}" default="X{n}_M{n}"/>'
        person = (
            f'<userTask id="U{n}" camunda:formKey="visit" camunda:dueDate="businessDays({n + 1})"/>'
        )
        parts += [
            service(f"S{n}"),
            choice,
            person,
            f'<exclusiveGateway id="M{n}"/>',
            flow(before, f"S{n}"),
        ]
        parts += [
            flow(f"S{n}", f"X{n}"),
            flow(f"X{n}", f"U{n}", condition(f"n &gt; {n} and channel == 'desk'")),
        ]
        parts += [flow(f"X{n}", f"M{n}"), flow(f"U{n}", f"M{n}")]
        before = f"M{n}"
    return document(_lane(rounds) + "".join(parts) + '<endEvent id="Done"/>' + flow(before, "Done"))


def _lane(rounds: int) -> str:
    members = "".join(f"<flowNodeRef>U{n}</flowNodeRef>" for n in range(rounds))
    return f'<laneSet id="L"><lane id="A" name="Маман">{members}</lane></laneSet>'


@pytest.mark.parametrize("rounds", [50, 200])
def test_a_long_model_is_checked(rounds: int, capsys: pytest.CaptureFixture[str]) -> None:
    xml = long_model(rounds)
    began = perf_counter()
    verdict = check_model(xml, file="long.bpmn", known=KNOWN)
    took = perf_counter() - began
    assert verdict.deployable, verdict.findings
    assert verdict.definition is not None
    assert len(verdict.definition.elements) == 4 * rounds + 2
    with capsys.disabled():
        print(f"\ncheck of {4 * rounds + 2} elements: {took * 1000:.0f} ms")  # noqa: T201 - this is what the test is for
