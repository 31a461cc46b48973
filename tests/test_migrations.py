"""Migrations are numbered, named, have one head, and add up to the tables that the code has."""

from __future__ import annotations

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from engine.settings import ROOT
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.schema import _config, schema_current, upgrade_schema

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request, tmp_path, postgres_server):
    """A database without any table."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    else:
        admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS ruqsat_migrations"))
            connection.execute(text("CREATE DATABASE ruqsat_migrations"))
        admin.dispose()
        database = Database(postgres_server.replace("/postgres?", "/ruqsat_migrations?"))
    yield database
    database.dispose()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_migration_is_numbered_and_named(path):
    assert re.fullmatch(r"\d{4}_[a-z_]+", path.stem)
    assert f'revision = "{path.stem[:4]}"' in path.read_text()


def test_there_is_one_head():
    assert ScriptDirectory.from_config(_config()).get_heads() == [FILES[-1].stem[:4]]


def test_the_migrations_make_the_tables_of_the_code(empty):
    upgrade_schema(empty)

    with empty.snapshot() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_a_new_database_is_not_current_and_then_is(empty):
    with empty.snapshot() as connection:
        assert not schema_current(connection)
    upgrade_schema(empty)
    upgrade_schema(empty)
    with empty.snapshot() as connection:
        assert schema_current(connection)
