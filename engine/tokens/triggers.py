"""What an event waits for or throws: message, signal, timer, condition, error, escalation."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.expression import (
    Cycle,
    Duration,
    Expression,
    InvalidIso,
)
from engine.model.dialect import EventKind
from engine.model.times import parsed_time, time_expression
from engine.tokens.values import Functions, UnfitValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """When a cycle happens: occurrence n is `start` and n periods. last: the number of the last one; None is for ever."""

    start: datetime
    period: Duration
    last: int | None

    def at(self, nth: int) -> datetime:
        """Raises InvalidIso beyond the calendar."""
        return self.period.after(self.start, nth)

    def first(self, least: int, fits: Callable[[datetime], bool]) -> int | None:
        """The first occurrence from `least` on that fits, where all later ones do too; None where the cycle ends before."""
        reach = 1
        while not self._fits(least + reach - 1, fits):
            reach *= 2
        nth = least + bisect(range(reach), False, key=lambda more: self._fits(least + more, fits))
        return nth if self.last is None or nth <= self.last else None

    def _fits(self, nth: int, fits: Callable[[datetime], bool]) -> bool:
        try:
            return fits(self.at(nth))
        except InvalidIso:
            return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """When a timer is due; None for a cycle that has ended before it was armed.

    grid, nth: of a cycle, and which of its occurrences is due.
    again, times: of a cycle in a document of the first lowering: what follows each time it has fired, and how often in all.
    """

    due: datetime | None
    grid: Grid | None = None
    nth: int = 0
    again: Duration | None = None
    times: int | None = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """kind: timeDate, timeDuration or timeCycle; text: an ISO 8601 constant, or an expression that gives one.

    once: what a cycle has missed happens once and not each time; it did not in documents of the first lowering.
    """

    kind: str
    text: str
    expression: Expression | None
    once: bool = True

    @classmethod
    def read(cls, kind: str, text: str, *, once: bool = True) -> Timer:
        """Raises InvalidIso or ExpressionInvalid where the text is neither a time of that kind nor an expression."""
        return cls(kind=kind, text=text, expression=time_expression(kind, text), once=once)

    def term(self, now: datetime, view: Mapping[str, object], functions: Functions) -> Term:
        """The term of a timer that starts now. Raises EngineError where its expression gives none."""
        value = self.text if self.expression is None else self.expression.evaluate(view, functions)
        if isinstance(value, str):
            value = parsed_time(self.kind, value)
        if isinstance(value, datetime) and value.tzinfo is not None and self.kind != "timeCycle":
            return Term(due=value)
        if isinstance(value, timedelta) and self.kind == "timeDuration":
            return Term(due=_later(now, value))
        if isinstance(value, Duration) and self.kind == "timeDuration":
            return Term(due=value.after(now))
        if isinstance(value, Cycle):
            return _first(value, now) if self.once else _first_of_all(value, now)
        raise UnfitValue(self.text, f"{_EXPECTED[self.kind]} in {self.kind}")


_EXPECTED = {"timeDate": "instant", "timeDuration": "duration", "timeCycle": "cycle"}


def _first(cycle: Cycle, now: datetime) -> Term:
    """The first occurrence that is not before now; what has passed by then is none of its concern."""
    beginning = int(cycle.start is None)  # without a start it begins a period from now
    last = None if cycle.times is None else cycle.times - 1 + beginning
    grid = Grid(start=cycle.start or now, period=cycle.duration, last=last)
    nth = grid.first(beginning, lambda at: at >= now)
    return Term(due=None) if nth is None else Term(due=grid.at(nth), grid=grid, nth=nth)


def _first_of_all(cycle: Cycle, now: datetime) -> Term:
    first = cycle.start if cycle.start is not None else cycle.duration.after(now)
    return Term(due=first, again=cycle.duration, times=cycle.times)


def _later(now: datetime, span: timedelta) -> datetime:
    try:
        return now + span
    except OverflowError:
        raise InvalidIso(str(span), "a duration that ends in the calendar in use") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """name: of a message or signal. key: whom a thrown message is meant for. activity: what compensation undoes, None for all.

    code: of an error or escalation; None catches every one. at_once: a condition that is true from the start counts; it did
    not always in documents of the first lowering.

    code_variable, message_variable: where a caught error leaves its code and message.
    """

    kind: EventKind
    name: str | None = None
    key: Expression | None = None
    activity: str | None = None
    code: str | None = None
    timer: Timer | None = None
    condition: Expression | None = None
    at_once: bool = False
    code_variable: str | None = None
    message_variable: str | None = None
