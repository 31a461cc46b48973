"""Jobs of a tryout that are answered without a hand: as a scenario says, or by the real handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.calendar.working import WorkingCalendar
from engine.errors import BpmnError
from engine.expression.values import Value, Variables
from engine.rehearsal.actions import Action, CompleteJob, FailJob, ThrowError
from engine.rehearsal.by_hand import Tryout
from engine.rehearsal.progress import Awaited
from engine.rehearsal.run import plain
from engine.rehearsal.scenario import Scenario
from engine.step.answers import HandlerFailed, JobCall, Live
from engine.step.values import OpenedJob, OpenedTask
from engine.step.version import Version
from web.models.sandbox import Hands
from workers.handlers import HANDLERS
from workers.rehearsal import Work, rehearsed

MOST_OWN = 200  # answers after one act of a hand: a loop of jobs ends here


@dataclass(frozen=True, kw_only=True)
class Lender:
    """A scenario that lends its answers, visit by visit."""

    scenario: Scenario

    def task(self, tryout: Tryout, awaited: Awaited) -> Variables | None:
        """What it answers at an open user task; None where it says nothing."""
        entries = self.scenario.answers.get(plain(awaited.element))
        return _entry(entries, _visits_before(tryout, awaited)) if entries else None

    def job(self, tryout: Tryout, awaited: Awaited) -> Variables | None:
        """What it answers at an open job, as the scenario file has it: variables, fail or bpmn_error."""
        entries = self.scenario.jobs.get(_type_of(awaited))
        return _entry(entries, _visits_before(tryout, awaited)) if entries else None


def is_pure(job_type: str, handlers: Value) -> bool:
    """Whether there is a real handler that may be run here: it touches nothing outside."""
    return job_type in HANDLERS and bool(handlers.is_pure(job_type))


def follow_alone(tryout: Tryout, hands: Hands, lender: Lender | None, handlers: object) -> None:
    """Answer the jobs that are not a hand's, one after the other. Raises ActionRefused, HandlerFailed."""
    for _ in range(MOST_OWN):
        action = _own_action(tryout, hands, lender, handlers)
        if action is None:
            return
        tryout.act(action)


def handler_action(tryout: Tryout, awaited: Awaited, *, own: bool = False) -> Action:
    """What the real handler answers. Raises HandlerFailed.

    Handlers read what others wrote (a register, a document): where one fails on an empty database, those that answered
    before are run first.
    """
    try:
        return _asked(tryout, awaited, (), own=own)
    except HandlerFailed:
        if not any(getattr(action, "handler", False) for action in tryout.actions):
            raise
        return _asked(tryout, awaited, tryout.actions, own=own)


def _own_action(
    tryout: Tryout, hands: Hands, lender: Lender | None, handlers: object
) -> Action | None:
    for awaited in tryout.jobs():
        if awaited.retry_at is not None or awaited.incident:
            continue
        if hands is Hands.HANDLERS and is_pure(_type_of(awaited), handlers):
            return handler_action(tryout, awaited, own=True)
        if hands is Hands.SCENARIO and lender and (said := lender.job(tryout, awaited)) is not None:
            return scripted_action(tryout, awaited, said, own=True)
    return None


def scripted_action(
    tryout: Tryout, awaited: Awaited, said: Variables, *, own: bool = False
) -> Action:
    """What a scenario's word for a job comes to at this attempt."""
    where: dict[str, Value] = {
        "element": awaited.element,
        "token": awaited.opened.token,
        "run": awaited.run,
        "own": own,
    }
    if "bpmn_error" in said:
        return ThrowError(**where, code=said["bpmn_error"])
    if _failures(tryout, awaited) < said.get("fail", 0):
        return FailJob(**where)
    return CompleteJob(**where, variables=said.get("variables", {}))


def _asked(tryout: Tryout, awaited: Awaited, before: Sequence[Action], *, own: bool) -> Action:
    where: dict[str, Value] = {
        "element": awaited.element,
        "token": awaited.opened.token,
        "run": awaited.run,
        "handler": True,
        "own": own,
    }
    with rehearsed(tryout.calendar, rules=tryout.version.definition.rules) as (work, _):
        _run_before(tryout.version, tryout.calendar, before, work)
        answer = _answer(tryout, awaited, work)
    if isinstance(answer, BpmnError):
        return ThrowError(**where, code=answer.code)
    return CompleteJob(**where, variables=answer or {})


def _answer(tryout: Tryout, awaited: Awaited, work: Work) -> Value:
    call = JobCall(
        type=_type_of(awaited),
        element_id=awaited.element,
        token=awaited.opened.token,
        variables=tryout.seen(awaited),
    )
    live = Live(
        now=tryout.now,
        calendar=tryout.calendar,
        run=lambda call: work(call, tryout.now),
        pure=lambda _: True,
    )
    return live.answer(call)


def _run_before(
    version: Version, calendar: WorkingCalendar, before: Sequence[Action], work: Work
) -> None:
    """Do the handlers' part of what was done, for what they leave behind."""
    again = Tryout(version, calendar)
    for action in before:
        if isinstance(action, CompleteJob) and action.handler:
            awaited = again.work(
                OpenedJob, run=action.run, token=action.token, element=action.element
            )
            _answer(again, awaited, work)
        again.act(action)


def _entry(entries: Sequence[object], visits: int) -> Value:
    return entries[min(visits, len(entries) - 1)]


def _visits_before(tryout: Tryout, awaited: Awaited) -> int:
    """How often a token came to the same element (or job type) before this one."""
    kind = OpenedTask if isinstance(awaited.opened, OpenedTask) else OpenedJob
    here = next(
        visit
        for (_, run, token), visit in tryout.visits.items()
        if isinstance(visit.opened, kind) and (run, token) == (awaited.run, awaited.opened.token)
    )
    return sum(
        _same(visit.opened, awaited.opened) and visit.order < here.order
        for visit in tryout.visits.values()
    )


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, OpenedJob) and isinstance(other, OpenedJob):
        return one.type == other.type
    tasks = isinstance(one, OpenedTask) and isinstance(other, OpenedTask)
    return tasks and plain(one.element_id) == plain(other.element_id)


def _failures(tryout: Tryout, awaited: Awaited) -> int:
    return tryout.runs[awaited.run].attempts.get(awaited.opened.token, 0)


def _type_of(awaited: Awaited) -> str:
    return awaited.opened.type if isinstance(awaited.opened, OpenedJob) else ""
