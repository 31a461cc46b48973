"""Random block-structured models and random runs against the reference; after every step rebuilt from the history.

`RUQSAT_RANDOM_RUNS=20000 pytest tests/conformance/test_random_blocks.py -s` for a long run, from the seed
`RUQSAT_RANDOM_SEED` on.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from engine.calendar.working import WorkingCalendar
from engine.history.events import EventKind
from engine.model.check import Known, check_model
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.model.lowering import lower
from engine.rehearsal.outcome import BEGINNING
from engine.step.advance import advance
from engine.step.answers import Live, Playback
from engine.step.states import InstanceStatus
from engine.step.values import Input, Standing, Step
from engine.step.version import Version
from engine.tokens.execution import Execution, Model
from tests.conformance.blocks import Drawing, Maker, counters, xml_of
from tests.conformance.reference import Reference

RUNS = int(os.environ.get("RUQSAT_RANDOM_RUNS", "150"))
SEED = int(os.environ.get("RUQSAT_RANDOM_SEED", "0"))
SHARES = 10
CALENDAR = WorkingCalendar()
MOST_STEPS = 25


def version_of(xml: bytes) -> Version:
    root = read_model(xml)
    return Version(
        id=1,
        key="P",
        number=1,
        sha256="",
        definition=read_definition(root),
        model=Model.parse(lower(root), "P"),
        xml=xml,
    )


@dataclass
class Instance:
    """An instance with its history: inputs with their times and what came from outside."""

    version: Version
    now: datetime = BEGINNING
    standing: Standing = field(default_factory=lambda: Standing(business_key="1"))
    history: list[tuple[datetime, Input, list]] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    status: InstanceStatus = InstanceStatus.ACTIVE

    def __post_init__(self) -> None:
        self.another = version_of(self.version.xml)

    def outside(self) -> Live:
        return Live(now=self.now, calendar=CALENDAR)

    def take(self, given: Input) -> Step:
        outside = self.outside()
        step = advance(self.version, self.standing, given, outside)
        assert not step.troubles
        self.history.append((self.now, given, outside.recorded))
        self.standing, self.status = step.standing, step.status
        self.trace += [done.element_id for done in step.completions]
        return step

    def rebuilt(self) -> tuple[bytes, list[str]]:
        """State and trace from the history alone, with the model parsed for itself."""
        version, standing, trace = self.another, Standing(business_key="1"), []
        for at, given, recorded in self.history:
            step = advance(version, standing, given, Playback(at, recorded))
            standing = step.standing
            trace += [done.element_id for done in step.completions]
        return standing.state, trace

    def waits(self) -> list[tuple[int, str]]:
        outside = self.outside()
        execution = Execution.load(self.version.model, outside, self.standing.state)
        return [(wait.token, wait.element_id) for wait in execution.waits()]


class Run:
    def __init__(self, drawing: Drawing, random: Random) -> None:
        self.random = random
        self.reference = Reference(drawing)
        self.instance = Instance(version_of(xml_of(drawing)))
        data = {"variables": {**counters(drawing), "yes": True}, "start_element": None}
        self.instance.take(Input(kind=EventKind.INSTANCE_STARTED, data=data))
        self.compare()

    def compare(self) -> None:
        instance, reference = self.instance, self.reference
        assert instance.trace == reference.trace
        assert [name for _, name in instance.waits()] == [
            name for _, name, _ in reference.waiting()
        ]
        assert (instance.status is InstanceStatus.COMPLETED) == reference.finished
        assert instance.rebuilt() == (instance.standing.state, instance.trace)

    def play(self) -> int:
        for steps in range(MOST_STEPS):
            waiting = self.reference.waiting()
            open_to_us = [nth for nth, (_, _, kind) in enumerate(waiting) if kind != "true"]
            if not open_to_us:
                assert self.reference.finished
                return steps
            self._step(self.random.choice(open_to_us), waiting)
            self.compare()
        return MOST_STEPS

    def _step(self, nth: int, waiting: list[tuple[int, str, str]]) -> None:
        number, element_id, kind = waiting[nth]
        token, _ = self.instance.waits()[nth]
        if kind == "timer":
            day = self.reference.next_day()
            self.instance.now = BEGINNING + timedelta(days=day)
            self._take(EventKind.TIMER_FIRED, element_id, token)
            self.reference.wait(day)
        elif kind == "message":
            self._take(EventKind.MESSAGE_CORRELATED, element_id, token)
            self.reference.send(number)
        else:
            self._take(EventKind.USER_TASK_COMPLETED, element_id, token)
            self.reference.answer(number)

    def _take(self, kind: EventKind, element_id: str, token: int) -> None:
        data = {"variables": {}}
        self.instance.take(Input(kind=kind, element_id=element_id, token=token, data=data))


def played(seed: int) -> tuple[int, int]:
    """Nodes and steps of one model with one run."""
    random = Random(seed)
    maker = Maker(random, random.randint(2, 12))
    drawing = maker.drawing(3)
    return maker.count, Run(drawing, random).play()


@pytest.mark.parametrize("share", range(SHARES))
def test_random_models_run_as_the_reference_says(
    share: int, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes = steps = 0
    first, each = SEED + share * (RUNS // SHARES), RUNS // SHARES
    for seed in range(first, first + each):
        try:
            drawn, taken = played(seed)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        nodes, steps = nodes + drawn, steps + taken
    assert steps > each
    told = f"seeds {first} to {first + each - 1}: {nodes} elements, {steps} steps"
    with capsys.disabled():
        print(f"\n{told}", end="")  # noqa: T201 - seeds are to be seen


@pytest.mark.parametrize("seed", range(20))
def test_random_models_may_be_deployed(seed: int) -> None:
    random = Random(seed)
    drawing = Maker(random, random.randint(2, 12)).drawing(3)
    verdict = check_model(xml_of(drawing), file="random.bpmn", known=Known(), lenient=True)
    assert verdict.deployable, verdict.findings
