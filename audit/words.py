"""A sentence in the three languages of the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

LANGUAGES = ("kk", "ru", "en")


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


@dataclass(frozen=True, kw_only=True)
class Words:
    """Kazakh is the language of the service; Russian and English say the same."""

    kk: str
    ru: str
    en: str

    def text(self, language: str) -> str:
        """The sentence in `kk`, `ru` or `en`; Kazakh for any other language."""
        return {"ru": self.ru, "en": self.en}.get(language, self.kk)

    def filled(self, **values: object) -> Words:
        """The sentence with its `{names}` replaced; `Words` among the values give their own language."""
        return Words(**{language: self._filled(language, values) for language in LANGUAGES})

    def _filled(self, language: str, values: Mapping[str, object]) -> str:
        spoken = {
            name: value.text(language) if isinstance(value, Words) else value
            for name, value in values.items()
        }
        return self.text(language).format(**spoken)
