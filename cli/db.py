"""db upgrade: bring the database to the newest schema."""

from __future__ import annotations

import os

import click

from engine.settings import read_settings
from engine.storage.database import Database
from engine.storage.schema import upgrade_schema


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
def upgrade() -> None:
    """Run the migrations that have not run yet, as the owner of the tables."""
    settings = read_settings(os.environ)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_owner_url)
    upgrade_schema(database)
    database.dispose()
    click.echo("the schema is current")
