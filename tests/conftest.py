"""Fixtures that all tests share: both databases, a fixed clock."""

from __future__ import annotations

import gc
import itertools
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

import cli  # noqa: F401 - says where time zones come from
import engine.modelling.tables  # all tables belong to one metadata
import engine.rehearsal.tables
import engine.storage.start_tables
import engine.storage.tables  # noqa: F401
import people.tables  # noqa: F401
import workers.tables  # noqa: F401
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.postgres import running_postgres

settings.register_profile(
    "ruqsat",
    deadline=None,  # time is no property on a shared machine
    max_examples=50,  # others with every run
)
settings.load_profile("ruqsat")

NOW = datetime(2016, 9, 5, 4, 0, tzinfo=UTC)
"""A Monday morning in Almaty, in the 2016 edition."""

POSTGRES = {"postgres_server", "postgres_database"}
_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "the first case of each test; none that needs a browser or a server of PostgreSQL"
    parser.addoption("--first-case", action="store_true", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--first-case"):
        return
    first: dict[str, pytest.Item] = {}
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("browser") is None and not asked & {"browser", *POSTGRES}:
            first.setdefault(item.nodeid.partition("[")[0], item)
    kept = set(map(id, first.values()))
    config.hook.pytest_deselected(items=[item for item in items if id(item) not in kept])
    items[:] = first.values()


def pytest_collection_finish() -> None:
    """What stays to the end, thousands of collected tests, is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault("a secret of the tests, long enough")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str) -> Iterator[Database]:
    """One database for a test session; every test finds it empty."""
    name = f"ruqsat_{next(_numbers)}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    database = Database(postgres_server.replace("/postgres?", f"/{name}?"))
    Base.metadata.create_all(database.writing)
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no row: copied for each test, made once."""
    file = tmp_path_factory.mktemp("empty") / "ruqsat.sqlite"
    database = Database(f"sqlite:///{file}")
    Base.metadata.create_all(database.writing)
    settle(database)
    return file


def settle(database: Database) -> None:
    """Close a SQLite database, with all of it in its one file."""
    with database.writing.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.dispose()


@pytest.fixture
def sqlite_database(empty_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'ruqsat.sqlite')}")
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each test that asks for it runs twice: on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite_database")
        return found
    database: Database = request.getfixturevalue("postgres_database")
    empty(database)
    return database


NUMBERS_FROM_ONE = (  # rows that were rolled back have used numbers up, too
    "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL"
)


def empty(database: Database) -> None:
    """No rows, and numbers that begin at one. Only what was written is cleared: a TRUNCATE costs by the table."""
    tables = [table.name for table in Base.metadata.sorted_tables]
    asked = ", ".join(f"EXISTS (SELECT FROM {table})" for table in tables)
    with database.transaction() as connection:
        filled = connection.exec_driver_sql(f"SELECT {asked}").one()
        written = [table for table, full in zip(tables, filled, strict=True) if full]
        if written:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(written)} CASCADE")
        connection.exec_driver_sql(NUMBERS_FROM_ONE)
