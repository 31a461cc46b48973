"""Connections: SQLite on one machine, PostgreSQL on many. One command is one `transaction`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a committed command survives a power cut
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
)

IDLE_S = 1.0  # a ping costs a round trip: not before each of a thousand commands a second
LAST_USED = "last_used"


class Database:
    """A writing engine for commands and a reading one for pages; on PostgreSQL both share their connections.

    On SQLite a command begins with BEGIN IMMEDIATE: a deferred transaction that reads before it writes
    fails at once when another has written between, whatever the busy timeout.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.writing = _sqlite(url, begin="BEGIN IMMEDIATE") if self.is_sqlite else _postgres(url)
        in_memory = self.is_sqlite and make_url(url).database in (None, "", ":memory:")
        if not self.is_sqlite:
            self.reading = _repeatable(self.writing)
        else:
            self.reading = self.writing if in_memory else _sqlite(url, begin="BEGIN")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All rows of one command, or none."""
        with self.writing.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A consistent view for reading."""
        with self.reading.connect() as connection:
            yield connection

    def dispose(self) -> None:
        self.writing.dispose()
        self.reading.dispose()


def _repeatable(engine: Engine) -> Engine:
    """The same connections; every query of one transaction sees the same state."""
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _postgres(url: str) -> Engine:
    """A connection that has lain idle is tried before it is handed out: the server may have gone away meanwhile."""
    engine = create_engine(url, pool_size=10, max_overflow=10)

    @event.listens_for(engine, "checkin")
    def _note(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[LAST_USED] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        used = record.info.get(LAST_USED)
        if used is None or time.monotonic() - used < IDLE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool makes a new one

    return engine


def _sqlite(url: str, *, begin: str) -> Engine:
    options: dict[str, Any] = {"connect_args": {"timeout": 30, "check_same_thread": False}}
    if make_url(url).database in (None, "", ":memory:"):
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are ours, not the driver's
        for pragma in PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
