"""Values of one step: what an instance is given, what it is between two commands, and what a step did to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from engine.expression.values import Variables
from engine.history.events import EventKind
from engine.step.states import InstanceStatus
from engine.tokens.execution import Completion, Decision, MadeUp, Thrown, Trouble, Wait


@dataclass(frozen=True, kw_only=True)
class Input:
    """What a command gives to an instance.

    token: the element instance meant; 0 where none is.
    data: variables of an answer, payload of a message, or the fields that the kind of event needs.
    """

    kind: EventKind
    element_id: str = ""
    token: int = 0
    data: Variables = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An instance between two commands; `state` is empty before it starts."""

    business_key: str
    state: bytes = b""
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OpenedTask:
    token: int
    element_id: str
    lane: str
    candidate_groups: tuple[str, ...]
    assignee: str | None
    due_at: datetime | None
    form_key: str


@dataclass(frozen=True, kw_only=True)
class OpenedJob:
    token: int
    element_id: str
    type: str
    retries: str


@dataclass(frozen=True, kw_only=True)
class OpenedTimer:
    token: int
    element_id: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class OpenedSubscription:
    token: int
    element_id: str
    kind: str
    name: str
    correlation_key: str


Opened = OpenedTask | OpenedJob | OpenedTimer | OpenedSubscription


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a command did to an instance.

    opened, closed: what is awaited from now on, and what is no longer.
    messages_thrown: sent inside the engine, in order, for whoever waits for them or is started by them.
    made_up: cycles that have happened once for several of their times.
    signals_thrown: those of this instance that waited have them already; for all others.
    digest: sha-256 over path, waits and variables after the step; `verify` compares it.
    """

    standing: Standing
    status: InstanceStatus
    outcome: str | None
    opened: tuple[Opened, ...]
    closed: tuple[Wait, ...]
    troubles: tuple[Trouble, ...]
    healed: tuple[Trouble, ...]
    completions: tuple[Completion, ...]
    decisions: tuple[Decision, ...]
    flows: tuple[str, ...]
    messages_thrown: tuple[Thrown, ...]
    signals_thrown: tuple[Thrown, ...]
    variables: Variables
    made_up: tuple[MadeUp, ...]
    digest: str

    @property
    def completed(self) -> tuple[str, ...]:
        """Ids of the elements, in order."""
        return tuple(one.element_id for one in self.completions)
