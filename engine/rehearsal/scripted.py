"""The loop behind `trace`: what can happen next in a model in memory, in which order, by a script."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from engine.calendar.working import WorkingCalendar
from engine.errors import BpmnError
from engine.expression.values import Variables
from engine.rehearsal.outcome import BEGINNING, MAX_STEPS, FormCheck, Run, Traced, Worker
from engine.rehearsal.run import Rehearsal, plain, room_of
from engine.rehearsal.scenario import Scenario, ScenarioTooLong
from engine.step.answers import JobCall
from engine.step.starts import begun_plainly, starts_plainly
from engine.step.values import Opened, OpenedJob, OpenedTask
from engine.step.version import Version


class Tracer(Rehearsal):
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
        super().__init__(version, scenario, calendar, reloading=reloading)
        self.scenario = scenario
        self.work, self.inline, self.check_form = work, inline, check_form
        self.limit = scenario.advance.after(BEGINNING) if scenario.advance else BEGINNING
        self.todo: list[tuple[int, int, str]] = []  #: token, instance and room of work to be done
        self.refusals: list[str] = []
        self.visits: dict[tuple[str, str], int] = {}
        self.given = dict(scenario.variables)
        self.steps = 0

    def play(self, still: Callable[[], bool]) -> Traced:
        """Run to the end, or until nothing more can happen within the clock of the script. Raises ScenarioTooLong."""
        for version in begun_plainly(self.versions):
            self.begin(dict(self.given), None, version=version)
        for version in self.versions:
            if not starts_plainly(version):
                self.arm(version)
        while self.steps < MAX_STEPS and (self.deliver() or self._answer() or self._tick()):
            self.steps += 1
            if not still():
                raise ScenarioTooLong(self.steps)
        stopped = f"stopped after {MAX_STEPS} steps" if self.steps >= MAX_STEPS else ""
        return self.outcome(self.refusals, stopped)

    def arrived(self, run: Run, opened: Opened) -> None:
        if isinstance(opened, OpenedTask | OpenedJob):
            heappush(self.todo, (opened.token, run.number, room_of(opened)))

    def try_again(self, run: Run, token: int) -> None:
        heappush(self.todo, (token, run.number, "job"))

    def _answer(self) -> bool:
        """The user task or job whose token arrived first."""
        while self.todo:
            token, number, room = heappop(self.todo)
            run = self.runs[number]
            opened = run.open.get((room, token))
            if isinstance(opened, OpenedTask) and self._is_answered(opened):
                self._answer_task(run, opened)
                return True
            if isinstance(opened, OpenedJob) and token not in run.incidents:
                self._attempt_job(run, opened)
                return True
        return False

    def _tick(self) -> bool:
        """Move the clock to the next due time, within the limit."""
        due = self.next_due()
        if due is None or due > self.limit:
            return False
        self.tick(due)
        return True

    def _is_answered(self, opened: OpenedTask) -> bool:
        return self.scenario.answers.get(plain(opened.element_id)) != [None]

    def _answer_task(self, run: Run, opened: OpenedTask) -> None:
        answer = self._scripted(self.scenario.answers, plain(opened.element_id)) or {}
        view = self.view(run, opened.token)
        for refusal in self.check_form(opened.form_key, answer, view):
            self.refusals.append(f"{opened.element_id}: {refusal}")
        self.complete_task(run, opened, answer)

    def _attempt_job(self, run: Run, opened: OpenedJob) -> None:
        if opened.token not in run.scripts:
            scripted = self._scripted(self.scenario.jobs, opened.type)
            run.scripts[opened.token] = (
                scripted if scripted is not None else self._worked(run, opened)
            )
        script = run.scripts[opened.token]
        if "bpmn_error" in script:
            self.throw_error(run, opened, script["bpmn_error"])
        elif run.attempts.get(opened.token, 0) < script.get("fail", 0):
            self.fail_job(run, opened)
        else:
            self.complete_job(run, opened, script.get("variables", {}))

    def _worked(self, run: Run, opened: OpenedJob) -> Variables:
        """What the real handler says, where there is one for the type."""
        if self.work is None or not self.inline(opened.type):
            return {}
        call = JobCall(
            type=opened.type,
            element_id=opened.element_id,
            token=opened.token,
            variables=self.view(run, opened.token),
        )
        try:
            return {"variables": self.work(call, self.now)}
        except BpmnError as error:
            return {"bpmn_error": error.code}

    def _scripted(self, scripts: Variables, name: str) -> Variables | None:
        entries = scripts.get(name)
        if entries is None:
            return None
        visit = self.visits[name, str(id(scripts))] = (
            self.visits.get((name, str(id(scripts))), -1) + 1
        )
        found: Variables = entries[min(visit, len(entries) - 1)]
        return found
