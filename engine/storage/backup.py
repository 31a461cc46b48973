"""One file that holds the whole database, taken while nodes go on working; and the way back into an empty one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect, make_url

from engine.errors import EngineError
from engine.storage.database import Database

SQLITE, POSTGRES = b"SQLite format 3\x00", b"PGDMP"
"""How the files begin. Sources: SQLite file format, 1.3; pg_dump, format `custom`."""


class BackupRefused(EngineError):
    """A copy cannot be made or brought back; `reason` says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write_backup(database: Database, target: Path) -> int:
    """Copy the database as it is at one moment; size in bytes. A file that stood there is kept until the new one is whole.

    Raises BackupRefused, DatabaseAway.
    """
    part = target.with_name(f"{target.name}.part")
    part.touch(mode=0o600)
    try:
        if database.is_sqlite:
            _copy_sqlite(_sqlite_file(database), part)
        else:
            with database.snapshot():  # one that is away is told as to every command
                _run("pg_dump", make_url(database.url), ["--format=custom", f"--file={part}"])
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def read_backup(database: Database, source: Path) -> None:
    """Fill an empty database from a copy. Raises BackupRefused, DatabaseAway; then nothing was written."""
    with source.open("rb") as stream:
        head = stream.read(len(SQLITE))
    if not head.startswith(SQLITE if database.is_sqlite else POSTGRES):
        kind = "SQLite" if database.is_sqlite else "PostgreSQL"
        raise BackupRefused(f"{source.name} is no backup of a {kind} database")
    with database.snapshot() as connection:
        filled = inspect(connection).get_table_names()
    if filled:
        raise BackupRefused("the database is not empty; name an empty one in RUQSAT_DATABASE_URL")
    database.dispose()
    if database.is_sqlite:
        _fill_sqlite(source, _sqlite_file(database))
    else:
        whole = ["--no-owner", "--single-transaction", "--exit-on-error", str(source)]
        _run("pg_restore", make_url(database.url), whole)


def _sqlite_file(database: Database) -> Path:
    name = make_url(database.url).database
    if name in (None, "", ":memory:"):
        raise BackupRefused("a database in memory has no backup")
    return Path(str(name))


def _fill_sqlite(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    try:
        _copy_sqlite(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's online backup: writers go on meanwhile, the copy is of one moment. Raises BackupRefused."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            found = new.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{source.name} cannot be read: {error}") from error
    if found != "ok":
        raise BackupRefused(f"{source.name} is damaged: {found}")


def _run(program: str, url: URL, options: list[str]) -> None:
    """Run PostgreSQL's own program; the password goes through the environment, never the command line."""
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(f"{program} is missing; install the client programs of PostgreSQL")
    target = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    command = [path, f"--dbname={target}", *options]
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603 - PostgreSQL's own program
    if result.returncode:
        lines = result.stderr.strip().splitlines() or ["it gave no reason"]
        raise BackupRefused(f"{program}: {lines[0]}")
