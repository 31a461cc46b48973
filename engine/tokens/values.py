"""What the tokens of an instance tell the rest of the engine. Element ids are the analyst's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.errors import EngineError
from engine.expression import Expression, Read
from engine.expression.values import Value, Variables

Mappings = tuple[tuple[str, Expression], ...]
"""Names with what gives them their value, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """What goes over the border in one direction. everything: all variables, before those that are named."""

    everything: bool = False
    named: Mappings = ()


Functions = Mapping[str, Callable[..., object]]


class Environment(Protocol):
    """All that comes from outside while tokens move.

    now: aware UTC. functions: what expressions may call beside their own. explaining: keep what conditions have read.
    """

    @property
    def now(self) -> datetime: ...

    @property
    def functions(self) -> Functions: ...

    @property
    def explaining(self) -> bool: ...


class WaitKind(StrEnum):
    USER_TASK = "user-task"
    JOB = "job"
    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    CONDITION = "condition"


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What a token waits for. name: of the message or signal; due_at: of a timer, aware UTC."""

    token: int
    element_id: str
    kind: WaitKind
    due_at: datetime | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Completion:
    element_id: str
    token: int


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What became of one flow where a node had a choice; result is None for a default flow and one without condition."""

    element_id: str
    token: int
    flow_id: str
    condition: str | None
    reads: tuple[Read, ...]
    result: bool | None
    taken: bool


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A token that cannot go on until someone puts it right: no true condition, a failed expression, an uncaught error."""

    element_id: str
    token: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Thrown:
    """A message or signal that the instance has sent. correlation_key: whom it is meant for; None for the business key."""

    name: str
    element_id: str
    token: int
    correlation_key: str | None = None
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """A cycle that has happened once for several of its times, which had passed. times: how many they were, 2 or more."""

    element_id: str
    token: int
    times: int


@dataclass
class Record:
    """What happened to an instance since it was started or loaded.

    ends: the end events of the process itself (not those in its sub-processes); the last one ever is kept in the state.
    """

    completions: list[Completion] = field(default_factory=list)
    cancelled: list[Completion] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    flows_taken: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    messages_thrown: list[Thrown] = field(default_factory=list)
    signals_thrown: list[Thrown] = field(default_factory=list)
    made_up: list[MadeUp] = field(default_factory=list)


class NoTrueCondition(EngineError):
    """No flow out of the element has a true condition, and none is the default."""

    def __init__(self, element_id: str) -> None:
        super().__init__(f"no condition is true at {element_id} and no flow is the default")
        self.element_id = element_id


class NoWayOut(NoTrueCondition):
    """The element is done, but none of the conditional flows out of it is true."""

    def __init__(self, element_id: str, flow_ids: tuple[str, ...]) -> None:
        EngineError.__init__(
            self,
            f"{element_id} is done, but no condition is true on {', '.join(flow_ids)} and no flow is the default",
        )
        self.element_id, self.flow_ids = element_id, flow_ids


class UncaughtError(EngineError):
    """A BPMN error that no boundary event and no event sub-process catches."""

    def __init__(self, code: str | None, message: str = "") -> None:
        super().__init__(
            f"nobody catches the error {code or 'without a code'}{f': {message}' if message else ''}"
        )
        self.code, self.message = code, message


class UnfitValue(EngineError):
    """A collection, cardinality or time that is none; `name` is the expression."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name} gives no {expected}")
        self.name, self.expected = name, expected


class LookedAround(EngineError):
    """A boundary timer has no term by the variables that it sees: those around its activity."""

    def __init__(self, cause: EngineError, activity: str) -> None:
        super().__init__(
            f"{cause}; it was looked for around {activity}, not among what {activity} has within"
        )
        self.activity = activity


def within(most: int, name: str) -> Callable[[Value], Value]:
    """The value as it is where its text can be kept. Raises UnfitValue where it is longer, or has a NUL."""

    def kept(value: Value) -> Value:
        if len(str(value)) > most or "\0" in str(value):
            raise UnfitValue(name, f"text of at most {most} characters")
        return value

    return kept


class EndlessRun(EngineError):
    """The model runs on and on without anything to wait for."""

    def __init__(self, steps: int) -> None:
        super().__init__(f"{steps} steps in one go without anything to wait for")
        self.steps = steps


class UnknownToken(EngineError):
    """The element instance is not there any more, or does not wait for this."""

    def __init__(self, token: int) -> None:
        super().__init__(f"no element instance {token} waits for this")
        self.token = token


class NoStartEvent(EngineError):
    """The process has no start event of that id, or several and none was named."""

    def __init__(self, element_id: str | None) -> None:
        super().__init__(
            f"no start event {element_id}" if element_id else "several start events: name one"
        )
        self.element_id = element_id
