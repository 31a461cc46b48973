"""Rows of the pages' own that must commit with a command of the engine, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from engine.storage.database import Database
from engine.storage.runtime import Runtime
from people.store import Connection


class JoinedDatabase(Database):
    """The same database; `also` runs at the end of each transaction, before it commits."""

    def __init__(self, database: Database, also: Callable[[Connection], None]) -> None:
        self.url, self.is_sqlite = database.url, database.is_sqlite
        self.writing, self.reading = database.writing, database.reading
        self._also = also

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with super().transaction() as connection:
            yield connection
            self._also(connection)


def joined(runtime: Runtime, also: Callable[[Connection], None]) -> Runtime:
    """A runtime for one command, which writes `also` in its transaction; a command that is repeated repeats it."""
    return replace(runtime, database=JoinedDatabase(runtime.database, also))
