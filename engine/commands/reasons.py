"""Why a person intervenes: it stays in the history, so it must say something."""

from __future__ import annotations

import unicodedata

from engine.errors import EngineError
from engine.words.characters import is_seen, without_invisible


class ReasonMissing(EngineError):
    """What a person does to a case by hand needs a reason."""

    def __init__(self) -> None:
        super().__init__("say why: the reason stays in the history of the case")


def given_reason(text: str) -> str:
    """The reason in NFC with single spaces. Raises ReasonMissing where it says nothing."""
    reason = unicodedata.normalize("NFC", " ".join(without_invisible(text).split()))
    if not is_seen(reason):
        raise ReasonMissing()
    return reason
