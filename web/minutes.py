"""Minutes by which the service is measured, and what is said of them: at the desk, and of a step by its norm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext

from engine.calendar.working import WorkingCalendar
from engine.model.values import Element
from engine.step.terms import norm_end
from web.cases.words import instant_of
from web.due import Badge
from workers.waiting import LONGEST_SERVICE, LONGEST_WAIT, waiting_time


@dataclass(frozen=True, kw_only=True)
class Measured:
    """since: from when it still counts; None where it has ended."""

    label: str
    spent: timedelta
    longest: timedelta
    since: datetime | None = None

    @property
    def minutes(self) -> int:
        return self.spent // timedelta(minutes=1)

    @property
    def limit(self) -> int:
        return self.longest // timedelta(minutes=1)

    @property
    def over(self) -> bool:
        return self.spent > self.longest


def desk_minutes(
    variables: Mapping[str, object], *, now: datetime, ended_at: datetime | None = None
) -> list[Measured]:
    """Waiting and service at the desk; none where nobody came to one."""
    waited = waiting_time(variables)
    began = instant_of(variables.get("service_started_at"))
    if waited is None or began is None:
        return []
    served = instant_of(variables.get("accepted_at")) or ended_at
    return [
        Measured(label=gettext("Waiting at the desk"), spent=waited, longest=LONGEST_WAIT),
        Measured(
            label=gettext("Service at the desk"),
            spent=max(timedelta(), (served or now) - began),
            longest=LONGEST_SERVICE,
            since=None if served else began,
        ),
    ]


def norm_badge(
    element: Element,
    *,
    opened_at: datetime,
    closed_at: datetime | None,
    now: datetime,
    calendar: WorkingCalendar,
) -> tuple[datetime, Badge] | None:
    """Until when a step keeps to its norm, and whether it does; None where it has none. Nothing follows from it."""
    until = norm_end(element.norm, opened_at, calendar) if element.norm else None
    if until is None:
        return None
    if until < (closed_at or now):
        return until, Badge(state="overdue", text=gettext("Longer than the norm"))
    return until, Badge(state="soon", text=gettext("Within the norm"))
