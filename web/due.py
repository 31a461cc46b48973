"""A term in words and a sign: how much is left, in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext

from engine.calendar.working import WorkingCalendar
from people.values import local_day


@dataclass(frozen=True, kw_only=True)
class Badge:
    """state: due, soon, overdue or none, as the badges of the pages are drawn."""

    state: str
    text: str


def due_badge(due_at: datetime | None, *, now: datetime, calendar: WorkingCalendar) -> Badge:
    """How an open task or case stands to its term."""
    if due_at is None:
        return Badge(state="none", text=gettext("No term"))
    today, last = local_day(now), local_day(due_at)
    if due_at < now:
        return Badge(state="overdue", text=_overdue(calendar.working_days_between(last, today)))
    if last == today:
        return Badge(state="soon", text=gettext("Due today"))
    left = calendar.working_days_between(today, last)
    words = ngettext("%(num)d working day left", "%(num)d working days left", left)
    return Badge(state="soon" if left <= 1 else "due", text=words)


def _overdue(days: int) -> str:
    if days == 0:
        return str(gettext("Overdue"))
    words = ngettext("Overdue by %(num)d working day", "Overdue by %(num)d working days", days)
    return str(words)
