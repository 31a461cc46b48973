"""Telling many stories on one clock: each step at its own time, whichever case it belongs to."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from cli.demonstration.acting import act_out
from cli.demonstration.clock import Wait, later
from cli.demonstration.stage import Stage
from cli.demonstration.story import Claim, Story
from cli.demonstration.telling import Telling, organisation_of

Listener = Callable[[Telling], None]


def tell_stories(
    stage: Stage,
    stories: Iterable[Story],
    *,
    end: datetime,
    listener: Listener = lambda _: None,
) -> tuple[Telling, ...]:
    """Tell all stories up to `end`; what would come later is left undone. The clock stands at `end` then.

    listener: told after each step.
    """
    calendar = stage.platform.runtime.calendar
    tellings = tuple(Telling(story=story) for story in stories)
    waiting = [
        (telling.story.begin.instant(calendar, end), number, telling)
        for number, telling in enumerate(tellings)
    ]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= end:
        at, number, telling = heapq.heappop(waiting)
        stage.move_to(at)
        _tell_step(stage, telling)
        listener(telling)
        if (following := _next_time(stage, telling, number)) is not None:
            heapq.heappush(waiting, (following, number, telling))
    stage.move_to(end)
    return tellings


def _tell_step(stage: Stage, telling: Telling) -> None:
    step = telling.next_step
    assert step is not None, "only a story that goes on is scheduled"
    act_out(stage, telling, step)
    telling.told += 1
    if not isinstance(step.act, Claim):  # a claim moves no token
        stage.settle()


def _next_time(stage: Stage, telling: Telling, number: int) -> datetime | None:
    step = telling.next_step
    if step is None:
        return None
    organisation = organisation_of(stage, telling, step)
    calendar = stage.platform.runtime.calendar
    wait = replace(step.wait, minutes=step.wait.minutes + _moments(step.wait, number))
    return later(calendar, stage.clock(), wait, organisation)


def _moments(wait: Wait, number: int) -> int:
    """Minutes after opening that this case is looked at: nobody does everything at once in the morning."""
    return number * 7 % 60 if wait.days else 0
