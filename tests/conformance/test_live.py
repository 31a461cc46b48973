"""Every model of the tables on a database, two nodes in turn: the same as `trace` says, and its history holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zlib import crc32

import pytest
from sqlalchemy import select

from engine.replay.verify import verify_instance
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.tables import INSTANCE
from engine.storage.vault import Vault
from tests.conformance import messages, processes, signals
from tests.conformance.live import Live, steps_of_commands
from tests.conformance.rows import Row
from tests.conformance.tables import ROWS

RUN = [row for row in ROWS if row.refused is None]


@pytest.fixture(scope="module")
def one_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('live') / 'live.sqlite'}")
    Base.metadata.create_all(database.writing)
    yield database
    database.dispose()


def emptied(database: Database) -> Database:
    with database.transaction() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    return database


def play(database: Database, vault: Vault, row: Row) -> None:
    with steps_of_commands() as told:
        live = Live(emptied(database), vault, row, told)
        live.play()
    assert live.trace == row.expect["trace"]
    assert live.status == row.expect["status"]
    wanted = row.expect.get("variables", {})
    assert {name: live.variables.get(name) for name in wanted} == wanted
    with database.snapshot() as connection:
        for instance_id in connection.execute(select(INSTANCE.c.id)).scalars().all():
            assert verify_instance(live.runtime, connection, instance_id).events


@pytest.mark.parametrize("row", RUN, ids=lambda row: row.id)
def test_a_model_runs_live_as_in_a_trace(row: Row, one_sqlite: Database, vault: Vault) -> None:
    play(one_sqlite, vault, row)


BETWEEN = [*messages.T.rows, *signals.T.rows, *processes.T.rows]
ON_POSTGRES = [row for row in RUN if row in BETWEEN or crc32(row.id.encode()) % 10 == 0]


@pytest.mark.parametrize("row", ON_POSTGRES, ids=lambda row: row.id)
def test_a_part_of_them_runs_on_postgres_too(
    row: Row, postgres_database: Database, vault: Vault
) -> None:
    play(postgres_database, vault, row)


def test_a_wrong_trace_would_be_seen(one_sqlite: Database, vault: Vault) -> None:
    row = RUN[0]
    wrong = replace(row, expect={**row.expect, "trace": [*row.expect["trace"], "Nothing"]})
    with pytest.raises(AssertionError):
        play(one_sqlite, vault, wrong)
