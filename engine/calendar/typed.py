"""A day as people type it in Kazakhstan: `05.12.2026`; as programs send it, `2026-12-05`, it is understood too."""

from __future__ import annotations

import re
from datetime import date

TYPED = re.compile(r"(?P<day>\d{1,2})[.,/](?P<month>\d{1,2})[.,/](?P<year>\d{4})", re.ASCII)
SENT = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)


def typed_day(text: str) -> date | None:
    """None where it is no day of the calendar."""
    found = TYPED.fullmatch(text.strip()) or SENT.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
