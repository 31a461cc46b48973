"""Writes of one step that need no answer: on PostgreSQL one round trip for all, on SQLite one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from engine.storage.prepared import Prepared

SENT = "batched"
"""In `Connection.info`: how many statements went out in batches since somebody last looked; no listener sees those."""

Meet = Callable[[int], None]  # is told how many rows the statement met


def _any_number(_rows: int) -> None:
    return


class Batch:
    """Collects until `send`; whoever needs rows that are not written yet sends first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[tuple[Prepared, Mapping[str, object], Meet]] = []

    def add(
        self, statement: Prepared, values: Mapping[str, object], meet: Meet = _any_number
    ) -> None:
        self._waiting.append((statement, values, meet))

    def send(self) -> None:
        """Write in the order of adding. Raises what `meet` raises, and SQLAlchemy's errors of the database."""
        waiting, self._waiting = self._waiting, []
        driver = self._connection.connection.driver_connection
        if len(waiting) > 1 and hasattr(driver, "pipeline"):
            counts = self._piped(driver, waiting)
        else:
            counts = [
                given.execute(self._connection, values).rowcount for given, values, _ in waiting
            ]
        for (_, _, meet), rows in zip(waiting, counts, strict=True):
            meet(rows)

    def _piped(
        self, driver: Any, waiting: list[tuple[Prepared, Mapping[str, Any], Meet]]
    ) -> list[int]:
        """psycopg's pipeline mode; SQLAlchemy's own execution looks at each answer and would wait for it."""
        dialect = self._connection.dialect
        bound = [statement.bound(dialect, values) for statement, values, _ in waiting]
        try:
            with driver.pipeline():
                cursors = [driver.execute(sql, parameters) for sql, parameters in bound]
        except dialect.loaded_dbapi.Error as error:
            raise self._translated(error, bound[0][0]) from error
        info = self._connection.info
        info[SENT] = info.get(SENT, 0) + len(bound)
        return [cursor.rowcount for cursor in cursors]

    def _translated(self, error: Exception, sql: str) -> DBAPIError:
        """As SQLAlchemy would have raised it, so that one handler answers for both."""
        dialect = self._connection.dialect
        driver = self._connection.connection.driver_connection
        gone = dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]  # psycopg's own error
        if gone:
            self._connection.invalidate(error)
        base = dialect.loaded_dbapi.Error
        made = DBAPIError.instance(
            sql, None, error, base, connection_invalidated=gone, dialect=dialect
        )
        return made if isinstance(made, DBAPIError) else DBAPIError(sql, None, error)
