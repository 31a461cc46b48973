"""Connections: SQLite on one machine, PostgreSQL on many. One command is one `transaction`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    DBAPIError,
    DisconnectionError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from engine.errors import DatabaseAway

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a committed command survives a power cut
    "PRAGMA foreign_keys=ON",
)

BUSY_S = 10.0  # how long a command waits for others before it gives up
IDLE_S = 1.0  # a ping costs a round trip: not before each of a thousand commands a second
LAST_USED = "last_used"


class Database:
    """A writing engine for commands and a reading one for pages; on PostgreSQL both share their connections.

    On SQLite a command begins with BEGIN IMMEDIATE: a deferred transaction that reads before it writes
    fails at once when another has written between, whatever the busy timeout.
    """

    def __init__(self, url: str, *, busy_seconds: float = BUSY_S) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.writing = (
            _sqlite(url, busy_seconds, begin="BEGIN IMMEDIATE")
            if self.is_sqlite
            else _postgres(url, busy_seconds)
        )
        in_memory = self.is_sqlite and make_url(url).database in (None, "", ":memory:")
        if not self.is_sqlite:
            self.reading = _repeatable(self.writing)
        else:
            self.reading = self.writing if in_memory else _sqlite(url, busy_seconds, begin="BEGIN")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All rows of one command, or none. Raises DatabaseAway."""
        try:
            with self.writing.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _told(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A consistent view for reading. Raises DatabaseAway."""
        try:
            with self.reading.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _told(error) from error

    def dispose(self) -> None:
        self.writing.dispose()
        self.reading.dispose()


def _told(error: SQLAlchemyError) -> Exception:
    """The same error, or DatabaseAway where trying again is what helps."""
    if isinstance(error, DBAPIError):
        lost = isinstance(error, OperationalError) and not _ours(error.orig)
        return DatabaseAway(str(error.orig)) if lost or error.connection_invalidated else error
    gone = isinstance(error, TimeoutError | DisconnectionError)
    return DatabaseAway(str(error)) if gone else error


def _ours(cause: BaseException | None) -> bool:
    """SQLite calls a wrong statement operational, too: a fault of ours, or an old schema."""
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def _repeatable(engine: Engine) -> Engine:
    """The same connections; every query of one transaction sees the same state."""
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _postgres(url: str, busy_seconds: float) -> Engine:
    """A connection that has lain idle is tried before it is handed out: the server may have gone away meanwhile."""
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=busy_seconds,
        connect_args={"connect_timeout": max(2, round(busy_seconds))},  # less is none to the driver
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = {round(busy_seconds * 1000)}")
        connection.commit()

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


def _sqlite(url: str, busy_seconds: float, *, begin: str) -> Engine:
    waits = {"timeout": busy_seconds, "check_same_thread": False}
    options: dict[str, Any] = {"connect_args": waits}
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
