"""Event logs for process mining: from the steps of a film to events of the standard life cycle of an activity (XES, IEEE 1849)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from audit.film import Film, FilmStep
from audit.films import film_of
from audit.work import LABOUR
from engine.errors import HistoryBroken
from engine.history.events import EventKind
from engine.model.values import ProcessDefinition
from engine.step.states import UNFINISHED, InstanceStatus
from engine.storage.queries import instance_row, version_by_id
from engine.storage.runtime import SYSTEM, Runtime

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Transition(StrEnum):
    """Of the standard life cycle model of the Lifecycle extension."""

    SCHEDULE = "schedule"  #: a user task or job is open
    ASSIGN = "assign"
    REASSIGN = "reassign"  #: given back, or to somebody else
    ATE_ABORT = "ate_abort"  #: the token left without it
    COMPLETE = "complete"
    PI_ABORT = "pi_abort"  #: the case was terminated


@dataclass(frozen=True, kw_only=True)
class LogEvent:
    """seq: of the history. activity: label of the element. kept: whether a term was met; None where there was none."""

    seq: int
    at: datetime
    element_id: str
    activity: str
    transition: Transition
    actor: str
    lane: str
    token: int = 0
    due_at: datetime | None = None
    kept: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LogCase:
    """One trace; nothing of its variables leaves with it."""

    instance_id: str
    business_key: str
    key: str
    version: int
    rules: str
    office_id: int | None
    partner_office_id: int | None
    status: InstanceStatus
    outcome: str | None
    started_at: datetime
    due_at: datetime | None
    kept: bool | None
    events: tuple[LogEvent, ...]


def log_cases(
    runtime: Runtime, connection: Connection, instance_ids: Iterable[str], *, language: str = "kk"
) -> Iterator[LogCase]:
    """One case at a time, re-executed. Raises UnknownInstance, HistoryBroken: what does not hold is not exported."""
    for instance_id in instance_ids:
        row = instance_row(connection, instance_id)
        version = version_by_id(connection, runtime.versions, row.definition_id)
        film = film_of(runtime, connection, instance_id)
        if film.broken is not None:
            raise HistoryBroken(instance_id, film.broken.seq, film.broken.reason)
        offices = (row.office_id, row.partner_office_id)
        yield log_case(film, version.definition, offices, language=language)


def log_case(
    film: Film,
    definition: ProcessDefinition,
    offices: tuple[int | None, int | None],
    *,
    language: str = "kk",
) -> LogCase:
    """The trace of a film that has at least one step."""
    last = film.steps[-1]
    ended = last.status not in UNFINISHED
    return LogCase(
        instance_id=film.instance_id,
        business_key=film.business_key,
        key=film.key,
        version=film.version,
        rules=film.rules,
        office_id=offices[0],
        partner_office_id=offices[1],
        status=last.status,
        outcome=last.outcome,
        started_at=film.steps[0].at,
        due_at=last.due_at,
        kept=last.at <= last.due_at if ended and last.due_at else None,
        events=tuple(_events(film, definition, language)),
    )


def _events(film: Film, definition: ProcessDefinition, language: str) -> Iterator[LogEvent]:
    writer = _Writer(definition, language)
    known: set[int] = set()
    for step in film.steps:
        yield from writer.happened(step)
        for work in step.work:
            if work.token not in known and work.kind in LABOUR:
                known.add(work.token)
                yield writer.event(
                    step,
                    work.element_id,
                    Transition.SCHEDULE,
                    actor=work.assignee or "",
                    token=work.token,
                    due_at=work.due_at,
                )


HANDED = {
    EventKind.USER_TASK_CLAIMED: Transition.ASSIGN,
    EventKind.USER_TASK_ASSIGNED: Transition.ASSIGN,
    EventKind.USER_TASK_RELEASED: Transition.REASSIGN,
}
ANSWERED = frozenset(
    {
        EventKind.USER_TASK_COMPLETED,
        EventKind.JOB_COMPLETED,
        EventKind.MESSAGE_CORRELATED,
        EventKind.SIGNAL_RECEIVED,
    }
)


class _Writer:
    def __init__(self, definition: ProcessDefinition, language: str) -> None:
        self._definition, self._language = definition, language

    def happened(self, step: FilmStep) -> Iterator[LogEvent]:
        """What the event itself says, then what completed in it, then what was left undone."""
        handed = HANDED.get(step.kind)
        if handed is not None:
            yield self._handed(step, handed)
        answered = _answered(step)
        for element_id in step.path:
            own = element_id == answered
            yield self.event(
                step,
                element_id,
                Transition.COMPLETE,
                actor=step.actor if own else SYSTEM,
                due_at=step.waited.due_at if own and step.waited else None,
                kept=step.waited.kept if own and step.waited else None,
            )
            answered = "" if own else answered
        if step.kind is EventKind.INSTANCE_TERMINATED:
            yield self.event(step, "", Transition.PI_ABORT, actor=step.actor)
        yield from self._left(step)

    def _left(self, step: FilmStep) -> Iterator[LogEvent]:
        """Work that was taken away without being done."""
        for work in step.undone:
            yield self.event(
                step, work.element_id, Transition.ATE_ABORT, actor=SYSTEM, token=work.token
            )

    def _handed(self, step: FilmStep, transition: Transition) -> LogEvent:
        """The resource is who works on it from now on."""
        again = step.note.get("before") is not None
        holder = step.note.get("assignee", step.actor)
        return self.event(
            step,
            step.element_id,
            Transition.REASSIGN if again else transition,
            actor="" if step.kind is EventKind.USER_TASK_RELEASED else str(holder),
        )

    def event(
        self,
        step: FilmStep,
        element_id: str,
        transition: Transition,
        *,
        actor: str,
        token: int = 0,
        due_at: datetime | None = None,
        kept: bool | None = None,
    ) -> LogEvent:
        element = self._definition.elements.get(element_id)
        label = element.label if element else self._definition.label
        return LogEvent(
            seq=step.seq,
            at=step.at,
            element_id=element_id,
            activity=label.text(self._language) or element_id,
            transition=transition,
            actor=actor,
            lane=(element.lane or "") if element else "",
            token=token,
            due_at=due_at,
            kept=kept,
        )


def _answered(step: FilmStep) -> str:
    """The element that completed by what the actor did; the rest of the path followed by itself."""
    if step.kind is EventKind.INSTANCE_STARTED:
        return step.path[0] if step.path else ""
    return step.element_id if step.kind in ANSWERED else ""
