"""Values of a tryout: where it stands, what is open, what was answered and sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.expression.values import Variables
from engine.rehearsal.actions import SendMessage, SendSignal
from engine.step.values import Opened, OpenedJob, OpenedTask, Step


class Progress(StrEnum):
    NEW = "new"  #: not started yet
    WAITING = "waiting"
    COMPLETED = "completed"
    INCIDENT = "incident"


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """Something open in one of the instances."""

    run: int
    opened: Opened
    retry_at: datetime | None = None  #: of a failed job
    incident: str = ""

    @property
    def element(self) -> str:
        return self.opened.element_id


@dataclass(kw_only=True)
class Visit:
    """One coming of a token to a user task or job, and what was answered. answer: None as long as there is none."""

    opened: OpenedTask | OpenedJob
    order: tuple[int, int, int]  #: of arrival, as a script would meet it
    answer: Variables | None = None
    code: str = ""
    failures: int = 0


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A message or signal. after: how many completions stood in the trace before it."""

    action: SendMessage | SendSignal
    after: int


@dataclass
class LastAction:
    """What the last action of a hand did, with the answers that followed by themselves: its steps, the variables before it."""

    variables: Variables = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    @property
    def path(self) -> list[str]:
        return [one.element_id for step in self.steps for one in step.completions]
