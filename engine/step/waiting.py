"""What a token has begun to wait for, with the terms and names that its element gives: part of the step of an instance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.expression import ExpressionFailed, InvalidIso, compile_expression, parse_retries
from engine.expression.values import Value
from engine.model.bounds import CORRELATION_KEY, PERSON_ID, RETRIES
from engine.model.definition import Element
from engine.model.dialect import in_braces
from engine.step.answers import Outside
from engine.step.terms import end_of
from engine.step.values import (
    Opened,
    OpenedJob,
    OpenedSubscription,
    OpenedTask,
    OpenedTimer,
    Standing,
)
from engine.step.version import Version
from engine.tokens.execution import Execution, Trouble, Wait, WaitKind
from engine.tokens.values import UnfitValue, within


def opened_wait(
    version: Version,
    execution: Execution,
    wait: Wait,
    standing: Standing,
    outside: Outside,
    failures: list[Trouble],
) -> Opened:
    """What a token has begun to wait for; what cannot be found out of it is added to `failures`."""
    element = version.definition.elements[wait.element_id]
    base: dict[str, Value] = {"token": wait.token, "element_id": wait.element_id}

    def value(source: str | None, read: Callable[[Value], Value] = _itself) -> Value:
        if not source:
            return None
        try:
            view = execution.view(wait.token)
            return read(compile_expression(source).evaluate(view, outside.functions))
        except (ExpressionFailed, InvalidIso, UnfitValue) as error:
            failures.append(Trouble(**base, message=str(error)))
            return None

    match wait.kind:
        case WaitKind.USER_TASK:
            return OpenedTask(
                **base,
                lane=element.lane or "",
                candidate_groups=element.candidate_groups,
                assignee=_assignee(element, value),
                due_at=value(element.due_date, lambda due: end_of(due, lambda: outside.now)),
                form_key=element.form_key or "",
            )
        case WaitKind.JOB:
            return OpenedJob(
                **base, type=element.job_type or "", retries=_retries(element, value) or ""
            )
        case WaitKind.TIMER:
            return OpenedTimer(**base, due_at=wait.due_at or outside.now)
        case _:
            key = standing.business_key
            if element.correlation_key:
                key = value(
                    element.correlation_key, within(CORRELATION_KEY, element.correlation_key)
                )
            return OpenedSubscription(
                **base, kind=wait.kind.value, name=wait.name or "", correlation_key=str(key or "")
            )


def _itself(value: object) -> object:
    return value


def _retries(element: Element, value: Value) -> str | None:
    """An expression only in braces."""
    text = element.retries
    return value(text, _retry_rule) if text and in_braces(text) else text


def _retry_rule(value: Value) -> str:
    """Raises InvalidIso."""
    parse_retries(str(value))
    return str(within(RETRIES, "retries")(value))


def _assignee(element: Element, value: Value) -> str | None:
    """An expression only in braces: `aigerim` is a person's id, `${specialist}` a variable."""
    text = element.assignee
    if not text or not in_braces(text):
        return text or None
    person = value(text, within(PERSON_ID, text))
    return str(person) if person else None


def case_due(
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
        return end_of(expression.evaluate(variables, outside.functions), lambda: outside.now)
    except (ExpressionFailed, InvalidIso) as error:
        failures.append(Trouble(token=0, element_id="", message=str(error)))
        return None
