"""The pages over a database of their own, with one signed-in browser for each person who may or may not."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import delete

from cli.assembly import platform_over
from cli.deploy import deploy_file
from engine.settings import ROOT, Settings, read_settings
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.vault import Vault
from people.accounts import create_account
from people.demo import DEMO_PASSWORD, install_demo
from people.passwords import Hasher
from people.roles import Role
from people.tables import SessionRow
from tests.conftest import NOW, settle
from tests.hashing import cheap_hasher
from tests.web.furnished import Furnished, furnish, named_values
from tests.web.service import Service
from tests.web.signing_in import signed_in as signed_in
from tests.web.written_cases import WrittenCase, write_case
from web import create_app
from web.models.rehearsals import REHEARSALS, Rehearsals
from web.platform import EXTENSION, Platform

DATA_KEY = "a secret of the tests, long enough"  # that of the fixture `vault`

PEOPLE: Mapping[str, str] = {
    "applicant": "aigerim",
    "foreign applicant": "askar",
    "worker": "aliya",
    "foreign worker": "zhanna",
    "chancellery": "saule",
    "foreign chancellery": "kairat",
    "head": "bolat",
    "foreign head": "roza",
    "specialist": "gulnar",
    "foreign specialist": "timur",
    "analyst": "arman",
    "auditor": "laura",
    "administrator": "nurlan",
}
"""Who tries each route, and the demo person who plays it. The case of the fixture `case` is the first city's."""


class ServedApp:
    """One application for all tests of a running service: its routes and templates are compiled once."""

    def __init__(self) -> None:
        self._app: Flask | None = None

    def over(self, platform: Platform) -> Flask:
        """As new: nothing that a test before has set or kept is left."""
        if self._app is None:
            self._app = create_app(platform)
            self._config, self._kept = dict(self._app.config), dict(self._app.extensions)
        app = self._app
        app.config.clear()
        app.config.update(self._config | {"TESTING": True, "WTF_CSRF_ENABLED": False})
        app.extensions.clear()
        app.extensions.update(
            self._kept | {EXTENSION: platform, REHEARSALS: Rehearsals(patience=600)}
        )
        return app


@pytest.fixture(scope="session")
def hasher() -> Hasher:
    return cheap_hasher()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({}, root=tmp_path)


@pytest.fixture(scope="session")
def prepared(
    tmp_path_factory: pytest.TempPathFactory, vault: Vault, hasher: Hasher
) -> tuple[Path, Mapping[str, int]]:
    """A database file with the demo people in it, made once and copied for each test; their offices by code."""
    file = tmp_path_factory.mktemp("prepared") / "ruqsat.sqlite"
    database = Database(f"sqlite:///{file}")
    Base.metadata.create_all(database.writing)
    with database.transaction() as connection:
        offices = install_demo(connection, vault, NOW, hasher)
    settle(database)
    return file, offices


@pytest.fixture
def sqlite_database(prepared: tuple[Path, Mapping[str, int]], tmp_path: Path) -> Iterator[Database]:
    file = shutil.copy(prepared[0], tmp_path / "ruqsat.sqlite")
    database = Database(f"sqlite:///{file}")
    yield database
    database.dispose()


@pytest.fixture
def demo_offices(prepared: tuple[Path, Mapping[str, int]]) -> Mapping[str, int]:
    return prepared[1]


@pytest.fixture
def platform(
    settings: Settings,
    sqlite_database: Database,
    vault: Vault,
    now: datetime,
    hasher: Hasher,
    demo_offices: Mapping[str, int],
) -> Platform:
    return Platform(
        settings=settings,
        database=sqlite_database,
        vault=vault,
        runtime=None,
        workshop=None,
        signer=None,
        clock=lambda: now,
        hasher=hasher,
    )


@pytest.fixture
def production(platform: Platform) -> Platform:
    settings = replace(platform.settings, env="production", public_url="https://ruqsat.example.kz")
    return replace(platform, settings=settings)


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates are compiled once, not for each test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("bytecode")))


@pytest.fixture(scope="session")
def served_app() -> ServedApp:
    return ServedApp()


@pytest.fixture
def guarded_app(platform: Platform, bytecode: FileSystemBytecodeCache) -> Flask:
    """The app as it is served, form tokens and all."""
    app = create_app(platform)
    app.testing = True
    app.jinja_env.bytecode_cache = bytecode
    return app


