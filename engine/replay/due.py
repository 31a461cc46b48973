"""What the history says about when things are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from engine.history.events import EventKind
from engine.replay.replay import Frame
from engine.step.terms import TermOf, moved_terms
from engine.step.values import OpenedTask


def due_of_tasks(frames: Iterable[Frame]) -> dict[int, datetime | None]:
    """When each user task that ever came is due, by token: as it was counted first, or moved since."""
    due: dict[int, datetime | None] = {}
    for frame in frames:
        for opened in frame.step.opened if frame.step else ():
            if isinstance(opened, OpenedTask):
                due[opened.token] = opened.due_at
        if frame.event.kind is EventKind.TERMS_RECOMPUTED:
            for term in moved_terms(frame.data["input"]["data"]):
                if term.of is TermOf.USER_TASK:
                    due[term.token] = term.due_at
    return due
