"""Days and times as people type them in Kazakhstan, `05.12.2026` and `9:30`, and as programs send them, `2026-12-05`, `09:30`.

Where a keypad has no other signs, `05122026` and `0930` are understood too.
"""

from __future__ import annotations

import re
from datetime import date

TYPED = re.compile(
    r"(?P<day>\d{1,2})(?P<sign>[., /])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})", re.ASCII
)
BARE = re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})", re.ASCII)
SENT = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
TIME = re.compile(r"(\d{1,2})[:. ](\d\d)|(\d\d)(\d\d)", re.ASCII)


def typed_day(text: str) -> date | None:
    """None where it is no day of the calendar."""
    given = text.strip()
    found = TYPED.fullmatch(given) or BARE.fullmatch(given) or SENT.fullmatch(given)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def sent_day(text: str) -> str:
    """As programs send it; a text that is no day stays as it is."""
    day = typed_day(text)
    return text if day is None else day.isoformat()


def shown_day(text: str) -> str:
    """As people type it; a text that is no day stays as it is."""
    day = typed_day(text)
    return text if day is None else f"{day:%d.%m}.{day.year:04}"


def sent_time(text: str) -> str:
    """`9.30` as `09:30`; a text that is no time of day stays as it is."""
    found = TIME.fullmatch(text.strip())
    if found is None:
        return text
    hour, minute = (int(each) for each in found.groups() if each)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else text
