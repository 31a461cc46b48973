"""A sentence in the three languages of the service."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, kw_only=True)
class Text:
    """Kazakh is the language of the service; Russian and English say the same."""

    kk: str
    ru: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in `language`; in Kazakh where we do not speak it."""
        return {"ru": self.ru, "en": self.en}.get(language, self.kk)

    def filled(self, **values: Text | str | int) -> Text:
        """The sentence with its `{names}` replaced; a `Text` gives its own language."""
        return Text(**{language: self._filled_in(language, values) for language in LANGUAGES})

    def _filled_in(self, language: str, values: dict[str, Text | str | int]) -> str:
        spoken = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in values.items()
        }
        return self.in_language(language).format(**spoken)