@pytest.fixture
def app(guarded_app: Flask) -> Flask:
    """The app without form tokens, which tests/web/test_csrf.py looks after."""
    guarded_app.config["WTF_CSRF_ENABLED"] = False
    return guarded_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def people(app: Flask) -> dict[str, FlaskClient]:
    """A signed-in browser for each of PEOPLE."""
    return {name: signed_in(app, login) for name, login in PEOPLE.items()}


@pytest.fixture
def machines(app: Flask, platform: Platform) -> dict[str, FlaskClient]:
    """A client that sends a header for each of PEOPLE, and one for a service account."""
    token = create_account(
        platform.database,
        platform.vault,
        "bank",
        Role.INTEGRATION,
        office_code=None,
        lasts=timedelta(days=1),
        now=platform.clock(),
    )
    headers = {"integration": f"Bearer {token}"}
    for name, login in PEOPLE.items():
        pair = b64encode(f"{login}:{DEMO_PASSWORD}".encode()).decode()
        headers[name] = f"Basic {pair}"
    return {name: with_header(app, header) for name, header in headers.items()}


def with_header(app: Flask, header: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = header
    return client


@pytest.fixture
def case(
    sqlite_database: Database, vault: Vault, demo_offices: Mapping[str, int], now: datetime
) -> WrittenCase:
    with sqlite_database.transaction() as connection:
        return write_case(connection, vault, demo_offices, now)


@pytest.fixture(scope="session")
def deployed(
    prepared: tuple[Path, Mapping[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The prepared database with the real model in it."""
    file = Path(shutil.copy(prepared[0], tmp_path_factory.mktemp("deployed") / "ruqsat.sqlite"))
    database = Database(f"sqlite:///{file}")
    settings = replace(read_settings({}, root=file.parent), data_key=DATA_KEY)
    platform = platform_over(settings, database, clock=lambda: NOW, hasher=cheap_hasher())
    deploy_file(platform.runtime, ROOT / "bpmn" / "externat.bpmn", actor="arman", now=NOW)
    settle(database)
    return file


@pytest.fixture
def service(
    deployed: Path,
    demo_offices: Mapping[str, int],
    tmp_path: Path,
    hasher: Hasher,
    served_app: ServedApp,
) -> Iterator[Service]:
    """The service as it runs, on SQLite."""
    file = Path(shutil.copy(deployed, tmp_path / "service.sqlite"))
    with running(file, demo_offices, hasher, served_app) as service:
        yield service


@contextmanager
def running(
    file: Path, offices: Mapping[str, int], hasher: Hasher, served_app: ServedApp
) -> Iterator[Service]:
    """The service over a database file; what it leaves lies beside."""
    database = Database(f"sqlite:///{file}")
    clock = [NOW]
    settings = replace(read_settings({}, root=file.parent), data_key=DATA_KEY)
    platform = platform_over(settings, database, clock=lambda: clock[0], hasher=hasher)
    yield Service(app=served_app.over(platform), platform=platform, offices=offices, clock=clock)
    database.dispose()


@pytest.fixture(autouse=True)
def closed_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that is left open works on, beside every test that follows."""
    if request.node.get_closest_marker("browser") is None:
        yield
        return
    browser = request.getfixturevalue("browser")
    before = list(browser.contexts)
    yield
    for context in browser.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def furnished_file(
    deployed: Path,
    prepared: tuple[Path, Mapping[str, int]],
    tmp_path_factory: pytest.TempPathFactory,
    hasher: Hasher,
) -> Path:
    """The database of a service in which there is one of everything."""
    folder = tmp_path_factory.mktemp("furnished")
    file = Path(shutil.copy(deployed, folder / "ruqsat.sqlite"))
    with running(file, prepared[1], hasher, ServedApp()) as service:
        furnish(service)
        with service.platform.database.transaction() as connection:
            connection.execute(delete(SessionRow))
        settle(service.platform.database)
    return file


@pytest.fixture
def furnished(
    furnished_file: Path,
    demo_offices: Mapping[str, int],
    tmp_path: Path,
    hasher: Hasher,
    served_app: ServedApp,
) -> Iterator[Furnished]:
    """A copy of it, with what its addresses may name."""
    file = Path(shutil.copy(furnished_file, tmp_path / "furnished.sqlite"))
    with running(file, demo_offices, hasher, served_app) as service:
        yield Furnished(service=service, values=named_values(service))
