"""The two ways in which an expression can go wrong: when it is read, and when it is evaluated."""

from __future__ import annotations

from engine.errors import EngineError


class ExpressionInvalid(EngineError):
    """The text is no expression: refused at deployment.

    source: as it was written; column: 1 or more, counted in `source`; line: set for the lines of a script.
    """

    def __init__(self, source: str, column: int, reason: str, *, line: int | None = None) -> None:
        self.source, self.column, self.reason, self.line = source, column, reason, line
        place = f"column {column}" if line is None else f"line {line}, column {column}"
        super().__init__(f"{source.strip() or 'empty'}: {reason} ({place})")


class ExpressionFailed(EngineError):
    """The expression has no value for these variables: an incident.

    reason: names the culprit as it was written, never its value; source: the whole expression.
    """

    def __init__(self, reason: str, *, source: str = "") -> None:
        super().__init__(reason, source)
        self.reason, self.source = reason, source

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" if self.source else self.reason
