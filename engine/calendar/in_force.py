"""The calendar that a node goes by: days are entered while it runs, on this node or on another."""

from __future__ import annotations

from collections.abc import Iterable

from engine.calendar.working import Organisation, Override, WorkingCalendar


class Calendars:
    """Holds the newest calendar; safe between threads. Who has taken a calendar in hand goes on with that one."""

    def __init__(self, calendar: WorkingCalendar | None = None) -> None:
        self._current = calendar or WorkingCalendar()

    @property
    def current(self) -> WorkingCalendar:
        return self._current

    def keep(self, overrides: Iterable[Override]) -> bool:
        """Go by these days from now on, hours as before; whether that is another calendar."""
        hours = {organisation: self._current.hours(organisation) for organisation in Organisation}
        calendar = WorkingCalendar(overrides, hours=hours)
        if calendar.version == self._current.version:
            return False
        self._current = calendar
        return True
