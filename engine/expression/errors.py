"""The two ways in which an expression can go wrong: when it is read, and when it is evaluated."""

from __future__ import annotations

from engine.errors import EngineError
from engine.words import Sentence, joined, said


class ExpressionInvalid(EngineError):
    """The text is no expression: refused at deployment.

    source: as it was written; column: 1 or more, counted in `source`; line: set for the lines of a script.
    """

    def __init__(
        self, source: str, column: int, reason: Sentence, *, line: int | None = None
    ) -> None:
        self.source, self.column, self.reason, self.line = source, column, reason, line
        super().__init__(str(self.words))

    @property
    def words(self) -> Sentence:
        source = self.source.strip() or said("empty")
        if self.line is None:
            return said(
                "{source}: {reason} (column {column})",
                source=source,
                reason=self.reason,
                column=self.column,
            )
        return said(
            "{source}: {reason} (line {line}, column {column})",
            source=source,
            reason=self.reason,
            line=self.line,
            column=self.column,
        )


class ExpressionFailed(EngineError):
    """The expression has no value for these variables: an incident.

    reason: names the culprit as it was written, never its value; source: the whole expression.
    """

    def __init__(self, reason: Sentence, *, source: str = "") -> None:
        super().__init__(reason, source)
        self.reason, self.source = reason, source

    @property
    def words(self) -> Sentence:
        if not self.source:
            return self.reason
        return joined((self.source, self.reason), by=": ")

    def __str__(self) -> str:
        return str(self.words)


class NoValue(ExpressionFailed):
    """It fails because something that it needs is null."""
