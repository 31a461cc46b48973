"""A term that is counted anew: the same expression, from when the term began, by the calendar as it is now. No database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.calendar.working import WorkingCalendar
from engine.expression import (
    Expression,
    ExpressionFailed,
    ExpressionInvalid,
    compile_expression,
)
from engine.expression.iso import InvalidIso, parse_instant
from engine.expression.values import Variables
from engine.history.events import instant_text

CALENDAR_FUNCTIONS = frozenset({"businessDays", "businessMinutes"})

Began = Callable[[], datetime]
"""When a term began; asked only where the expression counts from then, because finding it out may cost a replay."""


class TermOf(StrEnum):
    CASE = "case"
    USER_TASK = "user-task"
    TIMER = "timer"


@dataclass(frozen=True, kw_only=True)
class MovedTerm:
    """A term whose end is another one by now. token: 0 for the case; before, due_at: aware UTC."""

    of: TermOf
    token: int
    element_id: str
    before: datetime
    due_at: datetime

    def as_data(self) -> dict[str, object]:
        """As the payload of `terms_recomputed` holds it (docs/history-format.md)."""
        return {
            "of": self.of.value,
            "token": self.token,
            "element_id": self.element_id,
            "before": instant_text(self.before),
            "due_at": instant_text(self.due_at),
        }


def moved_terms(data: Variables) -> tuple[MovedTerm, ...]:
    """Read back what `as_data` gave. data: what the command `terms_recomputed` was given."""
    return tuple(
        MovedTerm(
            of=TermOf(term["of"]),
            token=term["token"],
            element_id=term["element_id"],
            before=parse_instant(term["before"]),
            due_at=parse_instant(term["due_at"]),
        )
        for term in data["terms"]
    )


def counts_days(expression: Expression) -> bool:
    """Whether a calendar has a say in it."""
    return not CALENDAR_FUNCTIONS.isdisjoint(expression.functions)


def counted_anew(
    expression: Expression, scope: Mapping[str, object], *, began: Began, calendar: WorkingCalendar
) -> datetime | None:
    """The end of a term; None where no calendar is asked on the way to it, or it cannot be counted."""
    if not counts_days(expression):
        return None
    recount = _Recount(calendar, began)
    try:
        value = expression.evaluate(scope, recount.functions)
        due = end_of(value, began)
    except (ExpressionFailed, InvalidIso):
        return None  # it was counted once: it stays as it was
    return due if recount.asked else None


def norm_end(source: str, began: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Until when a step keeps to its norm; None where that cannot be counted from its beginning alone."""
    recount = _Recount(calendar, lambda: began)
    try:
        value = compile_expression(source).evaluate({}, recount.functions)
        return end_of(value, lambda: began)
    except (ExpressionFailed, ExpressionInvalid, InvalidIso):
        return None


def end_of(value: object, began: Began) -> datetime | None:
    """The end of a term, from what its expression gives: a span from when it began, or an instant. Raises InvalidIso."""
    if isinstance(value, timedelta):
        return began() + value
    if isinstance(value, str):
        return parse_instant(value)
    return value if isinstance(value, datetime) else None


def start_of(value: object, began: Began) -> datetime:
    """From when a function of the calendar counts, by the argument that it is given. Raises InvalidIso."""
    if value is None:
        return began()
    return value if isinstance(value, datetime) else parse_instant(str(value))


class _Recount:
    """Clock and calendar as they were when the term began, but for the days entered since."""

    def __init__(self, calendar: WorkingCalendar, began: Began) -> None:
        self._calendar, self._began = calendar, began
        self.asked = False
        self.functions: Mapping[str, Callable[..., object]] = {
            "now": began,
            "businessDays": self._business_days,
            "businessMinutes": self._business_minutes,
        }

    def _business_days(self, days: int, start: object = None) -> datetime:
        return self._calendar.business_days(days, self._instant(start))

    def _business_minutes(
        self, minutes: int, calendar: str = "provider", start: object = None
    ) -> datetime:
        return self._calendar.business_minutes(minutes, calendar, self._instant(start))

    def _instant(self, value: object) -> datetime:
        self.asked = True
        return start_of(value, self._began)
