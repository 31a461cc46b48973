"""All that comes from outside the model: clock, calendar, workers. Live it is asked and recorded; in replay it is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.calendar.working import WorkingCalendar
from engine.errors import BpmnError, EngineError
from engine.expression.iso import parse_instant
from engine.expression.values import Value, Variables
from engine.history.canonical import refuse_unfit
from engine.history.events import instant_text
from engine.step.terms import start_of

Functions = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, kw_only=True)
class JobCall:
    """A service task that a token has reached."""

    type: str
    element_id: str
    token: int
    variables: Variables


class Outside(Protocol):
    """What `engine.step.advance.advance` may ask."""

    @property
    def now(self) -> datetime: ...

    @property
    def functions(self) -> Functions: ...

    @property
    def explaining(self) -> bool: ...

    def answer(self, call: JobCall) -> Variables | BpmnError | None:
        """The result of a job that is done at once; None leaves it to the queue."""


class HandlerFailed(EngineError):
    """A pure handler failed technically: nothing of the command stands; it is run again with this job left to the queue."""

    def __init__(self, call: JobCall, reason: str) -> None:
        super().__init__(f"{call.element_id}, {call.type}: {reason}")
        self.call, self.reason = call, reason


Run = Callable[[JobCall], Variables]


class Live:
    """Asks the calendar and the pure handlers, if there are any, and keeps every answer in `recorded`."""

    explaining = False

    def __init__(
        self,
        *,
        now: datetime,
        calendar: WorkingCalendar,
        run: Run = lambda _: {},
        pure: Callable[[str], bool] = lambda _: False,
        deferred: frozenset[int] = frozenset(),
    ) -> None:
        self.now, self._calendar = now, calendar
        self._run, self._pure, self._deferred = run, pure, deferred
        self.recorded: list[dict[str, Value]] = []
        self.functions: Functions = {
            "now": lambda: now,
            "businessDays": self._business_days,
            "businessMinutes": self._business_minutes,
        }

    def answer(self, call: JobCall) -> Variables | BpmnError | None:
        if call.token in self._deferred or not self._pure(call.type):
            return None
        item: dict[str, Value] = {"job": call.type, "token": call.token}
        self.recorded.append(item)
        try:
            result = self._run(call)
        except BpmnError as error:
            item |= {"error": error.code, "message": error.message}
            return error
        except Exception as error:
            raise HandlerFailed(call, f"{type(error).__name__}: {error}") from error
        refuse_unfit(result, call.type)
        item["variables"] = result
        return result

    def _business_days(self, days: int, start: object = None) -> datetime:
        return self._kept("businessDays", self._calendar.business_days(days, self._instant(start)))

    def _business_minutes(
        self, minutes: int, calendar: str = "provider", start: object = None
    ) -> datetime:
        due = self._calendar.business_minutes(minutes, calendar, self._instant(start))
        return self._kept("businessMinutes", due)

    def _instant(self, value: object) -> datetime:
        return start_of(value, lambda: self.now)

    def _kept(self, name: str, value: datetime) -> datetime:
        self.recorded.append(
            {"call": name, "value": instant_text(value), "calendar": self._calendar.version}
        )
        return value


class Diverged(EngineError):
    """Replay asked for something else than what was recorded."""


@dataclass
class Playback:
    """Gives back what was recorded, in order; calls no handler, no calendar, no clock."""

    now: datetime
    recorded: list[dict[str, Value]]
    explaining: bool = True
    at: int = 0
    functions: Functions = field(init=False)

    def __post_init__(self) -> None:
        self.functions = {
            "now": lambda: self.now,
            "businessDays": lambda *_: self._next_call("businessDays"),
            "businessMinutes": lambda *_: self._next_call("businessMinutes"),
        }

    def answer(self, call: JobCall) -> Variables | BpmnError | None:
        item = self.recorded[self.at] if self.at < len(self.recorded) else {}
        if item.get("job") != call.type or item.get("token") != call.token:
            return None
        self.at += 1
        if "error" in item:
            return BpmnError(item["error"], item["message"])
        variables: Variables = item["variables"]
        return variables

    def rest(self) -> Iterator[dict[str, object]]:
        """Answers that nobody asked for; a history that fits leaves none."""
        return iter(self.recorded[self.at :])

    def _next_call(self, name: str) -> datetime:
        item = self.recorded[self.at] if self.at < len(self.recorded) else {}
        if item.get("call") != name:
            raise Diverged(f"{name} is asked for, {item or 'nothing'} was recorded")
        self.at += 1
        return parse_instant(item["value"])
