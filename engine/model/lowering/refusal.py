"""Why a model is not executed."""

from __future__ import annotations

from engine.errors import EngineError
from engine.words import verbatim


class Refused(EngineError):
    """The element cannot be executed rightly; `element_id` is the analyst's own, empty where the file as a whole is meant."""

    def __init__(self, element_id: str, reason: str) -> None:
        super().__init__(f"{element_id}: {reason}" if element_id else reason)
        self.element_id, self.reason = element_id, verbatim(reason)
