"""What a check costs as a model grows."""

from __future__ import annotations

from engine.model.check import check_model
from tests.engine.model.models import KNOWN, condition, document, flow, service
from tests.work import calls


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


def work(rounds: int) -> int:
    xml = long_model(rounds)
    return calls(lambda: check_model(xml, file="long.bpmn", known=KNOWN))


def test_a_long_model_is_checked() -> None:
    verdict = check_model(long_model(200), file="long.bpmn", known=KNOWN)

    assert verdict.deployable, verdict.findings
    assert verdict.definition is not None
    assert len(verdict.definition.elements) == 4 * 200 + 2


def test_the_work_grows_with_the_model_and_not_with_its_square() -> None:
    work(1)  # what is made once for all is not counted
    small, large = work(25), work(100)

    assert large < 6 * small
