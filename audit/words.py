"""Lengths of time in the three languages of the service."""

from __future__ import annotations

from datetime import timedelta

from engine.words import LANGUAGES, Words

UNITS = (
    (86_400, {"kk": "күн", "ru": "дн.", "en": "d"}),
    (3600, {"kk": "сағ", "ru": "ч", "en": "h"}),
    (60, {"kk": "мин", "ru": "мин", "en": "min"}),
    (1, {"kk": "с", "ru": "с", "en": "s"}),
)  # seconds


def span_words(span: timedelta) -> Words:
    """A length of time to the second, in its two largest units."""
    rest, parts = round(span.total_seconds()), []
    for size, names in UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append((count, names))
    told = parts[:2] or [(0, UNITS[-1][1])]
    return Words(
        **{one: " ".join(f"{count} {names[one]}" for count, names in told) for one in LANGUAGES}
    )
