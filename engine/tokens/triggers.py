"""What an event waits for or throws: message, signal, timer, condition, error, escalation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.expression import (
    Cycle,
    Duration,
    Expression,
    InvalidIso,
    compile_expression,
    parse_cycle,
    parse_date,
    parse_duration,
)
from engine.model.dialect import EventKind, is_constant_time
from engine.tokens.values import Functions, UnfitValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """When a timer is due. again: what follows each time it has fired, None where it fires once; times: how often in all."""

    due: datetime
    again: Duration | None = None
    times: int | None = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """kind: timeDate, timeDuration or timeCycle; text: an ISO 8601 constant, or an expression that gives one."""

    kind: str
    text: str
    expression: Expression | None

    @classmethod
    def read(cls, kind: str, text: str) -> Timer:
        """Raises InvalidIso or ExpressionInvalid where the text is neither a time of that kind nor an expression."""
        timer = cls(kind=kind, text=text, expression=None)
        try:
            timer.parsed(text)
        except InvalidIso:
            if is_constant_time(text):
                raise
            return cls(kind=kind, text=text, expression=compile_expression(text))
        return timer

    def parsed(self, text: str) -> datetime | Duration | Cycle:
        if self.kind == "timeDate":
            return parse_date(text)
        return parse_duration(text) if self.kind == "timeDuration" else parse_cycle(text)

    def term(self, now: datetime, view: Mapping[str, object], functions: Functions) -> Term:
        """The term of a timer that starts now. Raises EngineError where its expression gives none."""
        value = self.text if self.expression is None else self.expression.evaluate(view, functions)
        if isinstance(value, str):
            value = self.parsed(value)
        if isinstance(value, datetime) and value.tzinfo is not None and self.kind != "timeCycle":
            return Term(due=value)
        if isinstance(value, timedelta) and self.kind == "timeDuration":
            return Term(due=_later(now, value))
        if isinstance(value, Duration) and self.kind == "timeDuration":
            return Term(due=value.after(now))
        if isinstance(value, Cycle):
            first = value.start if value.start is not None else value.duration.after(now)
            return Term(due=first, again=value.duration, times=value.times)
        raise UnfitValue(self.text, f"{_EXPECTED[self.kind]} in {self.kind}")


_EXPECTED = {"timeDate": "instant", "timeDuration": "duration", "timeCycle": "cycle"}


def _later(now: datetime, span: timedelta) -> datetime:
    try:
        return now + span
    except OverflowError:
        raise InvalidIso(str(span), "a duration that ends in the calendar in use") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """name: of a message or signal. key: whom a thrown message is meant for. activity: what compensation undoes, None for all.

    code: of an error or escalation; None catches every one.

    code_variable, message_variable: where a caught error leaves its code and message.
    """

    kind: EventKind
    name: str | None = None
    key: Expression | None = None
    activity: str | None = None
    code: str | None = None
    timer: Timer | None = None
    condition: Expression | None = None
    code_variable: str | None = None
    message_variable: str | None = None
