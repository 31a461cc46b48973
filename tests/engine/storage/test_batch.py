"""Writes that go out together: order, counts, faults; alike on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.errors import DatabaseAway
from engine.storage.batch import SENT, Batch
from engine.storage.database import Database
from engine.storage.prepared import Prepared

LINE = Table(
    "batch_line", MetaData(), Column("id", Integer, primary_key=True), Column("word", String(9))
)
INSERT = Prepared(insert(LINE), ["id", "word"])
RENAME = Prepared(update(LINE).where(LINE.c.word == bindparam("old")).values(word=bindparam("new")))


@pytest.fixture
def lines(database: Database):
    LINE.create(database.writing)
    yield database
    LINE.drop(database.writing)


def words(connection: Connection) -> list[str]:
    return list(connection.scalars(select(LINE.c.word).order_by(LINE.c.id)))


def in_one(database: Database, work) -> None:
    with database.transaction() as connection:
        work(connection)


def three(connection: Connection) -> Batch:
    batch = Batch(connection)
    for number, word in enumerate(("a", "b", "b")):
        batch.add(INSERT, {"id": number, "word": word})
    return batch


def twice(connection: Connection) -> None:
    batch = three(connection)
    batch.add(INSERT, {"id": 0, "word": "again"})
    batch.send()


def test_nothing_is_written_before_it_is_sent(lines):
    with lines.transaction() as connection:
        batch = three(connection)
        before = words(connection)
        batch.send()

        assert (before, words(connection)) == ([], ["a", "b", "b"])


def test_statements_take_effect_in_the_order_of_adding(lines):
    with lines.transaction() as connection:
        batch = three(connection)
        batch.add(RENAME, {"old": "a", "new": "c"})
        batch.add(RENAME, {"old": "c", "new": "d"})
        batch.send()

        assert words(connection) == ["d", "b", "b"]


def test_each_is_told_how_many_rows_it_met(lines):
    met: list[int] = []
    with lines.transaction() as connection:
        batch = three(connection)
        batch.add(RENAME, {"old": "b", "new": "c"}, met.append)
        batch.add(RENAME, {"old": "x", "new": "y"}, met.append)
        batch.send()

    assert met == [2, 0]


def test_what_is_sent_is_not_sent_again(lines):
    with lines.transaction() as connection:
        batch = three(connection)
        batch.send()
        batch.send()

        assert len(words(connection)) == 3


def test_an_objection_to_the_number_of_rows_rolls_everything_back(lines):
    def refuse(rows: int) -> None:
        raise LookupError(rows)

    def work(connection: Connection) -> None:
        batch = three(connection)
        batch.add(RENAME, {"old": "x", "new": "y"}, refuse)
        batch.send()

    with pytest.raises(LookupError):
        in_one(lines, work)

    with lines.snapshot() as connection:
        assert words(connection) == []


def test_a_fault_of_the_database_is_sqlalchemys(lines):
    with pytest.raises(IntegrityError):
        in_one(lines, twice)

    with lines.snapshot() as connection:
        assert words(connection) == []


def test_the_connection_serves_on_after_a_fault(lines):
    with pytest.raises(IntegrityError):
        in_one(lines, twice)

    with lines.transaction() as connection:
        three(connection).send()
        assert len(words(connection)) == 3


def test_on_postgresql_all_goes_out_at_once(postgres_database):
    LINE.create(postgres_database.writing)
    try:
        with postgres_database.transaction() as connection:
            connection.info.pop(SENT, None)
            three(connection).send()
            assert connection.info.pop(SENT) == 3
    finally:
        LINE.drop(postgres_database.writing)


def test_a_server_that_went_away_is_told_as_such(postgres_database):
    def work(connection: Connection) -> None:
        end_session(postgres_database, connection)
        three(connection).send()

    with pytest.raises(DatabaseAway) as caught:
        in_one(postgres_database, work)

    assert isinstance(caught.value.__cause__, DBAPIError)
    assert caught.value.__cause__.connection_invalidated


def end_session(database: Database, connection: Connection) -> None:
    pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with database.transaction() as other:
        other.exec_driver_sql("SELECT pg_terminate_backend(%s, 5000)", (pid,))
