"""Core statements compiled once for each database: the few that every command writes.

SQLAlchemy prepares a statement anew at each execution (cache key, parameters, context), which costs more than the database
does. What is given must be complete: every bound name, no lists behind IN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect

Process = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    sql: str
    processors: tuple[tuple[str, Process | None], ...]
    positional: bool

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        bound = [
            (name, values[name] if process is None else process(values[name]))
            for name, process in self.processors
        ]
        return tuple(value for _, value in bound) if self.positional else dict(bound)


class Prepared:
    """names: of the columns that an INSERT is given; empty for statements that name their own parameters."""

    def __init__(self, statement: Any, names: Sequence[str] = ()) -> None:
        self._statement, self._names = statement, list(names)
        self._compiled: dict[str, _Compiled] = {}

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it; the result is SQLAlchemy's. Raises KeyError for a name without a value."""
        return connection.exec_driver_sql(*self.bound(connection.dialect, values))

    def bound(
        self, dialect: Dialect, values: Mapping[str, Any]
    ) -> tuple[str, tuple[Any, ...] | dict[str, Any]]:
        """What the driver is given: text and parameters. Raises KeyError for a name without a value."""
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._compile(dialect)
        return compiled.sql, compiled.parameters(values)

    def _compile(self, dialect: Dialect) -> _Compiled:
        made = self._statement.compile(dialect=dialect, column_keys=self._names or None)
        order = made.positiontup if made.positional else list(made.binds)
        processors = tuple(
            (name, made.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in order
        )
        return _Compiled(made.string, processors, made.positional)
