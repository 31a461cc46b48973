"""Where the demonstration lives: a database of its own, a folder for its documents, and how both are cleared away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, make_url, select, text

import engine.modelling.tables
import engine.rehearsal.tables  # noqa: F401
from engine.errors import EngineError, SettingMissing
from engine.settings import PREFIX, Settings, read_settings
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.tables import DEFINITION

DEMO_ACTOR = "system:demo"
"""Who deploys the models there; a database whose first model somebody else deployed is never cleared away."""

VERSION_TABLE = "alembic_version"


class DemoExists(EngineError):
    """The demonstration was made before; it is not made twice into one database."""

    def __init__(self, url: str, file: Path | None) -> None:
        by_hand = f", or remove {file}" if file else ""
        super().__init__(f"The demonstration is there already, in {url}. Add --fresh{by_hand}.")
        self.url, self.file = url, file


class DemoMissing(EngineError):
    """There is no demonstration to be shown."""

    def __init__(self, url: str) -> None:
        super().__init__(f"There is no demonstration in {url}. Run `python3 run_engine.py demo`.")
        self.url = url


class NotADemo(EngineError):
    """The database holds something else; the demonstration neither mixes with it nor removes it."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} holds a system that is not the demonstration. Name an empty database."
        )
        self.url = url


@dataclass(frozen=True, kw_only=True)
class Place:
    """settings: of the demonstration alone; documents: folder for copies of its documents."""

    settings: Settings
    documents: Path

    @property
    def shown_url(self) -> str:
        """Without the password."""
        return make_url(self.settings.database_url).render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The database, where it is a file."""
        url = make_url(self.settings.database_url)
        is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
        return Path(url.database or "") if is_file else None


def demo_place(url: str | None = None, environment: Mapping[str, str] | None = None) -> Place:
    """The place by settings of the environment; url: of another database than `var/demo.sqlite`.

    Raises SettingMissing in production: demo people and keys without legal force have no place there.
    """
    given = os.environ if environment is None else environment
    home = read_settings(given)
    if home.production:
        raise SettingMissing(f"{PREFIX}ENV", "the demonstration is refused in production")
    own = {
        "DATABASE_URL": url or f"sqlite:///{home.var_dir / 'demo.sqlite'}",
        "DATABASE_OWNER_URL": "",
        "VAR_DIR": str(home.var_dir / "demo"),
        "SIGNER": "demo",
        "GATEWAY": "demo",
    }
    settings = read_settings({**given, **{PREFIX + name: value for name, value in own.items()}})
    return Place(settings=settings, documents=home.var_dir / "demo-documents")


def demo_settings() -> Settings:
    """Settings of the demonstration that stands in `var/demo.sqlite`. Raises DemoMissing, SettingMissing."""
    place = demo_place()
    if place.file is None or not place.file.exists():
        raise DemoMissing(place.shown_url)
    return place.settings


def clear_place(place: Place, *, fresh: bool) -> None:
    """Make sure that nothing is there. fresh: an earlier demonstration goes; anything else stays.

    Raises DemoExists, NotADemo.
    """
    place.settings.var_dir.mkdir(parents=True, exist_ok=True)
    if place.file is None or place.file.exists():
        _clear_database(place, fresh=fresh)
    for folder in (place.documents, place.settings.var_dir / "outbox"):
        shutil.rmtree(folder, ignore_errors=True)


def _clear_database(place: Place, *, fresh: bool) -> None:
    database = Database(place.settings.database_url)
    try:
        maker = _first_deployer(database)
        if maker not in (None, DEMO_ACTOR):
            raise NotADemo(place.shown_url)
        if maker and not fresh:
            raise DemoExists(place.shown_url, place.file)
        if maker and place.file is None:
            _drop_tables(database)
    finally:
        database.dispose()
    if maker and place.file is not None:
        for tail in ("", "-wal", "-shm"):
            Path(f"{place.file}{tail}").unlink(missing_ok=True)


def _first_deployer(database: Database) -> str | None:
    """Who deployed the first model of a database; None where there is none."""
    with database.snapshot() as connection:
        if not inspect(connection).has_table(DEFINITION.name):
            return None
        first = select(DEFINITION.c.deployed_by).order_by(DEFINITION.c.id).limit(1)
        return connection.execute(first).scalar()


def _drop_tables(database: Database) -> None:
    with database.transaction() as connection:
        Base.metadata.drop_all(connection)
        connection.execute(text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))
