"""Connections: what a reader sees, and what happens when the server has gone away meanwhile."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from engine.storage import database as module
from engine.storage.database import Database

ROW = Table("database_row", MetaData(), Column("id", Integer, primary_key=True))


@pytest.fixture
def rows(database: Database):
    ROW.create(database.writing)
    yield database
    ROW.drop(database.writing)


def count(connection) -> int:
    return connection.execute(select(func.count()).select_from(ROW)).scalar_one()


def test_a_reader_sees_one_state_however_often_it_looks(rows):
    with rows.snapshot() as reader:
        before = count(reader)
        with rows.transaction() as writer:
            writer.execute(insert(ROW).values(id=1))
        after = count(reader)

    assert (before, after) == (0, 0)


def test_the_next_reader_sees_what_was_committed(rows):
    with rows.transaction() as writer:
        writer.execute(insert(ROW).values(id=1))

    with rows.snapshot() as reader:
        assert count(reader) == 1


def test_a_failed_command_leaves_nothing(rows):
    with pytest.raises(LookupError):
        write_and_fail(rows)

    with rows.snapshot() as reader:
        assert count(reader) == 0


def test_a_connection_that_lay_idle_is_tried_and_replaced(postgres_database, monkeypatch):
    monkeypatch.setattr(module, "IDLE_S", 0.0)
    with postgres_database.snapshot() as connection:
        pid = backend(connection)
    end_all_others(postgres_database)

    with postgres_database.snapshot() as connection:
        assert backend(connection) != pid
    postgres_database.dispose()  # the other connections of the pool are as dead


def write_and_fail(database: Database) -> None:
    with database.transaction() as writer:
        writer.execute(insert(ROW).values(id=1))
        raise LookupError


def backend(connection) -> int:
    return connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()


def end_all_others(database: Database) -> None:
    outside = Database(database.url)
    with outside.transaction() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    outside.dispose()
