"""How long an applicant waited at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(minutes=15)  # standard of 22.01.2016 No 68, paragraph 4(2)
LONGEST_SERVICE = timedelta(minutes=15)  # paragraph 4(3)


def waiting_time(variables: Mapping[str, object]) -> timedelta | None:
    """From `arrived_at` to `service_started_at`; None on the portal, and where the two make no sense."""
    arrived, began = (_instant(variables, name) for name in ("arrived_at", "service_started_at"))
    if arrived is None or began is None or began < arrived:
        return None
    return began - arrived


def _instant(variables: Mapping[str, object], name: str) -> datetime | None:
    value = variables.get(name)
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return instant if instant and instant.tzinfo else None
