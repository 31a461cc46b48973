"""What a deployment rule says about a model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import EngineError
from engine.words import Sentence


class Severity(StrEnum):
    ERROR = "error"  #: the model is refused
    WARNING = "warning"  #: the model is deployed, the analyst is told


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sentence about one element; `element_id` is the analyst's own id, empty where the file as a whole is meant.

    way: the elements on the way there, itself the last one; empty where none is told.
    """

    rule: str
    element_id: str
    message: Sentence
    severity: Severity = Severity.ERROR
    way: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """The sentence behind the element it is about."""
        said = self.message.text(language)
        return f"{self.element_id}: {said}" if self.element_id else said


class ModelRefused(EngineError):
    """The model is not deployed; `findings` say what and where."""

    def __init__(self, file: str, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(f"{file}, {finding}" for finding in findings))
        self.file, self.findings = file, findings
