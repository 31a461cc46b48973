"""Values of a trace: its clock, what one instance in memory is, and the outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from engine.expression.values import Variables
from engine.step.advance import Held
from engine.step.answers import JobCall
from engine.step.starts import Due, Listening
from engine.step.states import InstanceStatus
from engine.step.values import Opened, Standing
from engine.step.version import Version

BEGINNING = datetime(2016, 9, 5, 4, 0, tzinfo=UTC)  # a Monday morning in Almaty
MAX_STEPS = 50_000

Worker = Callable[[JobCall, datetime], Variables]
FormCheck = Callable[[str, Mapping[str, object], Mapping[str, object]], list[str]]


@dataclass(frozen=True, kw_only=True)
class Traced:
    """Outcome of a scenario, as `trace --json` prints it.

    passed, flows: what completed and which sequence flows were taken, each once; with the call activities that led there.
    """

    status: str
    trace: list[str]
    waiting_at: list[str]
    variables: Variables
    incidents: list[dict[str, str]]
    refusals: list[str] = field(default_factory=list)
    passed: Sequence[str] = ()
    flows: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class StartTimer:
    """A start event that waits for its time."""

    version: Version
    start: Listening
    armed_at: datetime
    due: Due


@dataclass
class Run:
    """One instance in memory with what it waits for, in order of arrival."""

    version: Version
    standing: Standing
    number: int = 0
    held: Held | None = None  #: None where it is saved and loaded at every step
    status: InstanceStatus = InstanceStatus.ACTIVE
    open: dict[tuple[str, int], Opened] = field(default_factory=dict)
    variables: Variables = field(default_factory=dict)
    incidents: dict[int, tuple[str, str]] = field(default_factory=dict)
    attempts: dict[int, int] = field(default_factory=dict)
    later: dict[int, datetime] = field(default_factory=dict)  #: token of a job to its next attempt
    scripts: dict[int, Variables] = field(default_factory=dict)
