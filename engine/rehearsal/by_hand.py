"""A model tried out by hand, in memory, on a controlled clock: the same steps as `trace` takes, one action at a time.

What is kept of a tryout is its list of actions; where it stands is what they come to when they are done anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engine.calendar.working import WorkingCalendar
from engine.expression import InvalidIso, parse_duration
from engine.expression.values import Variables
from engine.model.dialect import EventKind as Trigger
from engine.rehearsal.actions import (
    Action,
    ActionRefused,
    CompleteJob,
    CompleteTask,
    FailJob,
    MoveClock,
    Refusal,
    SendMessage,
    SendSignal,
    Start,
    ThrowError,
    refuse_unfit_variables,
)
from engine.rehearsal.messages import Letter
from engine.rehearsal.outcome import Run
from engine.rehearsal.progress import Awaited, LastAction, Progress, Sent, Visit
from engine.rehearsal.run import Rehearsal, room_of
from engine.rehearsal.scenario import Scenario
from engine.step.starts import begun_plainly
from engine.step.states import InstanceStatus
from engine.step.values import Opened, OpenedJob, OpenedSubscription, OpenedTask, OpenedTimer, Step
from engine.step.version import Version

MOST_ACTIONS = 500
MOST_STEPS = (
    2_000  #: of one action: a timer that fires every second for a year would take a day of ours
)


class Tryout(Rehearsal):
    """Use `tried` to make one of a list of actions."""

    def __init__(self, version: Version, calendar: WorkingCalendar) -> None:
        """Raises UnknownCall, EndlessCall."""
        super().__init__(version, Scenario(), calendar, explaining=True)
        self.actions: list[Action] = []
        self.visits: dict[tuple[str, int, int], Visit] = {}
        self.sent: list[Sent] = []
        self.last = LastAction()
        self._steps = 0

    # where it stands

    @property
    def progress(self) -> Progress:
        if not self.runs:
            return Progress.NEW
        if any(run.incidents for run in self.runs):
            return Progress.INCIDENT
        going = any(run.status is InstanceStatus.ACTIVE for run in self.runs)
        return Progress.WAITING if going else Progress.COMPLETED

    @property
    def variables(self) -> Variables:
        """Of the first instance."""
        return self.runs[0].variables if self.runs else {}

    def awaited(self) -> Iterator[Awaited]:
        """All that is open in instances that have not ended, in order of arrival."""
        for run in self.runs:
            if run.status is InstanceStatus.ACTIVE:
                for opened in run.open.values():
                    yield Awaited(
                        run=run.number,
                        opened=opened,
                        retry_at=run.later.get(opened.token),
                        incident=run.incidents.get(opened.token, ("", ""))[1],
                    )

    def tasks(self) -> list[Awaited]:
        return [each for each in self.awaited() if isinstance(each.opened, OpenedTask)]

    def jobs(self) -> list[Awaited]:
        return [each for each in self.awaited() if isinstance(each.opened, OpenedJob)]

    def timers(self) -> list[Awaited]:
        return [each for each in self.awaited() if isinstance(each.opened, OpenedTimer)]

    def subscriptions(self) -> list[Awaited]:
        return [each for each in self.awaited() if isinstance(each.opened, OpenedSubscription)]

    def work(self, kind: type[Opened], *, run: int, token: int, element: str) -> Awaited:
        """The open task or job that an action means. Raises ActionRefused where it is not open any more."""
        for each in self.awaited():
            meant = (each.run, each.opened.token, each.element) == (run, token, element)
            if meant and isinstance(each.opened, kind):
                return each
        raise ActionRefused(Refusal.GONE, element)

    def seen(self, awaited: Awaited) -> Variables:
        """The variables as an open task or job sees them."""
        return self.view(self.runs[awaited.run], awaited.opened.token)

    # what a hand does

    def act(self, action: Action) -> None:
        """Do it, and hand over what is sent inside. After a refusal for too many steps the tryout is spoilt: make it anew.

        Raises ActionRefused.
        """
        if len(self.actions) >= MOST_ACTIONS:
            raise ActionRefused(Refusal.TOO_MANY)
        if not self.runs and not isinstance(action, Start | SendMessage | SendSignal):
            raise ActionRefused(Refusal.NOT_STARTED)
        refuse_unfit_variables(action)
        last = self.last
        if not getattr(action, "own", False):
            self.last = LastAction(variables=self.variables)
        self._steps = 0
        try:
            self._apply(action)
        except ActionRefused:
            self.last = last
            raise
        while self.deliver():
            pass
        self.actions.append(action)

    def _apply(self, action: Action) -> None:
        match action:
            case Start():
                self._start(action)
            case CompleteTask() | CompleteJob():
                self._complete(action)
            case FailJob():
                self._fail(action)
            case ThrowError():
                self._throw(action)
            case SendMessage() | SendSignal():
                self._send(action)
            case MoveClock():
                self._move_clock(action)

    def _start(self, action: Start) -> None:
        if self.runs:
            raise ActionRefused(Refusal.STARTED_ALREADY)
        events = {start.id: start for start in self.version.starts}
        if action.event and action.event not in events:
            raise ActionRefused(Refusal.NO_SUCH_START, action.event)
        self.given = dict(action.variables)
        if not action.event or not events[action.event].events:
            for version in begun_plainly(self.versions) or [self.version]:
                self.begin(dict(action.variables), None, version=version)
            return
        trigger, name = events[action.event].events[0]
        if trigger is Trigger.MESSAGE:
            self.sent.append(Sent(action=SendMessage(name=name or ""), after=0))
        elif trigger is Trigger.SIGNAL:
            self.sent.append(Sent(action=SendSignal(name=name or ""), after=0))
        scope = events[action.event].scope
        version = next(each for each in self.versions if each.key == scope)
        self.begin(dict(action.variables), action.event, version=version)

    def _complete(self, action: CompleteTask | CompleteJob) -> None:
        job = isinstance(action, CompleteJob)
        awaited = self._job(action) if job else self._found(action, OpenedTask)
        run, opened = self.runs[awaited.run], awaited.opened
        self._visit(awaited).answer = dict(action.variables)
        if isinstance(opened, OpenedJob):
            self.complete_job(run, opened, action.variables)
        elif isinstance(opened, OpenedTask):
            self.complete_task(run, opened, action.variables)

    def _fail(self, action: FailJob) -> None:
        awaited = self._job(action)
        self._visit(awaited).failures += 1
        if isinstance(awaited.opened, OpenedJob):
            self.fail_job(self.runs[awaited.run], awaited.opened)

    def _throw(self, action: ThrowError) -> None:
        awaited = self._job(action)
        self._visit(awaited).code = action.code
        if isinstance(awaited.opened, OpenedJob):
            self.throw_error(self.runs[awaited.run], awaited.opened, action.code)

    def _send(self, action: SendMessage | SendSignal) -> None:
        message = isinstance(action, SendMessage)
        letter = Letter(
            trigger=Trigger.MESSAGE if message else Trigger.SIGNAL,
            name=action.name,
            correlation=action.correlation if isinstance(action, SendMessage) else "",
            payload=action.variables,
            lasting=False,
        )
        if not self.post.receivers(letter, self.going.values()) and not self.post.starts(letter):
            raise ActionRefused(Refusal.NOBODY_WAITS, action.name)
        self.sent.append(Sent(action=action, after=len(self.trace)))
        self.post.letters.append(letter)

    def _move_clock(self, action: MoveClock) -> None:
        if not action.by:
            due = self.next_due()
            if due is None:
                raise ActionRefused(Refusal.NOTHING_DUE)
            self.tick(due)
            return
        try:
            until = parse_duration(action.by).after(self.now)
        except InvalidIso as error:
            raise ActionRefused(Refusal.NO_DURATION, action.by) from error
        while (due := self.next_due()) is not None and due <= until:
            self._count()
            self.tick(due)
            while self.deliver():
                pass
        self.now = until

    # how

    def _found(self, action: Any, kind: type[Opened]) -> Awaited:
        return self.work(kind, run=action.run, token=action.token, element=action.element)

    def _job(self, action: CompleteTask | CompleteJob | FailJob | ThrowError) -> Awaited:
        awaited = self._found(action, OpenedJob)
        if awaited.retry_at is not None:
            raise ActionRefused(Refusal.WAITS_FOR_THE_CLOCK, action.element)
        if awaited.incident:
            raise ActionRefused(Refusal.ATTEMPTS_SPENT, action.element)
        return awaited

    def _visit(self, awaited: Awaited) -> Visit:
        return self.visits[room_of(awaited.opened), awaited.run, awaited.opened.token]

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise ActionRefused(Refusal.TOO_MANY)

    def arrived(self, run: Run, opened: Opened) -> None:
        if isinstance(opened, OpenedTask | OpenedJob):
            order = (len(self.actions), opened.token, run.number)
            visit = Visit(opened=opened, order=order)
            self.visits[room_of(opened), run.number, opened.token] = visit

    def stepped(self, run: Run, step: Step) -> None:
        self._count()
        self.last.steps.append(step)


def tried(version: Version, actions: Iterable[Action], *, calendar: WorkingCalendar) -> Tryout:
    """The tryout that these actions come to. Raises ActionRefused for the first that cannot be done, UnknownCall, EndlessCall."""
    tryout = Tryout(version, calendar)
    for action in actions:
        tryout.act(action)
    return tryout


def tried_as_far_as_it_goes(
    version: Version, actions: Sequence[Action], *, calendar: WorkingCalendar
) -> tuple[Tryout, ActionRefused | None]:
    """The same up to the first action that a changed model refuses, and why. Raises UnknownCall, EndlessCall."""
    tryout = Tryout(version, calendar)
    for number, action in enumerate(actions):
        try:
            tryout.act(action)
        except ActionRefused as refused:
            return tried(version, actions[:number], calendar=calendar), refused
    return tryout, None


def without_last(actions: Sequence[Action]) -> tuple[Action, ...]:
    """One action less, and those that followed it by themselves."""
    kept = list(actions)
    while kept:
        if not getattr(kept.pop(), "own", False):
            break
    return tuple(kept)
