"""What is said in the three languages of the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, kw_only=True)
class Words:
    """Kazakh is the language of the service; Russian and English say the same. Papers that the law gives in two have no English."""

    kk: str
    ru: str
    en: str = ""

    def text(self, language: str) -> str:
        """In `kk`, `ru` or `en`; in Kazakh where it is another, or there is nothing in that one."""
        return {"ru": self.ru, "en": self.en}.get(language) or self.kk

    def filled(self, **values: object) -> Words:
        """The sentence with its `{names}` replaced; `Words` among the values give their own language."""
        return Words(**{language: self._filled(language, values) for language in LANGUAGES})

    def _filled(self, language: str, values: Mapping[str, object]) -> str:
        spoken = {
            name: value.text(language) if isinstance(value, Words) else value
            for name, value in values.items()
        }
        return self.text(language).format(**spoken)

    def both(self) -> dict[str, str]:
        """As printed papers have it."""
        return {"kk": self.kk, "ru": self.ru}
