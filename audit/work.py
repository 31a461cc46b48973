"""Work that waits for somebody, and how long it has waited against its term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.expression.values import Variables
from engine.history.events import Event, EventKind
from engine.replay.replay import Frame
from engine.step.states import InstanceStatus
from engine.step.terms import moved_terms
from engine.step.values import Opened, OpenedTask, OpenedTimer, Step


@dataclass(frozen=True, kw_only=True)
class Work:
    """A user task, job, timer or message that is awaited.

    lane, assignee: of a user task. due_at: its term, or when the timer fires.
    """

    token: int
    element_id: str
    kind: str
    opened_at: datetime
    lane: str = ""
    assignee: str | None = None
    due_at: datetime | None = None

    def waited(self, now: datetime) -> timedelta:
        return now - self.opened_at

    def late(self, now: datetime) -> bool:
        return self.kind == "user-task" and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, kw_only=True)
class Waited:
    """How long the work of an event had waited when the event came; kept: None where there is no term."""

    opened_at: datetime
    due_at: datetime | None
    waited: timedelta
    kept: bool | None


class WorkBook:
    """What is open, from event to event."""

    def __init__(self) -> None:
        self._open: dict[int, Work] = {}

    @property
    def open(self) -> tuple[Work, ...]:
        return tuple(self._open[token] for token in sorted(self._open))

    def find(self, token: int) -> Work | None:
        return self._open.get(token)

    def enter(self, frame: Frame) -> tuple[Work, ...]:
        """Take in one event; the work of persons and workers that it took away undone."""
        given = frame.data["input"]
        if frame.event.kind is EventKind.TERMS_RECOMPUTED:
            self._postponed(given["data"])
        elif frame.step is not None:
            return self._moved(frame.step, frame.event.at)
        else:
            self._handed(frame.event, given)
        return ()

    def _moved(self, step: Step, at: datetime) -> tuple[Work, ...]:
        gone = [
            found for wait in step.closed if (found := self._open.pop(wait.token, None)) is not None
        ]
        if step.status is not InstanceStatus.ACTIVE:
            gone += self.open
            self._open.clear()
        for opened in step.opened:
            self._open[opened.token] = _work(opened, at)
        done = {one.token for one in step.completions}
        return tuple(work for work in gone if work.kind in LABOUR and work.token not in done)

    def _postponed(self, data: Mapping[str, object]) -> None:
        """Terms that end at another time since the calendar has changed; the work waits as before."""
        for term in moved_terms(data):
            work = self._open.get(term.token)
            if work is not None:
                self._open[term.token] = replace(work, due_at=term.due_at)

    def _handed(self, event: Event, given: Variables) -> None:
        token = given["token"]
        if token not in self._open or event.kind not in HANDED:
            return
        assignee = {
            EventKind.USER_TASK_CLAIMED: event.actor,
            EventKind.USER_TASK_RELEASED: None,
            EventKind.USER_TASK_ASSIGNED: given["data"].get("assignee"),
        }[event.kind]
        self._open[token] = replace(self._open[token], assignee=assignee)


LABOUR = ("user-task", "job")
HANDED = frozenset(
    {
        EventKind.USER_TASK_CLAIMED,
        EventKind.USER_TASK_RELEASED,
        EventKind.USER_TASK_ASSIGNED,
    }
)


def waited(work: Work | None, at: datetime) -> Waited | None:
    """What an event at `at` says of the term of the work that it is about."""
    if work is None:
        return None
    kept = None if work.due_at is None or work.kind == "timer" else at <= work.due_at
    return Waited(opened_at=work.opened_at, due_at=work.due_at, waited=work.waited(at), kept=kept)


def _work(opened: Opened, at: datetime) -> Work:
    if isinstance(opened, OpenedTask):
        return Work(
            token=opened.token,
            element_id=opened.element_id,
            kind="user-task",
            opened_at=at,
            lane=opened.lane,
            assignee=opened.assignee,
            due_at=opened.due_at,
        )
    kinds = {"OpenedJob": "job", "OpenedTimer": "timer"}
    return Work(
        token=opened.token,
        element_id=opened.element_id,
        kind=kinds.get(type(opened).__name__, "subscription"),
        opened_at=at,
        due_at=opened.due_at if isinstance(opened, OpenedTimer) else None,
    )
