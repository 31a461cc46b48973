"""backup FILE, restore FILE: the whole database in one file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from engine.settings import read_settings
from engine.storage.backup import read_backup, write_backup
from engine.storage.database import Database

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Copy the database into FILE while nodes go on working. It holds personal data: keep RUQSAT_DATA_KEY apart from it."""
    settings = read_settings(os.environ)
    database = Database(settings.database_owner_url)
    try:
        size = write_backup(database, file)
    finally:
        database.dispose()
    click.echo(f"{file}: {size // 1024} KiB")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from FILE; the key of the data must be the one of then."""
    settings = read_settings(os.environ)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_owner_url)
    try:
        read_backup(database, file)
    finally:
        database.dispose()
    click.echo("restored; `db upgrade` and then `verify --all` show that it is whole")
