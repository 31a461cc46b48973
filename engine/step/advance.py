"""The one step that an instance takes, live and in replay. No database, no clock: what it needs from outside comes as `Outside`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson

from engine.errors import BpmnError
from engine.expression.work import MOST_WORK, counted
from engine.history.events import BY_HAND, EventKind
from engine.step.answers import JobCall, Outside
from engine.step.limits import MOST_JOBS, EndlessJobs
from engine.step.states import InstanceStatus
from engine.step.terms import TermOf, moved_terms
from engine.step.values import Input, Standing, Step
from engine.step.version import Version
from engine.step.waiting import case_due, opened_wait
from engine.tokens.execution import Execution, Trouble, Wait, WaitKind


@dataclass
class Held:
    """An instance that stays in memory from step to step: nothing of it is saved, and no digest is made."""

    execution: Execution | None = None


def advance(
    version: Version, standing: Standing, given: Input, outside: Outside, held: Held | None = None
) -> Step:
    """Apply one input and run the tokens until all of them wait.

    All its expressions share one share of work; those of documents of the first lowering had no limit.
    Raises NoStartEvent, UnknownToken for one that has left, EndlessJobs, and what `outside` raises.
    """
    with counted(MOST_WORK if version.model.lowering > 1 else None):
        return _advanced(version, standing, given, outside, held)


def _advanced(
    version: Version, standing: Standing, given: Input, outside: Outside, held: Held | None
) -> Step:
    execution = _execution(version, standing, given, outside, held)
    version = version.bound(execution.bindings)
    old_troubles = tuple(t for t in _troubles_before(execution, given) if not _retried(t, given))
    _apply(execution, given)
    if _moves(given):
        _settle(version, execution, outside)
    closed, fresh = execution.changes()
    failures: list[Trouble] = []
    opened = tuple(
        opened_wait(version, execution, wait, standing, outside, failures) for wait in fresh
    )
    due_at = _moved_term(given) or _standing_term(standing, given)
    due_at = due_at or case_due(version, execution, outside, failures)
    troubles = _troubles(execution, failures)
    return Step(
        standing=Standing(
            business_key=standing.business_key,
            state=b"" if held else execution.save(),
            due_at=due_at,
        ),
        status=_status(execution, given),
        outcome=execution.ends[-1] if execution.ends else None,
        opened=opened,
        closed=closed,
        troubles=tuple(trouble for trouble in troubles if trouble not in old_troubles),
        healed=(
            *(trouble for trouble in old_troubles if trouble not in troubles),
            *_outlived(version, closed),
        ),
        completions=tuple(execution.completions),
        decisions=tuple(execution.decisions),
        flows=tuple(execution.flows_taken),
        messages_thrown=tuple(execution.messages_thrown),
        signals_thrown=tuple(execution.signals_thrown),
        made_up=tuple(execution.made_up),
        variables=execution.variables,
        digest="" if held else _digest(execution, given),
    )


def _execution(
    version: Version, standing: Standing, given: Input, outside: Outside, held: Held | None
) -> Execution:
    if held is not None and held.execution is not None:
        held.execution.go_on(outside)
        return held.execution
    if given.kind is EventKind.INSTANCE_STARTED:
        start, called = given.data.get("start_element"), given.data.get("called")
        begun = Execution.start(
            version.model, outside, dict(given.data["variables"]), start, called
        )
        if held is not None:
            held.execution = begun
        return begun
    return Execution.load(version.model, outside, standing.state)


def _troubles_before(execution: Execution, given: Input) -> tuple[Trouble, ...]:
    """Troubles so far; that nothing can move is told once, where a person might have put it right."""
    return _troubles(execution, []) if given.kind in BY_HAND else execution.troubles


def _retried(trouble: Trouble, given: Input) -> bool:
    """A trouble that comes again after it was resolved is a new one."""
    return given.kind is EventKind.INCIDENT_RESOLVED and trouble.token == given.token


def _outlived(version: Version, closed: tuple[Wait, ...]) -> Iterator[Trouble]:
    """A term or assignee that could not be found is no trouble any more once its task is done."""
    for wait in closed:
        element = version.definition.elements[wait.element_id]
        if wait.kind is WaitKind.USER_TASK and (element.due_date or element.assignee):
            yield Trouble(token=wait.token, element_id=wait.element_id, message="")


def _apply(execution: Execution, given: Input) -> None:
    match given.kind:
        case EventKind.USER_TASK_COMPLETED | EventKind.JOB_COMPLETED:
            execution.complete(given.token, dict(given.data["variables"]))
        case EventKind.ERROR_THROWN:
            execution.throw_error(given.token, given.data["code"], given.data["message"])
        case EventKind.MESSAGE_CORRELATED | EventKind.SIGNAL_RECEIVED:
            execution.deliver(given.token, dict(given.data["variables"]))
        case EventKind.TIMER_FIRED:
            execution.fire_timers()
        case EventKind.INCIDENT_RESOLVED:
            execution.retry(given.token)
        case _:
            _intervene(execution, given)


def _intervene(execution: Execution, given: Input) -> None:
    """What is done by hand, or because the calendar has changed."""
    match given.kind:
        case EventKind.INSTANCE_TERMINATED:
            execution.terminate()
        case EventKind.VARIABLES_CORRECTED:
            execution.write(dict(given.data["variables"]))
        case EventKind.TOKEN_MOVED:
            execution.by_hand.move(given.token, given.data["to"])
        case EventKind.INSTANCE_REOPENED:
            execution.by_hand.reopen(given.data["to"])
        case EventKind.TERMS_RECOMPUTED:
            _reschedule(execution, given)
        case _:
            pass  # a start has nothing more to give; the kinds in STILL never come here


def _moves(given: Input) -> bool:
    """Whether tokens run on: not where terms were counted anew, nor by what is done to a suspended instance."""
    return given.kind is not EventKind.TERMS_RECOMPUTED and bool(given.data.get("moves", True))


def _reschedule(execution: Execution, given: Input) -> None:
    for term in moved_terms(given.data):
        if term.of is TermOf.TIMER:
            execution.reschedule(term.token, term.due_at)


def _moved_term(given: Input) -> datetime | None:
    """The term of the case where this input moves it."""
    if given.kind is not EventKind.TERMS_RECOMPUTED:
        return None
    of_case = (term.due_at for term in moved_terms(given.data) if term.of is TermOf.CASE)
    return next(of_case, None)


def _standing_term(standing: Standing, given: Input) -> datetime | None:
    """The term that the case has; one that is reopened gets it anew, as when it began."""
    return None if given.kind is EventKind.INSTANCE_REOPENED else standing.due_at


def _settle(version: Version, execution: Execution, outside: Outside) -> None:
    """Run tokens and pure handlers in turn until every token waits. Raises EndlessJobs."""
    answered = 0
    while True:
        execution.run()
        wait = execution.next_job()
        if wait is None:
            return
        if answered >= MOST_JOBS:
            raise EndlessJobs(wait.element_id)
        answer = outside.answer(_call(version, execution, wait))
        if answer is None:
            continue  # left to the queue
        answered += 1
        if isinstance(answer, BpmnError):
            execution.throw_error(wait.token, answer.code, answer.message)
        else:
            execution.complete(wait.token, answer)


def _call(version: Version, execution: Execution, wait: Wait) -> JobCall:
    return JobCall(
        type=version.definition.elements[wait.element_id].job_type or "",
        element_id=wait.element_id,
        token=wait.token,
        variables=execution.view(wait.token),
    )


def _troubles(execution: Execution, failures: list[Trouble]) -> tuple[Trouble, ...]:
    stuck = [_stuck(execution)] if execution.stuck else []
    return (*execution.troubles, *failures, *stuck)


def _stuck(execution: Execution) -> Trouble:
    places = ", ".join(name for stand in execution.by_hand.stands() for name in stand.element_ids)
    message = f"nothing is open and nothing is awaited; tokens stand at {places}"
    return Trouble(token=0, element_id="", message=message)


def _status(execution: Execution, given: Input) -> InstanceStatus:
    if given.kind is EventKind.INSTANCE_TERMINATED:
        return InstanceStatus.TERMINATED
    return InstanceStatus.COMPLETED if execution.finished else InstanceStatus.ACTIVE


def _digest(execution: Execution, given: Input) -> str:
    view = {
        "path": [completion.element_id for completion in execution.completions],
        "waits": [[w.token, w.element_id, w.kind, w.due_at, w.name] for w in execution.waits()],
        "status": _status(execution, given),
        "variables": dict(execution.variables),
    }
    return hashlib.sha256(orjson.dumps(view, option=orjson.OPT_SORT_KEYS)).hexdigest()
