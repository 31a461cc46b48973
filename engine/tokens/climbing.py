"""Errors and escalations climb from where they are thrown: innermost activity or scope first, exact code before catch-all.

The library offers an error to whatever waits anywhere, also to the boundary of a parallel activity (lowering.md 2.3.3).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import EventKind
from engine.tokens.catching import Boundary, Catching, EventStart
from engine.tokens.kinds import Token


def handler_of(thrower: Token, kind: EventKind, code: str | None) -> Token | None:
    """The token that catches this, or None. The boundary of `thrower` itself counts."""
    for level in _levels(thrower):
        fitting = [token for token in level if _catches(token, kind, code)]
        if fitting:
            return min(fitting, key=lambda token: (_trigger_code(token) is None, token.id))
    return None


def _levels(token: Token) -> Iterator[list[Token]]:
    """What an event sub-process throws does not start it once more (BPMN 2.0.2, 10.5.6)."""
    while True:
        yield [child for child in token.children if isinstance(child.task_spec, Boundary)]
        if token.is_round:
            token = token.parent
            continue
        workflow = token.workflow
        yield [
            other
            for other in workflow.tasks.values()
            if isinstance(other.task_spec, EventStart)
            and other.task_spec.target is not token.task_spec
        ]
        if workflow.parent_task_id is None:
            return
        token = token.top.index[workflow.parent_task_id]


def _catches(token: Token, kind: EventKind, code: str | None) -> bool:
    spec = token.task_spec
    if not isinstance(spec, Catching) or not token.waiting or spec.trigger.kind is not kind:
        return False
    return spec.trigger.code in (None, code)


def _trigger_code(token: Token) -> str | None:
    spec = token.task_spec
    return spec.trigger.code if isinstance(spec, Catching) else None


def fire_error(handler: Token, code: str | None, message: str) -> None:
    """Let the handler catch; code and message go into the variables it names, if it does."""
    spec = handler.task_spec
    assert isinstance(spec, Catching)
    named = ((spec.trigger.code_variable, code), (spec.trigger.message_variable, message))
    spec.take(handler, {name: value for name, value in named if name})
    spec.fire(handler)
