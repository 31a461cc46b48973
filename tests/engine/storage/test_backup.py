"""Copies of the whole database: taken under way, brought back into an empty one, refused with a reason."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    inspect,
    select,
    text,
)

from engine.storage import backup as module
from engine.storage.backup import BackupRefused, read_backup, write_backup
from engine.storage.database import Database

NOTE = Table(
    "backup_note", MetaData(), Column("id", Integer, primary_key=True), Column("word", String(20))
)
_numbers = itertools.count(1)


@pytest.fixture
def opened(request, tmp_path):
    """A way to new empty databases of one kind; all are closed at the end."""
    made: list[Database] = []

    def empty(kind: str) -> Database:
        made.append(Database(new_url(kind, request, tmp_path)))
        return made[-1]

    yield empty
    for database in made:
        database.dispose()


def new_url(kind: str, request, tmp_path: Path) -> str:
    name = f"backup_{next(_numbers)}"
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / name}.sqlite"
    server = request.getfixturevalue("postgres_server")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return server.replace("/postgres?", f"/{name}?")


def filled(database: Database, *words: str) -> Database:
    NOTE.create(database.writing, checkfirst=True)
    with database.transaction() as connection:
        connection.execute(insert(NOTE), [{"word": word} for word in words])
    return database


def words(database: Database) -> list[str]:
    with database.snapshot() as connection:
        return list(connection.scalars(select(NOTE.c.word).order_by(NOTE.c.id)))


both = pytest.mark.parametrize("kind", ["sqlite", "postgres"])


@both
def test_what_was_copied_comes_back(opened, tmp_path, kind):
    size = write_backup(filled(opened(kind), "ақ", "көк"), tmp_path / "copy")
    again = opened(kind)
    read_backup(again, tmp_path / "copy")

    assert words(again) == ["ақ", "көк"]
    assert size == (tmp_path / "copy").stat().st_size


@both
def test_a_copy_holds_what_was_committed_and_no_more(opened, tmp_path, kind):
    database = filled(opened(kind), "before")
    with database.writing.connect() as writer:
        writer.execute(insert(NOTE).values(word="not yet"))
        write_backup(database, tmp_path / "copy")
        writer.commit()
    again = opened(kind)
    read_backup(again, tmp_path / "copy")

    assert (words(again), words(database)) == (["before"], ["before", "not yet"])


@both
def test_nothing_is_brought_back_over_what_is_there(opened, tmp_path, kind):
    database = filled(opened(kind), "one")
    write_backup(database, tmp_path / "copy")
    filled(database, "two")

    with pytest.raises(BackupRefused, match="not empty"):
        read_backup(database, tmp_path / "copy")
    assert words(database) == ["one", "two"]


@both
def test_a_file_of_another_kind_is_refused(opened, tmp_path, kind):
    (tmp_path / "copy").write_bytes(b"PK\x03\x04 something")

    with pytest.raises(BackupRefused, match="is no backup of a"):
        read_backup(opened(kind), tmp_path / "copy")


@both
def test_a_copy_that_was_cut_off_is_refused(opened, tmp_path, kind):
    write_backup(filled(opened(kind), *("word",) * 2000), tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    again = opened(kind)

    with pytest.raises(BackupRefused):
        read_backup(again, tmp_path / "cut")
    assert inspect(again.writing).get_table_names() == []


def test_an_earlier_copy_stays_where_the_new_one_fails(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    (tmp_path / "copy").write_text("the earlier one")

    with pytest.raises(BackupRefused, match="pg_dump is missing"):
        write_backup(filled(opened("postgres"), "one"), tmp_path / "copy")
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]


def test_only_its_owner_reads_a_copy(opened, tmp_path):
    write_backup(filled(opened("sqlite"), "one"), tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_a_database_in_memory_has_no_backup(tmp_path):
    with pytest.raises(BackupRefused, match="in memory"):
        write_backup(Database("sqlite://"), tmp_path / "copy")
