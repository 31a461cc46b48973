"""The formats that our schemas know. A text that is not in ASCII digits is no number and no date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from jsonschema import FormatChecker

from engine.identifiers import is_bin, is_iin, is_phone

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
EMAIL = re.compile(
    r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.)+[A-Za-z]{2,63}"
)

FIRST_YEAR, LAST_YEAR = 1900, 2099


def is_local_date(text: str) -> bool:
    """A calendar day `YYYY-MM-DD` of the years 1900 to 2099: a mistyped year is caught, no zone is meant."""
    if DATE.fullmatch(text) is None or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_local_time(text: str) -> bool:
    """A time of day `HH:MM` in the zone of the office."""
    return TIME.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """An address as HTML's `input type=email` takes it, with a dot in the domain."""
    return len(text) <= 254 and EMAIL.fullmatch(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "iin": is_iin,
    "bin": is_bin,
    "kz-phone": is_phone,
    "local-date": is_local_date,
    "local-time": is_local_time,
    "email": is_email,
}


def _only_texts(holds: Callable[[str], bool]) -> Callable[[object], bool]:
    # JSON Schema 2020-12, 7.2: a format says nothing about values of another type
    return lambda value: not isinstance(value, str) or holds(value)


def format_checker() -> FormatChecker:
    """A checker that knows our formats and none of the library's."""
    checker = FormatChecker(formats=())
    for name, holds in FORMATS.items():
        checker.checks(name)(_only_texts(holds))
    return checker
