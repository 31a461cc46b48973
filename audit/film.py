"""A case as a film: one step an event, each with all that a page shows of it. Nothing here comes from stored tables of state."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from audit.changes import Change
from audit.gateways import Choice
from audit.work import Waited, Work
from engine.diagram.marks import Marks
from engine.expression.values import Variables
from engine.history.events import EventKind
from engine.step.states import InstanceStatus
from engine.tokens.execution import Bindings


class Mark(StrEnum):
    """How an event looks on the bar; the first that fits, in this order."""

    TROUBLE = "trouble"  #: a token cannot go on, or a job has spent its attempts
    TERM = "term"  #: a term passed
    END = "end"  #: the case ended
    PERSON = "person"
    TIMER = "timer"
    MESSAGE = "message"
    MACHINE = "machine"  #: a worker or the engine


@dataclass(frozen=True, kw_only=True)
class FormSeen:
    """The form of a step with its version's own text.

    text: the form file as it was deployed. scope: variables that the person saw. answers: what was given, empty
    unless the step completed the task.
    """

    key: str
    version: int
    text: str
    scope: Variables
    answers: Variables


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a worker answered: variables, or an error's code and message. `inline`: run within another command."""

    type: str
    element_id: str
    variables: Variables
    error: str = ""
    message: str = ""
    inline: bool = True


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the calendar answered when it was asked, and the version of its days."""

    call: str
    value: str
    calendar: str


@dataclass(frozen=True, kw_only=True)
class FilmStep:
    """The case after one event.

    mark: of the bar. lane: of the element. moved: False for an event that moves no token.
    path, flows: what completed and was taken in this step, in order. note: what else the event says (reason, assignee …).
    waited: of the work the event is about. work: what is open after it; undone: what it took away without being done.
    due_at: the term of the case.
    """

    seq: int
    at: datetime
    kind: EventKind
    mark: Mark
    actor: str
    element_id: str
    lane: str
    hash: str
    engine_version: int
    moved: bool
    status: InstanceStatus
    outcome: str | None
    due_at: datetime | None
    path: tuple[str, ...]
    flows: tuple[str, ...]
    marks: Marks
    variables: Variables
    changes: tuple[Change, ...]
    choices: tuple[Choice, ...]
    form: FormSeen | None
    results: tuple[Result, ...]
    calendar: tuple[Answer, ...]
    note: Variables
    waited: Waited | None
    undone: tuple[Work, ...]
    work: tuple[Work, ...]
    troubles: tuple[str, ...]

    @property
    def by_person(self) -> bool:
        return is_person(self.actor)

    @property
    def focus(self) -> tuple[str, ...]:
        """What to look at: where a token came last, other tokens after it; where none stands any more, the end."""
        newest = sorted(self.work, key=lambda work: -work.token)
        standing = [work.element_id for work in newest if work.element_id in self.marks.active]
        return (*standing, *sorted(self.marks.active), *reversed(self.path), self.element_id)

    @property
    def case_late(self) -> bool:
        """Whether the term of the case had passed by then."""
        return self.due_at is not None and self.due_at < self.at


@dataclass(frozen=True, kw_only=True)
class Break:
    """Where a history stops to hold; the steps before it do."""

    seq: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Film:
    """bindings: references of called processes to the versions that this case calls.

    persons, incidents: numbers of the steps at which another person acts, and at which something went wrong.
    """

    instance_id: str
    business_key: str
    definition_id: int
    key: str
    version: int
    rules: str
    revision: int
    steps: tuple[FilmStep, ...]
    persons: tuple[int, ...]
    incidents: tuple[int, ...]
    bindings: Bindings = field(default_factory=dict)
    broken: Break | None = None

    def step(self, seq: int) -> FilmStep | None:
        """The step with this number; None past the end or past a break."""
        return self.steps[seq - 1] if 1 <= seq <= len(self.steps) else None

    def next_person(self, seq: int) -> int | None:
        """The first step after `seq` at which another person begins to act."""
        return _after(self.persons, seq)

    def next_incident(self, seq: int) -> int | None:
        return _after(self.incidents, seq)

    @property
    def head(self) -> str:
        """Hash of the last event that holds; 64 hex digits."""
        return self.steps[-1].hash if self.steps else "0" * 64


def is_person(actor: str) -> bool:
    """Workers and the engine have a colon in their names, ids of persons have none."""
    return ":" not in actor


def _after(numbers: tuple[int, ...], seq: int) -> int | None:
    place = bisect_right(numbers, seq)
    return numbers[place] if place < len(numbers) else None
