"""Fixtures that all tests share: both databases, a fixed clock."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

import engine.modelling.tables  # all tables belong to one metadata
import engine.storage.tables  # noqa: F401
import people.tables  # noqa: F401
import workers.tables  # noqa: F401
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.postgres import running_postgres

settings.register_profile("ruqsat", deadline=None)  # time is no property on a shared machine
settings.load_profile("ruqsat")

NOW = datetime(2016, 9, 5, 4, 0, tzinfo=UTC)
"""A Monday morning in Almaty, in the 2016 edition."""

_numbers = itertools.count(1)


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


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'ruqsat.sqlite'}")
    Base.metadata.create_all(database.writing)
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each test that asks for it runs twice: on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite_database")
        return found
    database: Database = request.getfixturevalue("postgres_database")
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with database.transaction() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return database
