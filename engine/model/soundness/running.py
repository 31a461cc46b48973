"""Which elements do something when a token passes."""

from __future__ import annotations

from engine.model.dialect import ACTIVITIES, EVENTS, EventKind
from engine.model.soundness.paths import reached_from
from engine.model.soundness.sheets import Sheet

_SILENT = frozenset({None, EventKind.LINK})


def may_run(sheet: Sheet, key: str) -> bool:
    """Whether a token here does anything besides ending: it comes to an activity, a join, or an event that is more than plain."""
    return any(_does_something(sheet, element) for element in reached_from(sheet, key))


def _does_something(sheet: Sheet, key: str) -> bool:
    element = sheet.elements[key]
    if element.kind in EVENTS:
        return element.event not in _SILENT or element.job_type is not None
    return element.kind in ACTIVITIES or sheet.is_join(key)
