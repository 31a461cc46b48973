"""Instances of one model in memory, on a clock of their own: the steps that a script and a hand both take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from engine.calendar.working import WorkingCalendar
from engine.expression.values import Variables
from engine.history.events import EventKind
from engine.model.dialect import EventKind as Trigger
from engine.rehearsal.messages import Letter, Post
from engine.rehearsal.outcome import BEGINNING, Run, StartTimer, Traced
from engine.rehearsal.scenario import Scenario
from engine.step.advance import Held, advance
from engine.step.answers import Live
from engine.step.retry import RetryAt, after_failure
from engine.step.starts import first_due, is_true, listening, next_due
from engine.step.states import InstanceStatus
from engine.step.values import (
    Input,
    Opened,
    OpenedJob,
    OpenedSubscription,
    OpenedTask,
    OpenedTimer,
    Standing,
    Step,
)
from engine.step.version import Version
from engine.tokens.execution import Execution

SPENT = "retries are spent"


class Rehearsal:
    """What has happened so far. Which of the things that can happen does next is for who steers it to say."""

    def __init__(
        self,
        version: Version,
        scenario: Scenario,
        calendar: WorkingCalendar,
        *,
        reloading: bool = False,
        explaining: bool = False,
    ) -> None:
        """version: a process with those beside it in its file. reloading: save and load each instance at every step, as
        between two commands. explaining: keep what conditions have read.

        Raises UnknownCall, EndlessCall.
        """
        self.version, self.calendar = version, calendar
        self.versions = (version, *version.beside)
        self.post = Post(self.versions, scenario)
        self.reloading, self.explaining = reloading, explaining
        self.now = BEGINNING
        self.runs: list[Run] = []
        self.going: dict[int, Run] = {}  #: those that have not ended, by number
        self.trace: list[str] = []
        self.passed: dict[str, int] = {}  #: completions by element id
        self.flows: dict[str, int] = {}  #: how often each was taken
        self.given: Variables = {}  #: variables of an instance that a message or signal starts
        self.start_timers: list[StartTimer] = []
        self.called = {each.key: each.bindings() for each in self.versions}

    def outcome(self, refusals: list[str] | None = None, stopped: str = "") -> Traced:
        """stopped: why nothing was done any more though it could have been; an incident."""
        active = [run for run in self.runs if run.status is InstanceStatus.ACTIVE]
        incidents = [*self.incidents()]
        if stopped:
            incidents.append({"element_id": "", "message": stopped})
        waiting = {plain(opened.element_id): None for run in active for opened in run.open.values()}
        if not self.runs:  # nothing has begun: who waits is what would begin it
            waiting = {start.id: None for start in self.version.starts}
        status = "incident" if incidents else "waiting" if active or not self.runs else "completed"
        return Traced(
            status=status,
            trace=self.trace,
            waiting_at=list(waiting),
            variables=self.runs[0].variables if self.runs else {},
            incidents=incidents,
            refusals=refusals or [],
            passed=tuple(self.passed),
            flows=tuple(self.flows),
        )

    def incidents(self) -> Iterator[dict[str, str]]:
        for run in self.runs:
            for element_id, message in run.incidents.values():
                yield {"element_id": plain(element_id), "message": message}

    # what can happen

    def begin(
        self,
        variables: Variables,
        start_element: str | None,
        key: str = "",
        version: Version | None = None,
    ) -> None:
        """Start an instance, of the first process where no other is given; at the plain start event where none is named."""
        version = version or self.version
        run = Run(
            version=version,
            number=len(self.runs),
            standing=Standing(business_key=str(variables.get("case_no") or key)),
            held=None if self.reloading else Held(),
        )
        self.runs.append(run)
        self.going[run.number] = run
        called = self.called[version.key]
        data = {"variables": variables, "start_element": start_element, "called": called}
        self._step(run, Input(kind=EventKind.INSTANCE_STARTED, data=data))

    def deliver(self) -> bool:
        """Hand over the first message or signal that somebody takes; False where there is none."""
        for letter in list(self.post.letters):
            receivers = self.post.receivers(letter, self.going.values())
            single = letter.trigger is Trigger.MESSAGE
            starts = [] if single and receivers else self.post.starts(letter)
            if receivers or starts or not letter.lasting:
                self.post.letters.remove(letter)
            if receivers or starts:
                self._hand_over(letter, receivers, starts)
                return True
        return False

    def complete_task(self, run: Run, opened: OpenedTask, variables: Mapping[str, object]) -> None:
        self._step(run, _given(EventKind.USER_TASK_COMPLETED, opened, variables))

    def complete_job(self, run: Run, opened: OpenedJob, variables: Mapping[str, object]) -> None:
        self._step(run, _given(EventKind.JOB_COMPLETED, opened, variables))

    def throw_error(self, run: Run, opened: OpenedJob, code: str) -> None:
        """The worker reports a business error; what nobody catches becomes an incident."""
        given = Input(
            kind=EventKind.ERROR_THROWN,
            element_id=opened.element_id,
            token=opened.token,
            data={"code": code, "message": ""},
        )
        self._step(run, given)

    def fail_job(self, run: Run, opened: OpenedJob) -> None:
        """One attempt more has failed: the next one waits for the clock, or there is an incident."""
        attempt = run.attempts[opened.token] = run.attempts.get(opened.token, 0) + 1
        verdict = after_failure(opened.retries, attempt, now=self.now)
        if isinstance(verdict, RetryAt):
            run.later[opened.token] = verdict.due
        else:
            run.incidents[opened.token] = (opened.element_id, SPENT)

    def next_due(self) -> datetime | None:
        """The first instant at which a timer fires or a failed job may be tried again, never before now."""
        dues = [due for run in self.going.values() for due in _dues(run)]
        dues += [timer.due.at for timer in self.start_timers]
        return max(min(dues), self.now) if dues else None

    def tick(self, to: datetime) -> None:
        """Move the clock and let happen what is due by then: of each instance the timer that is due first."""
        self.now = to
        for run in list(self.going.values()):
            timers = [each for each in run.open.values() if isinstance(each, OpenedTimer)]
            due = [timer for timer in timers if timer.due_at <= self.now]
            for token in [token for token, at in run.later.items() if at <= self.now]:
                del run.later[token]
                self.try_again(run, token)
            if due:
                first = min(due, key=lambda timer: (timer.due_at, timer.token))
                self._step(run, _given(EventKind.TIMER_FIRED, first, {}))
        for timer in list(self.start_timers):
            if timer.due.at <= self.now:
                self._start_by_time(timer)

    # what who steers it may want to know

    def arrived(self, run: Run, opened: Opened) -> None:
        """A token has come to something that waits."""

    def try_again(self, run: Run, token: int) -> None:
        """A failed job may be tried again."""

    def stepped(self, run: Run, step: Step) -> None:
        """A step was taken; all that it did is kept by now."""

    def view(self, run: Run, token: int) -> Mapping[str, object]:
        """The variables as the token sees them, local ones too."""
        held = run.held.execution if run.held else None
        model, state = run.version.model, run.standing.state
        return (held or Execution.load(model, self._outside(), state)).view(token)

    # how

    def arm(self, version: Version) -> None:
        """Let the process begin as it would live: when its start timers are due, and where a condition is true now."""
        functions = self._outside().functions
        for each in listening(version):
            if each.trigger.condition is not None and is_true(each.trigger, self.given, functions):
                self.begin(dict(self.given), each.element_id, version=version)
            if each.trigger.timer is not None:
                due = first_due(each.trigger, self.now, functions)
                if due is not None:
                    self.start_timers.append(
                        StartTimer(version=version, start=each, armed_at=self.now, due=due)
                    )

    def _start_by_time(self, timer: StartTimer) -> None:
        functions, trigger = self._outside().functions, timer.start.trigger
        due = next_due(trigger, timer.armed_at, functions, timer.due.nth, self.now)
        self.start_timers.remove(timer)
        if due is not None:
            self.start_timers.append(replace(timer, due=due))
        self.begin(dict(self.given), timer.start.element_id, version=timer.version)

    def _hand_over(
        self,
        letter: Letter,
        receivers: list[tuple[Run, OpenedSubscription]],
        starts: list[tuple[Version, str]],
    ) -> None:
        message = letter.trigger is Trigger.MESSAGE
        kind = EventKind.MESSAGE_CORRELATED if message else EventKind.SIGNAL_RECEIVED
        for run, opened in receivers:
            if (room_of(opened), opened.token) in run.open:
                self._step(run, _given(kind, opened, letter.payload))
        given = self.given if letter.sender is None else {}
        for version, start in starts:
            self.begin({**given, **letter.payload}, start, letter.correlation, version)

    def _step(self, run: Run, given: Input) -> None:
        if run.status is not InstanceStatus.ACTIVE:
            return
        step = advance(run.version, run.standing, given, self._outside(), run.held)
        self._keep(run, step)
        if run.status is not InstanceStatus.ACTIVE:
            del self.going[run.number]
        for element_id in step.completed:
            self.passed[element_id] = self.passed.get(element_id, 0) + 1
        for flow in self.version.definition.walked(step.flows, step.completed):
            self.flows[flow] = self.flows.get(flow, 0) + 1
        done = [*map(plain, step.completed)]
        self.trace += done
        self.post.notice(run, step, done)
        self.stepped(run, step)

    def _keep(self, run: Run, step: Step) -> None:
        run.standing, run.status, run.variables = step.standing, step.status, dict(step.variables)
        for wait in step.closed:
            run.open.pop((wait.kind.value, wait.token), None)
            run.incidents.pop(wait.token, None)
        for opened in step.opened:
            run.open[room_of(opened), opened.token] = opened
            self.arrived(run, opened)
        for trouble in step.healed:
            run.incidents.pop(trouble.token, None)
        for trouble in step.troubles:
            run.incidents[trouble.token] = (trouble.element_id, trouble.message)

    def _outside(self) -> Live:
        live = Live(now=self.now, calendar=self.calendar)
        live.explaining = self.explaining
        return live


def plain(element_id: str) -> str:
    """The element's own id, without the call activities that led to it."""
    return element_id.rpartition("/")[2]


def room_of(opened: Opened) -> str:
    """Under which word an instance keeps it among what is open."""
    match opened:
        case OpenedTask():
            return "user-task"
        case OpenedJob():
            return "job"
        case OpenedTimer():
            return "timer"
    return str(opened.kind)


def _dues(run: Run) -> Iterator[datetime]:
    for opened in run.open.values():
        if isinstance(opened, OpenedTimer):
            yield opened.due_at
        elif isinstance(opened, OpenedJob) and opened.token in run.later:
            yield run.later[opened.token]


def _given(kind: EventKind, opened: Opened, variables: Mapping[str, object]) -> Input:
    return Input(
        kind=kind,
        element_id=opened.element_id,
        token=opened.token,
        data={"variables": dict(variables)},
    )
