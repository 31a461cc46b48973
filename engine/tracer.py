"""The loop behind `trace`: what can happen next in a model in memory, in which order, on a controlled clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import Any

from engine.calendar import WorkingCalendar
from engine.errors import BpmnError
from engine.history.events import EventKind
from engine.instance import Held, advance
from engine.jobs import Variables
from engine.model.dialect import EventKind as Trigger
from engine.outside import JobCall, Live
from engine.post import Letter, Post
from engine.retry import RetryAt, after_failure
from engine.scenario import Scenario
from engine.spiff import Execution
from engine.steps import (
    Input,
    OpenedJob,
    OpenedSubscription,
    OpenedTask,
    OpenedTimer,
    Standing,
    Step,
)
from engine.tables import InstanceStatus
from engine.traced import BEGINNING, MAX_STEPS, FormCheck, Run, Traced, Worker
from engine.version import Version


class Tracer:
    def __init__(
        self,
        version: Version,
        scenario: Scenario,
        calendar: WorkingCalendar,
        work: Worker | None,
        inline: Callable[[str], bool],
        check_form: FormCheck,
        *,
        reloading: bool = False,
    ) -> None:
        """reloading: save and load each instance at every step, as between two commands."""
        self.version, self.scenario, self.calendar = version, scenario, calendar
        self.work, self.inline, self.check_form = work, inline, check_form
        self.now = BEGINNING
        self.limit = scenario.advance.after(BEGINNING) if scenario.advance else BEGINNING
        self.reloading = reloading
        self.runs: list[Run] = []
        self.todo: list[tuple[int, int, str]] = []  #: token, instance and room of work to be done
        self.trace: list[str] = []
        self.refusals: list[str] = []
        self.visits: dict[tuple[str, str], int] = {}
        self.post = Post(version.definition, scenario)
        self.called = version.bindings()
        self.steps = 0

    def play(self) -> None:
        if self._plain_starts() or not self.post.letters:
            self._begin(dict(self.scenario.variables), None)
        while self.steps < MAX_STEPS and (self._deliver() or self._answer() or self._tick()):
            self.steps += 1

    def outcome(self) -> Traced:
        active = [run for run in self.runs if run.status is InstanceStatus.ACTIVE]
        incidents = [
            {"element_id": plain(element_id), "message": message}
            for run in self.runs
            for element_id, message in run.incidents.values()
        ]
        if self.steps >= MAX_STEPS:
            incidents.append({"element_id": "", "message": f"stopped after {MAX_STEPS} steps"})
        status = "incident" if incidents else "waiting" if active else "completed"
        waiting = {plain(opened.element_id): None for run in active for opened in run.open.values()}
        return Traced(
            status=status,
            trace=self.trace,
            waiting_at=list(waiting),
            variables=self.runs[0].variables if self.runs else {},
            incidents=incidents,
            refusals=self.refusals,
        )

    # what can happen next, in this order

    def _deliver(self) -> bool:
        """The first message or signal that somebody takes."""
        for letter in list(self.post.letters):
            receivers = self.post.receivers(letter, self.runs)
            single = letter.trigger is Trigger.MESSAGE
            starts = [] if single and receivers else self.post.starts(letter)
            if receivers or starts or not letter.lasting:
                self.post.letters.remove(letter)
            if receivers or starts:
                self._hand_over(letter, receivers, starts)
                return True
        return False

    def _hand_over(
        self, letter: Letter, receivers: list[tuple[Run, OpenedSubscription]], starts: list[str]
    ) -> None:
        message = letter.trigger is Trigger.MESSAGE
        kind = EventKind.MESSAGE_CORRELATED if message else EventKind.SIGNAL_RECEIVED
        for run, opened in receivers:
            if (self._room(opened), opened.token) in run.open:
                self._step(run, _given(kind, opened, letter.payload))
        given = dict(self.scenario.variables) if letter.sender is None else {}
        for start in starts:
            self._begin({**given, **letter.payload}, start, letter.correlation)

    def _answer(self) -> bool:
        """The user task or job whose token arrived first."""
        while self.todo:
            token, number, room = heappop(self.todo)
            run = self.runs[number]
            opened = run.open.get((room, token))
            if isinstance(opened, OpenedTask) and self._is_answered(opened):
                self._complete_task(run, opened)
                return True
            if isinstance(opened, OpenedJob) and token not in run.incidents:
                self._attempt_job(run, opened)
                return True
        return False

    def _tick(self) -> bool:
        """Move the clock to the next due time, within the limit."""
        dues = [due for run in self.runs for due in self._dues(run)]
        if not dues or max(min(dues), self.now) > self.limit:
            return False
        self.now = max(min(dues), self.now)
        for run in self.runs:
            timers = [o for o in run.open.values() if isinstance(o, OpenedTimer)]
            due = [timer for timer in timers if timer.due_at <= self.now]
            for token in [token for token, at in run.later.items() if at <= self.now]:
                del run.later[token]
                heappush(self.todo, (token, run.number, "job"))
            if due:
                first = min(due, key=lambda timer: (timer.due_at, timer.token))
                self._step(run, _given(EventKind.TIMER_FIRED, first, {}))
        return True

    # how

    def _plain_starts(self) -> bool:
        elements = self.version.definition.elements
        return any(
            start.event is None for start in self.version.definition.start_events
        ) or not any(element.event for element in elements.values())

    def _begin(self, variables: Variables, start_element: str | None, key: str = "") -> None:
        run = Run(
            number=len(self.runs),
            standing=Standing(business_key=str(variables.get("case_no") or key)),
            held=None if self.reloading else Held(),
        )
        self.runs.append(run)
        data = {"variables": variables, "start_element": start_element, "called": self.called}
        self._step(run, Input(kind=EventKind.INSTANCE_STARTED, data=data))

    def _is_answered(self, opened: OpenedTask) -> bool:
        return self.scenario.answers.get(plain(opened.element_id)) != [None]

    def _dues(self, run: Run) -> Iterator[datetime]:
        for opened in run.open.values():
            if isinstance(opened, OpenedTimer):
                yield opened.due_at
            elif isinstance(opened, OpenedJob) and opened.token not in run.incidents:
                yield run.later.get(opened.token, self.now)

    def _complete_task(self, run: Run, opened: OpenedTask) -> None:
        answer = self._scripted(self.scenario.answers, plain(opened.element_id)) or {}
        view = self._view(run, opened.token)
        for refusal in self.check_form(opened.form_key, answer, view):
            self.refusals.append(f"{opened.element_id}: {refusal}")
        data = {"variables": dict(answer)}
        self._step(run, _given(EventKind.USER_TASK_COMPLETED, opened, data["variables"]))

    def _attempt_job(self, run: Run, opened: OpenedJob) -> None:
        if opened.token not in run.scripts:
            scripted = self._scripted(self.scenario.jobs, opened.type)
            run.scripts[opened.token] = (
                scripted if scripted is not None else self._worked(run, opened)
            )
        script = run.scripts[opened.token]
        attempt = run.attempts[opened.token] = run.attempts.get(opened.token, 0) + 1
        if "bpmn_error" in script:
            data = {"code": script["bpmn_error"], "message": ""}
            given = Input(
                kind=EventKind.ERROR_THROWN,
                element_id=opened.element_id,
                token=opened.token,
                data=data,
            )
            self._step(run, given)
        elif attempt <= script.get("fail", 0):
            self._fail(run, opened, attempt)
        else:
            self._step(run, _given(EventKind.JOB_COMPLETED, opened, script.get("variables", {})))

    def _worked(self, run: Run, opened: OpenedJob) -> Mapping[str, Any]:
        """What the real handler says, where there is one for the type."""
        if self.work is None or not self.inline(opened.type):
            return {}
        call = JobCall(
            type=opened.type,
            element_id=opened.element_id,
            token=opened.token,
            variables=self._view(run, opened.token),
        )
        try:
            return {"variables": self.work(call, self.now)}
        except BpmnError as error:
            return {"bpmn_error": error.code}

    def _fail(self, run: Run, opened: OpenedJob, attempt: int) -> None:
        verdict = after_failure(opened.retries, attempt, now=self.now)
        if isinstance(verdict, RetryAt):
            run.later[opened.token] = verdict.due
        else:
            run.incidents[opened.token] = (opened.element_id, "retries are spent")

    def _step(self, run: Run, given: Input) -> None:
        if run.status is not InstanceStatus.ACTIVE:
            return
        step = advance(self.version, run.standing, given, self._outside(), run.held)
        self._keep(run, step)
        done = [plain(completion.element_id) for completion in step.completions]
        self.trace += done
        self.post.notice(run, step, done)

    def _keep(self, run: Run, step: Step) -> None:
        run.standing, run.status, run.variables = step.standing, step.status, dict(step.variables)
        for wait in step.closed:
            run.open.pop((wait.kind.value, wait.token), None)
            run.incidents.pop(wait.token, None)
        for opened in step.opened:
            run.open[self._room(opened), opened.token] = opened
            if isinstance(opened, OpenedTask | OpenedJob):
                heappush(self.todo, (opened.token, run.number, self._room(opened)))
        for trouble in step.healed:
            run.incidents.pop(trouble.token, None)
        for trouble in step.troubles:
            run.incidents[trouble.token] = (trouble.element_id, trouble.message)

    def _room(self, opened: Any) -> str:
        rooms = {OpenedTask: "user-task", OpenedJob: "job", OpenedTimer: "timer"}
        return rooms.get(type(opened)) or str(opened.kind)

    def _scripted(self, scripts: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
        entries = scripts.get(name)
        if entries is None:
            return None
        visit = self.visits[name, str(id(scripts))] = (
            self.visits.get((name, str(id(scripts))), -1) + 1
        )
        found: Mapping[str, Any] = entries[min(visit, len(entries) - 1)]
        return found

    def _view(self, run: Run, token: int) -> Mapping[str, Any]:
        held = run.held.execution if run.held else None
        model, state = self.version.model, run.standing.state
        return (held or Execution.load(model, self._outside(), state)).view(token)

    def _outside(self) -> Live:
        return Live(now=self.now, calendar=self.calendar, run=lambda _: {}, pure=lambda _: False)


def plain(element_id: str) -> str:
    """The element's own id, without the call activities that led to it."""
    return element_id.rpartition("/")[2]


def _given(kind: EventKind, opened: Any, variables: Mapping[str, Any]) -> Input:
    return Input(
        kind=kind,
        element_id=opened.element_id,
        token=opened.token,
        data={"variables": dict(variables)},
    )
