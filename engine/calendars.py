"""The calendar that a node goes by: days are entered while it runs, on this node or on another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.calendar import DEFAULT_HOURS, Hours, Organisation, Override, WorkingCalendar


class Calendars:
    """Holds the newest calendar; safe between threads. Who has taken a calendar in hand goes on with that one."""

    def __init__(
        self,
        overrides: Iterable[Override] = (),
        *,
        hours: Mapping[Organisation, Hours] = DEFAULT_HOURS,
    ) -> None:
        self._hours = hours
        self._current = WorkingCalendar(overrides, hours=hours)

    @property
    def current(self) -> WorkingCalendar:
        return self._current

    def keep(self, overrides: Iterable[Override]) -> bool:
        """Go by these days from now on; whether that is another calendar than before."""
        calendar = WorkingCalendar(overrides, hours=self._hours)
        if calendar.version == self._current.version:
            return False
        self._current = calendar
        return True
