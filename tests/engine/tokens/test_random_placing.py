"""Random models in which a person moves tokens and reopens what has ended, at random moments.

After every step the instance that its history gives is the live one, and a run never stands still without saying so: it has
ended, waits for something, or has an incident. `RUQSAT_RANDOM_RUNS=5000` for a long run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from engine.calendar.working import WorkingCalendar
from engine.errors import EngineError
from engine.history.events import EventKind
from engine.rehearsal.outcome import BEGINNING
from engine.step.advance import advance
from engine.step.answers import Live, Playback
from engine.step.states import InstanceStatus
from engine.step.values import Input, Standing, Step
from engine.tokens.execution import Execution, Trouble, Wait, WaitKind
from tests.conformance.blocks import Maker, counters, xml_of
from tests.conformance.test_random_blocks import version_of

RUNS = int(os.environ.get("RUQSAT_RANDOM_RUNS", "120"))
SHARES = 6
MOST_STEPS = 20
CALENDAR = WorkingCalendar()
REASON = "seed"


@dataclass
class Case:
    """An instance with its history, beside a second one that is made from the history alone."""

    random: Random
    now: datetime = BEGINNING
    standing: Standing = field(default_factory=lambda: Standing(business_key="1"))
    status: InstanceStatus = InstanceStatus.ACTIVE
    incidents: set[Trouble] = field(default_factory=set)
    moved: int = 0
    reopened: int = 0

    def __post_init__(self) -> None:
        maker = Maker(self.random, self.random.randint(2, 10))
        drawing = maker.drawing(3)
        xml = xml_of(drawing)
        self.version, self.another = version_of(xml), version_of(xml)
        data = {"variables": {**counters(drawing), "yes": True}, "start_element": None}
        self.take(Input(kind=EventKind.INSTANCE_STARTED, data=data))

    def take(self, given: Input) -> None:
        outside = Live(now=self.now, calendar=CALENDAR)
        before = self.standing
        step = advance(self.version, before, given, outside)
        again = advance(self.another, before, given, Playback(self.now, outside.recorded))
        assert (again.standing, again.digest) == (step.standing, step.digest)
        assert again.opened == step.opened
        self.standing, self.status = step.standing, step.status
        self._note(step)
        if given.data.get("moves", True):
            self._look()

    def _note(self, step: Step) -> None:
        self.incidents |= set(step.troubles)
        self.incidents -= set(step.healed)

    def _look(self) -> None:
        """Never open without anything that it waits for, unless an incident says so; then something can be moved."""
        execution = self.execution()
        waits, stands = execution.waits(), execution.by_hand.stands()
        if self.status is InstanceStatus.ACTIVE:
            assert waits or (self.incidents and stands)
        else:
            assert not waits
            assert not stands

    def execution(self) -> Execution:
        nobody = Playback(self.now, [], explaining=False)
        return Execution.load(self.version.model, nobody, self.standing.state)

    def play(self) -> None:
        for _ in range(MOST_STEPS):
            if self.status is not InstanceStatus.ACTIVE:
                self.reopen()
            elif self.random.random() < 0.3 or not self.answerable():
                self.move()
            else:
                self.answer(self.random.choice(self.answerable()))

    def answerable(self) -> list[Wait]:
        """What is awaited but conditions, which nobody answers."""
        return [w for w in self.execution().waits() if w.kind is not WaitKind.CONDITION]

    def reopen(self) -> None:
        target = self.random.choice(self.execution().by_hand.entries())
        data = {"to": target, "reason": REASON}
        self.take(Input(kind=EventKind.INSTANCE_REOPENED, data=data))
        self.reopened += 1

    def move(self) -> None:
        by_hand = self.execution().by_hand
        stand = self.random.choice(by_hand.stands())
        target = self.random.choice(by_hand.targets(stand.token))
        data = {"to": target, "reason": REASON, "moves": True}
        place = stand.element_ids[0]
        kind = EventKind.TOKEN_MOVED
        self.take(Input(kind=kind, element_id=place, token=stand.token, data=data))
        self.moved += 1

    def answer(self, wait: Wait) -> None:
        kinds = {
            WaitKind.USER_TASK: EventKind.USER_TASK_COMPLETED,
            WaitKind.MESSAGE: EventKind.MESSAGE_CORRELATED,
            WaitKind.TIMER: EventKind.TIMER_FIRED,
        }
        if wait.due_at is not None:
            self.now = max(self.now, wait.due_at) + timedelta(seconds=1)
        data = {"variables": {}}
        kind = kinds[wait.kind]
        self.take(Input(kind=kind, element_id=wait.element_id, token=wait.token, data=data))


@pytest.mark.parametrize("share", range(SHARES))
def test_what_a_person_moves_replays_and_never_stands_still_in_silence(share: int) -> None:
    moved = reopened = 0
    each = RUNS // SHARES
    for seed in range(share * each, (share + 1) * each):
        try:
            case = Case(Random(seed))
            case.play()
        except (EngineError, AssertionError, LookupError) as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error
        moved, reopened = moved + case.moved, reopened + case.reopened
    assert moved > each
    assert reopened > each


def suspended_between(case: Case) -> bytes:
    """A move while it is suspended, and the resuming after it; the state of before."""
    before = case.standing
    by_hand = case.execution().by_hand
    stand = case.random.choice(by_hand.stands())
    data = {"to": case.random.choice(by_hand.targets(stand.token)), "reason": REASON}
    moved = Input(
        kind=EventKind.TOKEN_MOVED,
        element_id=stand.element_ids[0],
        token=stand.token,
        data={**data, "moves": False},
    )
    case.take(moved)
    case.take(Input(kind=EventKind.INSTANCE_RESUMED, data={"reason": REASON}))
    resting = case.standing.state
    case.standing = before
    case.take(Input(**{**vars(moved), "data": {**data, "moves": True}}))
    return resting


@pytest.mark.parametrize("seed", range(30))
def test_a_move_that_rests_until_it_is_resumed_leads_to_the_same(seed: int) -> None:
    case = Case(Random(seed))
    if case.status is InstanceStatus.ACTIVE:
        assert suspended_between(case) == case.standing.state
