"""The one step that an instance takes, live and in replay. No database, no clock: what it needs from outside comes as `Outside`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from engine.errors import BpmnError
from engine.expression import ExpressionFailed, compile_expression
from engine.expression.iso import InvalidIso, parse_instant
from engine.history.events import EventKind
from engine.limits import MOST_JOBS, EndlessJobs
from engine.model.definition import Element
from engine.outside import JobCall, Outside
from engine.spiff import Execution, Trouble, Wait, WaitKind
from engine.steps import (
    Input,
    Opened,
    OpenedJob,
    OpenedSubscription,
    OpenedTask,
    OpenedTimer,
    Standing,
    Step,
)
from engine.tables import InstanceStatus
from engine.terms import TermOf, moved_terms
from engine.version import Version


@dataclass
class Held:
    """An instance that stays in memory from step to step: nothing of it is saved, and no digest is made."""

    execution: Execution | None = None


def advance(
    version: Version, standing: Standing, given: Input, outside: Outside, held: Held | None = None
) -> Step:
    """Apply one input and run the tokens until all of them wait.

    Raises KeyError never for a token that left: callers look the token up in their own tables first.
    """
    execution = _execution(version, standing, given, outside, held)
    version = version.bound(execution.bindings)
    old_troubles = tuple(t for t in execution.troubles if not _retried(t, given))
    _apply(execution, given)
    if _moves(given):
        _settle(version, execution, outside)
    closed, fresh = execution.changes()
    failures: list[Trouble] = []
    opened = tuple(_opened(version, execution, wait, standing, outside, failures) for wait in fresh)
    due_at = _moved_term(given) or standing.due_at
    due_at = due_at or _case_due(version, execution, outside, failures)
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
        case EventKind.INSTANCE_TERMINATED:
            execution.terminate()
        case EventKind.VARIABLES_CORRECTED:
            execution.write(dict(given.data["variables"]))
        case EventKind.TERMS_RECOMPUTED:
            _reschedule(execution, given)
        case _:
            pass  # a start has nothing more to give; the kinds in STILL never come here


def _moves(given: Input) -> bool:
    """Whether tokens run on: not where terms were counted anew, nor where a suspended instance was corrected."""
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


def _opened(
    version: Version,
    execution: Execution,
    wait: Wait,
    standing: Standing,
    outside: Outside,
    failures: list[Trouble],
) -> Opened:
    element = version.definition.elements[wait.element_id]
    base: dict[str, Any] = {"token": wait.token, "element_id": wait.element_id}

    def value(source: str | None, read: Callable[[Any], Any] = _itself) -> Any:
        if not source:
            return None
        try:
            view = execution.view(wait.token)
            return read(compile_expression(source).evaluate(view, outside.functions))
        except (ExpressionFailed, InvalidIso) as error:
            failures.append(Trouble(**base, message=str(error)))
            return None

    match wait.kind:
        case WaitKind.USER_TASK:
            return OpenedTask(
                **base,
                lane=element.lane or "",
                candidate_groups=element.candidate_groups,
                assignee=_assignee(element, value),
                due_at=value(element.due_date, lambda due: _instant(due, outside.now)),
                form_key=element.form_key or "",
            )
        case WaitKind.JOB:
            return OpenedJob(**base, type=element.job_type or "", retries=element.retries or "")
        case WaitKind.TIMER:
            return OpenedTimer(**base, due_at=wait.due_at or outside.now)
        case _:
            key = (
                value(element.correlation_key) if element.correlation_key else standing.business_key
            )
            return OpenedSubscription(
                **base, kind=wait.kind.value, name=wait.name or "", correlation_key=str(key or "")
            )


def _itself(value: Any) -> Any:
    return value


def _assignee(element: Element, value: Any) -> str | None:
    """An expression only in braces: `aigerim` is a person's id, `${specialist}` a variable."""
    text = element.assignee
    if not text or not text.startswith(("${", "#{")):
        return text or None
    person = value(text)
    return str(person) if person else None


def _instant(value: Any, now: datetime) -> datetime | None:
    if isinstance(value, timedelta):
        return now + value
    if isinstance(value, str):
        return parse_instant(value)
    return value if isinstance(value, datetime) else None


def _case_due(
    version: Version, execution: Execution, outside: Outside, failures: list[Trouble]
) -> datetime | None:
    """The term of the case is set as soon as every name in its expression has a value."""
    if not version.definition.due_date:
        return None
    expression = compile_expression(version.definition.due_date)
    variables = execution.variables
    if any(variables.get(name) is None for name in expression.names):
        return None
    try:
        return _instant(expression.evaluate(variables, outside.functions), outside.now)
    except (ExpressionFailed, InvalidIso) as error:
        failures.append(Trouble(token=0, element_id="", message=str(error)))
        return None


def _troubles(execution: Execution, failures: list[Trouble]) -> tuple[Trouble, ...]:
    stuck = (
        [Trouble(token=0, element_id="", message="nothing is open and nothing is awaited")]
        if execution.stuck
        else []
    )
    return (*execution.troubles, *failures, *stuck)


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
