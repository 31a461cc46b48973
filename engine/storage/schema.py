"""Schema of the database: migrations forward, and whether it is the one this code needs."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from engine.settings import ROOT
from engine.storage.database import Database


def upgrade_schema(database: Database) -> None:
    """Bring the database to the newest schema; does nothing where it is there already."""
    with database.snapshot() as connection:
        if schema_current(connection):
            return
    config = _config()
    with database.writing.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def schema_current(connection: Connection) -> bool:
    """True where every migration has run."""
    return MigrationContext.configure(connection).get_current_revision() == _head()


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config
