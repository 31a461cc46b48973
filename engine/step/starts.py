"""What starts a process but a person: its start events that wait for a message, a signal, a time or a condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.expression import NoValue
from engine.expression.values import Variables
from engine.step.answers import Functions
from engine.step.version import Version
from engine.tokens.execution import Trigger


@dataclass(frozen=True, kw_only=True)
class Listening:
    """One thing that a start event waits for."""

    element_id: str
    trigger: Trigger


@dataclass(frozen=True, kw_only=True)
class Due:
    """When a start timer fires, and which occurrence of its cycle that is."""

    nth: int
    at: datetime


def starts_plainly(version: Version) -> bool:
    """Whether an instance may be started without a message, signal, timer or condition."""
    starts = version.own.start_events
    return not starts or any(start.event is None for start in starts)


def begun_plainly(versions: Sequence[Version]) -> list[Version]:
    """Processes of one file that begin by themselves: those with a plain start that none of the others calls."""
    called = {call.key for each in versions for call in each.own.calls}
    return [each for each in versions if starts_plainly(each) and each.key not in called]


def listening(version: Version) -> Iterator[Listening]:
    """In the order of the document."""
    for element_id, trigger in version.model.start_triggers:
        yield Listening(element_id=element_id, trigger=trigger)


def first_due(trigger: Trigger, armed_at: datetime, functions: Functions) -> Due | None:
    """When a start timer fires that is armed at that time; None for a cycle that has ended by then.

    Raises EngineError where its expression gives no term.
    """
    assert trigger.timer is not None
    term = trigger.timer.term(armed_at, {}, functions)
    return None if term.due is None else Due(nth=term.nth, at=term.due)


def next_due(
    trigger: Trigger, armed_at: datetime, functions: Functions, last: int, now: datetime
) -> Due | None:
    """When it fires after the time `last`, once for all that was missed by now; None where that was the last time."""
    assert trigger.timer is not None
    grid = trigger.timer.term(armed_at, {}, functions).grid
    nth = None if grid is None else grid.first(last + 1, lambda at: at > now)
    return None if grid is None or nth is None else Due(nth=nth, at=grid.at(nth))


def is_true(trigger: Trigger, variables: Variables, functions: Functions) -> bool:
    """Whether a start condition is true of these variables; while what it needs has no value it is not."""
    assert trigger.condition is not None
    try:
        return trigger.condition.evaluate(variables, functions) is True
    except NoValue:
        return False
